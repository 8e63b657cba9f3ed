// The life of a task, with every object thrown out of memory and its alarm run between any two steps: nothing depends
// on what an object remembers.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { claimSession } from '../../src/admission/admit.ts';
import type { JobPool } from '../../src/dispatch/jobPool.ts';
import type { TaskBook } from '../../src/task/taskBook.ts';
import { taskAddress } from '../../src/task/taskId.ts';
import { abortTask, creation, readTask, settleTask, taskNotifications } from '../../src/task/tasks.ts';
import { env, heartbeat, media, newTask, output, poolJob, report } from './fixtures.ts';

const NOTIFY = { NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9/hook', NotifyMode: 'Change' };
let stories = 0;

async function evict(stub: DurableObjectStub): Promise<void> {
  await evictDurableObject(stub).catch((error: Error) => {
    if (!error.message.includes('not currently running')) throw error;
  });
}

/** A task's objects, and `step`, which throws them out before it does something. */
async function story(evicted: 'nothing' | 'all') {
  const appId = '1250000000';
  const session = `evictions-${stories}`;
  const task = { ...(await newTask(2, 'nobody', NOTIFY)), appId };
  const { book: bookName } = taskAddress(env, task.taskId)!;
  const stubs = {
    ledger: env.SESSION_LEDGER.get(env.SESSION_LEDGER.idFromName(appId)),
    book: env.TASK_BOOK.get(env.TASK_BOOK.idFromName(bookName)),
    pool: env.JOB_POOL.get(env.JOB_POOL.idFromName(`evictions-${stories++}/1`)),
    index: env.TASK_INDEX.get(
      env.TASK_INDEX.idFromName(`${appId}/${Math.floor(task.createdAt / 86_400_000)}`),
    ),
  };
  const chosen = evicted === 'all' ? Object.values(stubs) : [];
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const stub of chosen) {
      await evict(stub);
      await runDurableObjectAlarm(stub);
      await evict(stub);
    }
    return work();
  };
  return {
    ...{ task, appId, session, bookName, step },
    book: stubs.book as unknown as DurableObjectStub<TaskBook>,
    pool: stubs.pool as unknown as DurableObjectStub<JobPool>,
  };
}

/** What the task's callbacks said, each sent twice: the first time its receiver fails. */
async function deliver({ book, task, step }: Awaited<ReturnType<typeof story>>): Promise<string[]> {
  const seqs = await runInDurableObject(book, (_, state) =>
    state.storage.sql
      .exec<{ seq: number }>(
        "SELECT seq FROM outbox WHERE task = ? AND kind = 'callback' ORDER BY seq",
        task.taskId,
      )
      .toArray(),
  );
  const said: string[] = [];
  for (const { seq } of seqs) {
    for (const status of [500, 200]) {
      const due = (await step(() => book.callback(seq)))!;
      if (status === 200) said.push(JSON.parse(due.body).WorkflowTaskEvent.Status);
      const tried = { status, error: null, retryAfter: null, at: Date.now(), took: 5 };
      await step(() => book.callbackTried(seq, tried));
    }
    expect(await step(() => book.callback(seq))).toBeNull();
  }
  return said;
}

describe.each(['nothing', 'all'] as const)('evicted: %s', (evicted) => {
  it('a task goes its way', async () => {
    const it = await story(evicted);
    const { task, appId, session, bookName, step, book, pool } = it;
    const claim = (taskId: string, made: Parameters<typeof claimSession>[6]) =>
      claimSession(env, appId, session, taskId, Date.now(), settleTask, made);
    expect(await step(() => claim(task.taskId, creation(env, task)))).toBe('created');
    const rival = await newTask(1);
    expect(await step(() => claim(rival.taskId, creation(env, rival)))).toBe('taken');

    const job = poolJob(task, bookName);
    await step(() => pool.submit([job]));
    await step(() => pool.submit([job]));
    await step(() => pool.heartbeat('test', heartbeat()));
    expect(await step(() => pool.lease())).toMatchObject({ attempt: 1, job: { id: job.id } });
    expect(await step(() => pool.lease())).toBeNull();
    await step(() => pool.started(job.id, 1));
    await expect.poll(async () => (await readTask(env, appId, task.taskId))?.status).toBe('PROCESSING');

    const files = [{ key: 'out/0.mp4', size: 1000, md5: '0'.repeat(32), contentType: 'video/mp4' }];
    expect(await step(async () => (await pool.grant(job.id, 1, 0, files)) !== null)).toBe(true);
    const made = report({
      source: media,
      final: false,
      subtasks: [{ subtask: 0, status: 'success', output }],
    });
    for (let times = 0; times < 2; times++) expect(await step(() => pool.report(job.id, 1, made))).toBe('ok');
    const failure = { code: 'SourceFileError.NoVideoMedia' as const, message: 'no picture' };
    const failed = report({ subtasks: [{ subtask: 1, status: 'failed', failure }] });
    expect(await step(() => pool.report(job.id, 1, failed))).toBe('ok');
    expect(await step(() => pool.report(job.id, 1, failed))).toBe('stale');
    await expect.poll(async () => (await readTask(env, appId, task.taskId))?.status).toBe('FINISH');

    const view = await step(async () => readTask(env, appId, task.taskId));
    expect(view?.subtasks).toMatchObject([
      { status: 'SUCCESS', progress: 100 },
      { status: 'FAIL', failure },
    ]);
    expect(view?.source).toEqual(media);
    expect(await deliver(it)).toEqual(['PROCESSING', 'PROCESSING', 'FINISH']);
    const told = (await step(() => taskNotifications(env, appId, task.taskId)))!;
    expect(told.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(await step(() => claim(rival.taskId, null))).toBe('taken');
    // The slot is free again.
    expect(await step(() => pool.ready())).toEqual({ backends: 1, slots: 1, waiting: 0, running: 0 });
    expect(await step(() => book.read(rival.taskId))).toBeNull();
  });

  it('a task is aborted while it runs', async () => {
    const { task, appId, bookName, step, book, pool } = await story(evicted);
    const { record } = creation(env, task);
    expect(await step(() => book.create(bookName, [record]))).toEqual(['created']);
    const job = poolJob(task, bookName);
    await step(() => pool.submit([job]));
    await step(() => pool.heartbeat('test', heartbeat()));
    await step(() => pool.lease());
    await step(() => pool.started(job.id, 1));
    expect(await step(() => abortTask(env, appId, task.taskId))).toBe('aborted');
    expect(await step(() => abortTask(env, appId, task.taskId))).toBe('over');
    await step(() => pool.cancel([job.id]));
    expect(await step(() => pool.isLive(job.id, 1))).toBe(false);
    expect(await step(() => pool.report(job.id, 1, report()))).toBe('stale');
    expect((await step(() => readTask(env, appId, task.taskId)))?.subtasks).toMatchObject([
      { status: 'FAIL' },
      { status: 'FAIL' },
    ]);
    expect(await step(() => pool.ready())).toMatchObject({ waiting: 0, running: 0 });
  });
});
