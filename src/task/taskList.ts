// The list of an account's tasks, over its days.
import { type Env, retention } from '../platform/env.ts';
import { DAY } from '../platform/settings.ts';
import { stub } from '../platform/stub.ts';
import { type IndexQuery, type IndexRow, indexName, type Position, type TaskIndex } from './taskIndex.ts';

export interface TaskPage {
  rows: IndexRow[];
  /** All that fit, on this page or not. */
  total: number;
  /** Where the next page begins; null at the end. Tasks that are added meanwhile do not move it. */
  next: Position | null;
}

/** A page of an account's tasks, newest first. Days older than the retention are not looked at. */
export async function listTasks(env: Env, appId: string, query: IndexQuery, now: number): Promise<TaskPage> {
  const oldest = Math.max(query.from, now - retention(env) - DAY);
  const newest = Math.min(query.to, now);
  const days: string[] = [];
  for (let day = Math.floor(newest / DAY); day >= Math.floor(oldest / DAY); day--)
    days.push(indexName(appId, day * DAY));
  const answers = await Promise.all(
    days.map((name) =>
      stub<Pick<TaskIndex, 'list'>>(env.TASK_INDEX, name).list({ ...query, limit: query.limit + 1 }),
    ),
  );
  const found = answers.flatMap((answer) => answer.rows).slice(0, query.limit + 1);
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  return {
    rows,
    total: answers.reduce((sum, answer) => sum + answer.total, 0),
    next: found.length > query.limit && last ? { createdAt: last.createdAt, taskId: last.taskId } : null,
  };
}
