// A plan that grows while its task runs, in workerd: the new jobs reach their pool.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { JobPool } from '../../src/dispatch/jobPool.ts';
import { grown, next } from '../../src/plan/graph/next.ts';
import type { PlannedNode } from '../../src/plan/plan.ts';
import type { TaskBook } from '../../src/task/taskBook.ts';
import { newTaskId, taskAddress } from '../../src/task/taskId.ts';
import { abortTask, createTask, readTask } from '../../src/task/tasks.ts';
import { APP, env, newTask, output } from './fixtures.ts';

/** A task of as many subtasks as `after` has lists: the subtasks that each one waits for. */
async function graphTask(pool: string, after: number[][], offline = false) {
  const task = await newTask(after.length, pool);
  const { subtasks, jobs } = task.plan;
  const [{ kind, input, outputs, targets }] = jobs as [(typeof jobs)[0]];
  const nodes = after.map((list, index): PlannedNode => {
    return { after: list, work: { pool, kind, output: outputs[index]!, target: targets[index]! } };
  });
  const plan = { subtasks, jobs: [], rest: { source: input, offline, nodes } };
  const waiting = subtasks.map(() => ({ status: 'WAITING' as const, failure: null, output: null }));
  const taskId = await newTaskId(env, APP, 'ScheduleTask', Date.now());
  return { ...task, taskId, offline, priority: 3, plan: grown(plan, next(plan, waiting, null)) };
}

function bookOf(taskId: string): DurableObjectStub<TaskBook> {
  const id = env.TASK_BOOK.idFromName(taskAddress(env, taskId)!.book);
  return env.TASK_BOOK.get(id) as unknown as DurableObjectStub<TaskBook>;
}

/** The jobs that a pool was given. */
function jobsOf(pool: string): Promise<Record<string, unknown>[]> {
  const stub = env.JOB_POOL.get(
    env.JOB_POOL.idFromName(`${pool}/0`),
  ) as unknown as DurableObjectStub<JobPool>;
  return runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec('SELECT id, state, offline, priority, spec FROM jobs ORDER BY id').toArray(),
  );
}

it('hands the jobs that others made possible to their pool, and lasts', async () => {
  const task = { ...(await graphTask('growa', [[], [0], [0], [1]], true)) };
  task.request.TasksPriority = 3;
  await createTask(env, task);
  await expect.poll(() => jobsOf('growa')).toHaveLength(1);
  const book = bookOf(task.taskId);
  await evictDurableObject(book);
  const success = (subtask: number) => ({ subtask, status: 'success' as const, output });
  const jobId = `${task.taskId}-0`;
  await book.apply(task.taskId, [{ type: 'subtasks', jobId, at: 1, reports: [success(0)] }]);
  // A report that comes twice makes no job twice.
  await book.apply(task.taskId, [{ type: 'subtasks', jobId, at: 1, reports: [success(0)] }]);
  await book.apply(task.taskId, [{ type: 'ended', jobId, at: 1, failure: null }]);
  await expect.poll(() => jobsOf('growa')).toHaveLength(2);
  const second = (await jobsOf('growa'))[1]!;
  expect(second).toMatchObject({ id: `${task.taskId}-1`, state: 'ready', offline: 1, priority: 3 });
  const spec = JSON.parse(second.spec as string);
  expect(spec).toMatchObject({ taskId: task.taskId, input: { bucket: 'b-1', key: 'out/0.mp4' } });
  expect(spec.outputs.map((each: { subtask: number }) => each.subtask)).toEqual([1, 2]);
  await evictDurableObject(book);
  const reports = [success(1), success(2)];
  await book.apply(task.taskId, [{ type: 'subtasks', jobId: `${task.taskId}-1`, at: 2, reports }]);
  await expect.poll(() => jobsOf('growa')).toHaveLength(3);
  await book.apply(task.taskId, [
    { type: 'subtasks', jobId: `${task.taskId}-2`, at: 3, reports: [success(3)] },
  ]);
  expect(await readTask(env, APP, task.taskId)).toMatchObject({ kind: 'ScheduleTask', status: 'FINISH' });
});

it('makes no more jobs once the task was aborted', async () => {
  const task = await graphTask('growb', [[], [0]]);
  await createTask(env, task);
  expect(await abortTask(env, APP, task.taskId)).toBe('aborted');
  const reports = [{ subtask: 0, status: 'success' as const, output }];
  await bookOf(task.taskId).apply(task.taskId, [
    { type: 'subtasks', jobId: `${task.taskId}-0`, at: 1, reports },
  ]);
  const view = await readTask(env, APP, task.taskId);
  expect(view!.subtasks.map(({ status }) => status)).toEqual(['FAIL', 'FAIL']);
  await expect.poll(() => jobsOf('growb')).toMatchObject([{ state: 'ended' }]);
});

it('keeps no texts of files in its jobs: its pool has them', async () => {
  const task = await graphTask('growc', [[], [0]]);
  const text = 'WEBVTT'.repeat(20);
  const file = (name: string) => ({ name, parameter: 'p', location: { provider: 'inline' as const, text } });
  task.plan.jobs[0]!.files = [file('file-0')];
  task.plan.rest!.files = [file('file-1')];
  const { output: waiting } = task.plan.rest!.nodes[1]!.work!;
  if (waiting.kind !== 'media') throw new Error('not a media output');
  waiting.video = {
    ...({} as NonNullable<typeof waiting.video>),
    subtitle: { file: 'file-1' } as NonNullable<NonNullable<typeof waiting.video>['subtitle']>,
  };
  await createTask(env, task);
  const book = bookOf(task.taskId);
  const stored = () =>
    runInDurableObject(book, (_, { storage }) =>
      storage.sql.exec<{ plan: string }>('SELECT plan FROM tasks WHERE id = ?', task.taskId).one(),
    );
  const copies = async () => (await stored()).plan.split(text).length - 1;
  expect(await copies()).toBe(1);
  const reports = [{ subtask: 0, status: 'success' as const, output }];
  const jobId = `${task.taskId}-0`;
  await book.apply(task.taskId, [{ type: 'subtasks', jobId, at: 1, reports }]);
  await expect.poll(() => jobsOf('growc')).toHaveLength(2);
  expect(await copies()).toBeLessThan(2);
  const files = (await jobsOf('growc')).map(({ spec }) => JSON.parse(spec as string).files);
  expect(files).toMatchObject([[{ name: 'file-0' }], [{ name: 'file-1' }]]);
});
