// A new task as its book keeps it.
import type { Plan } from '../plan/plan.ts';
import { indexRow } from './indexRow.ts';
import { type NewTask, poolJobs } from './newTask.ts';
import { newState } from './state.ts';

/** Made where the task is planned, so that all a book has to do is to write it. Texts are JSON. */
export interface TaskRecord {
  taskId: string;
  appId: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  request: string;
  notifySecrets: string;
  plan: string;
  state: string;
  subtasks: number;
  /** What the book has to tell others of it. */
  outbox: { kind: 'job' | 'index'; body: string }[];
}

/**
 * A plan as a book keeps it. Only pools need the further inputs of jobs: texts that stand in them, once in each job, would
 * make a row longer than SQLite takes (2 MB).
 */
export function storedPlan(plan: Plan): string {
  return JSON.stringify({ ...plan, jobs: plan.jobs.map(({ files: _, ...job }) => job) });
}

/** `book`: the name of its book. */
export function taskRecord(book: string, task: NewTask): TaskRecord {
  const { taskId, appId, priority, offline, createdAt, plan } = task;
  const state = newState(plan.subtasks.length);
  const { lineage } = plan;
  const origin = {
    ...{ taskId, book, appId, priority, offline, createdAt, ...(lineage && { lineage }) },
    ...((plan.jobs.length > 1 || plan.rest) && { inputAgain: true }),
  };
  const index = { appId, row: indexRow(taskId, createdAt, plan, state) };
  return {
    taskId,
    appId,
    createdAt,
    request: JSON.stringify(task.request),
    notifySecrets: task.notifySecrets,
    plan: storedPlan(plan),
    state: JSON.stringify(state),
    subtasks: plan.subtasks.length,
    outbox: [
      ...poolJobs(origin, plan.jobs).map((job) => ({
        kind: 'job' as const,
        body: JSON.stringify(job),
      })),
      { kind: 'index', body: JSON.stringify(index) },
    ],
  };
}
