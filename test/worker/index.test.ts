// Lists of tasks in workerd: order, filters, pages that stay right while tasks are added.
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { taskAddress } from '../../src/task/taskId.ts';
import { type IndexRow, indexName, type TaskIndex } from '../../src/task/taskIndex.ts';
import { listTasks } from '../../src/task/taskList.ts';
import { abortTask, createTask, readTask } from '../../src/task/tasks.ts';
import { APP, env, newTask } from './fixtures.ts';

const DAY = 86_400_000;
const NOW = Date.now();
const indexOf = (appId: string, at: number) =>
  env.TASK_INDEX.get(
    env.TASK_INDEX.idFromName(indexName(appId, at)),
  ) as unknown as DurableObjectStub<TaskIndex>;

function row(taskId: string, createdAt: number, change: Partial<IndexRow> = {}): IndexRow {
  return {
    taskId,
    kind: 'WorkflowTask',
    status: 'WAITING',
    failed: false,
    types: ['action-trans'],
    createdAt,
    beginAt: null,
    finishAt: null,
    ...change,
  };
}
const record = async (appId: string, rows: IndexRow[]) => {
  for (const one of rows) await indexOf(appId, one.createdAt).record([one]);
};
const query = { status: 'WAITING' as const, failed: null, from: 0, to: NOW, after: null, limit: 10 };
const ids = (rows: IndexRow[]) => rows.map((one) => one.taskId).join(' ');

describe('lists', () => {
  it('are newest first, over days, in pages that added tasks do not move', async () => {
    await record(
      '1',
      ['a', 'b', 'c', 'd', 'e'].map((id, index) => row(id, NOW - index * DAY * 0.7)),
    );
    const first = await listTasks(env, '1', { ...query, limit: 2 }, NOW);
    expect([ids(first.rows), first.total]).toEqual(['a b', 5]);
    await record('1', [row('new', NOW)]);
    const second = await listTasks(env, '1', { ...query, limit: 2, after: first.next }, NOW);
    const third = await listTasks(env, '1', { ...query, limit: 2, after: second.next }, NOW);
    expect([ids(second.rows), ids(third.rows), third.next]).toEqual(['c d', 'e', null]);
  });

  it('tell tasks of the same millisecond apart', async () => {
    await record(
      '2',
      ['x', 'y', 'z'].map((id) => row(id, NOW)),
    );
    const seen: string[] = [];
    for (let after = null as Awaited<ReturnType<typeof listTasks>>['next'], more = true; more; ) {
      const page = await listTasks(env, '2', { ...query, limit: 1, after }, NOW);
      seen.push(ids(page.rows));
      after = page.next;
      more = after !== null;
    }
    expect(seen).toEqual(['z', 'y', 'x']);
  });

  it('fit status, failure and times', async () => {
    await record('3', [
      row('w', NOW - 10),
      row('ok', NOW - 20, { status: 'FINISH' }),
      row('bad', NOW - 30, { status: 'FINISH', failed: true }),
    ]);
    const list = async (change: Partial<typeof query> | { failed: boolean | null } | { status: 'FINISH' }) =>
      ids((await listTasks(env, '3', { ...query, ...change } as typeof query, NOW)).rows);
    expect(await list({})).toBe('w');
    expect(await list({ status: 'FINISH' } as never)).toBe('ok bad');
    expect(await list({ status: 'FINISH', failed: true } as never)).toBe('bad');
    expect(await list({ status: 'FINISH', failed: false } as never)).toBe('ok');
    expect(await list({ status: 'FINISH', from: NOW - 25 } as never)).toBe('ok');
    expect(await list({ status: 'FINISH', to: NOW - 25 } as never)).toBe('bad');
  });

  it('never set a status back', async () => {
    await record('4', [row('t', NOW, { status: 'FINISH' }), row('t', NOW, { status: 'PROCESSING' })]);
    expect(ids((await listTasks(env, '4', { ...query, status: 'FINISH' } as never, NOW)).rows)).toBe('t');
  });

  it('are dropped a day at a time', async () => {
    await record('5', [row('t', NOW)]);
    await evictDurableObject(indexOf('5', NOW));
    await runDurableObjectAlarm(indexOf('5', NOW));
    expect((await listTasks(env, '5', query, NOW)).total).toBe(0);
  });
});

describe('a task', () => {
  it('is listed by its status, and abort ends it', async () => {
    const task = await newTask(2);
    await createTask(env, task);
    const book = env.TASK_BOOK.get(env.TASK_BOOK.idFromName(taskAddress(env, task.taskId)!.book));
    const listed = async (status: 'WAITING' | 'FINISH') => {
      await runDurableObjectAlarm(book);
      const page = await listTasks(
        env,
        APP,
        { ...query, status, to: Date.now(), limit: 100 } as never,
        Date.now(),
      );
      return page.rows.find((one) => one.taskId === task.taskId);
    };
    expect(await listed('WAITING')).toMatchObject({ types: ['action-trans'], failed: false });
    expect(await abortTask(env, '1250000001', task.taskId)).toBe('absent');
    expect(await abortTask(env, APP, task.taskId)).toBe('aborted');
    expect(await abortTask(env, APP, task.taskId)).toBe('over');
    const view = await readTask(env, APP, task.taskId);
    expect([view?.status, view?.subtasks.map((s) => s.failure?.code)]).toEqual([
      'FINISH',
      ['Aborted', 'Aborted'],
    ]);
    expect(await listed('FINISH')).toMatchObject({ failed: true });
    expect(await listed('WAITING')).toBeUndefined();
  });
});
