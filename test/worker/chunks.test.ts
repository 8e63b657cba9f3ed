// Chunks of a job, in workerd: who gets them, what becomes of them when somebody dies, and what is left behind.
import { runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChunkRequest } from '../../src/contract/chunk.ts';
import type { MediaOutput } from '../../src/contract/media.ts';
import type { JobPool } from '../../src/dispatch/jobPool.ts';
import { taskAddress } from '../../src/task/taskId.ts';
import { createTask, readTask } from '../../src/task/tasks.ts';
import { env, heartbeat, newTask, output, poolJob, report } from './fixtures.ts';

const RANGES = [
  { start: 0, frames: 50 },
  { start: 50, frames: 50 },
  { start: 100, frames: null },
];
const ask = (take: boolean): ChunkRequest => ({ subtask: 0, ranges: RANGES, take });

let count = 0;
let pool: DurableObjectStub<JobPool>;
beforeEach(() => {
  pool = env.JOB_POOL.get(
    env.JOB_POOL.idFromName(`chunks${count++}/1`),
  ) as unknown as DurableObjectStub<JobPool>;
});

const one = (change = {}) => heartbeat({ backendId: 'one', bootId: 'boot-one', ...change });
const two = (change = {}) => heartbeat({ backendId: 'two', bootId: 'boot-two', ...change });

/** A job with a picture that runs on `one`, while `two` has `slots` free. */
async function running(slots = 1) {
  const task = await newTask(1);
  const { book } = taskAddress(env, task.taskId)!;
  await createTask(env, task);
  const base = poolJob(task, book);
  const video = { codec: 'h264', profile: '', bitrate: 0, rateControl: 'abr', fps: 25, width: 0, height: 0 };
  const picture = {
    ...base.outputs[0],
    video: { ...video, adaptive: true, fill: 'black', gop: 0 },
  } as MediaOutput;
  const job = { ...base, outputs: [picture] };
  await pool.heartbeat('test', one());
  await pool.submit([job]);
  const lease = (await pool.lease())!;
  await pool.started(job.id, lease.attempt);
  if (slots > 0) await pool.heartbeat('test', two({ slots }));
  return { task, job, attempt: lease.attempt };
}

const states = (answer: { chunks: { state: string }[] } | null) => answer?.chunks.map(({ state }) => state);

describe('chunks', () => {
  it('are not made while no other backend is free, or another job waits', async () => {
    const { job, attempt } = await running(0);
    expect(await pool.cutIntoChunks(job.id, attempt, ask(true))).toEqual({ chunks: [], taken: null });
    await pool.heartbeat('test', two());
    const waiting = await newTask(1);
    await pool.submit([poolJob(waiting, taskAddress(env, waiting.taskId)!.book)]);
    expect(await pool.cutIntoChunks(job.id, attempt, ask(true))).toEqual({ chunks: [], taken: null });
    await pool.cancel([`${waiting.taskId}-0`]);
    expect(states(await pool.cutIntoChunks(job.id, attempt, ask(false)))).toEqual([
      'ready',
      'ready',
      'ready',
    ]);
  });

  it('go to whoever is free, the first ones first, and nobody of the task hears of them', async () => {
    const { task, job, attempt } = await running();
    const cut = await pool.cutIntoChunks(job.id, attempt, ask(true));
    expect([cut?.taken, states(cut)]).toEqual([0, ['mine', 'ready', 'ready']]);
    const lease = (await pool.lease())!;
    expect(lease).toMatchObject({
      job: {
        ...{ id: `${job.id}.0.1`, parent: job.id, taskId: task.taskId },
        outputs: [
          { container: 'mp4', audio: null, chunk: RANGES[1], main: `_work/${task.taskId}/0.0.1.mp4` },
        ],
      },
    });
    await pool.started(lease.job.id, lease.attempt);
    const beat = { id: lease.job.id, attempt: lease.attempt, subtasks: [{ subtask: 0, percent: 99 }] };
    await pool.heartbeat('test', two({ jobs: [beat] }));
    expect(states(await pool.cutIntoChunks(job.id, attempt, ask(false)))).toEqual([
      'mine',
      'running',
      'ready',
    ]);
    const done = { subtask: 0, status: 'success' as const, output };
    await pool.report(lease.job.id, lease.attempt, report({ subtasks: [done] }));
    const answer = await pool.cutIntoChunks(job.id, attempt, ask(true));
    expect([answer?.taken, states(answer)]).toEqual([2, ['mine', 'stored', 'mine']]);
    expect(answer?.chunks[1]?.object.key).toBe(`_work/${task.taskId}/0.0.1.mp4`);
    const view = await readTask(env, task.appId, task.taskId);
    expect(view?.subtasks[0]).toMatchObject({ status: 'PROCESSING', progress: 0, output: null });
  });

  it('that fail, or whose backend dies, are free again', async () => {
    const { job, attempt } = await running();
    await pool.cutIntoChunks(job.id, attempt, ask(true));
    const lease = (await pool.lease())!;
    await pool.started(lease.job.id, lease.attempt);
    // A new process of the backend: what the old one did is lost.
    await pool.heartbeat('test', two({ bootId: 'boot-three' }));
    expect(states(await pool.cutIntoChunks(job.id, attempt, ask(false)))).toEqual(['mine', 'ready', 'ready']);
    const again = (await pool.lease())!;
    const failure = { code: 'InternalError' as const, message: 'no' };
    await pool.report(
      again.job.id,
      again.attempt,
      report({ subtasks: [{ subtask: 0, status: 'failed', failure }] }),
    );
    const answer = await pool.cutIntoChunks(job.id, attempt, ask(true));
    expect(states(answer)).not.toContain('stored');
    expect(answer?.taken).toBe(1);
  });

  it('are kept for the next attempt of their job, but for those that the last one took', async () => {
    const { job, attempt } = await running();
    await pool.cutIntoChunks(job.id, attempt, ask(true));
    const lease = (await pool.lease())!;
    await pool.started(lease.job.id, lease.attempt);
    const done = { subtask: 0, status: 'success' as const, output };
    await pool.report(lease.job.id, lease.attempt, report({ subtasks: [done] }));
    await pool.report(job.id, attempt, report({ retry: true }));
    expect(await pool.cutIntoChunks(job.id, attempt, ask(true))).toBeNull();
    let next = (await pool.lease())!;
    while (next.job.id !== job.id) next = (await pool.lease())!;
    const answer = await pool.cutIntoChunks(job.id, next.attempt, ask(false));
    expect(states(answer)?.slice(0, 2)).toEqual(['ready', 'stored']);
  });

  it('are gone with their job', async () => {
    const { task, job, attempt } = await running();
    await pool.cutIntoChunks(job.id, attempt, ask(true));
    const lease = (await pool.lease())!;
    await pool.started(lease.job.id, lease.attempt);
    const key = `_work/${task.taskId}/0.0.1.mp4`;
    await env.MEDIA.put(`${task.appId}/b-1/${key}`, 'chunk', { customMetadata: { task: task.taskId } });
    const done = { subtask: 0, status: 'success' as const, output };
    await pool.report(lease.job.id, lease.attempt, report({ subtasks: [done] }));
    await pool.report(job.id, attempt, report({ subtasks: [done] }));
    await expect.poll(() => env.MEDIA.head(`${task.appId}/b-1/${key}`)).toBeNull();
    expect(await pool.ready()).toMatchObject({ waiting: 0, running: 0 });
    await runInDurableObject(pool, (_, state) => {
      expect(state.storage.sql.exec('SELECT * FROM chunks').toArray()).toEqual([]);
    });
    expect((await readTask(env, task.appId, task.taskId))?.status).toBe('FINISH');
  });

  it('stop when the task is aborted', async () => {
    const { job, attempt } = await running();
    await pool.cutIntoChunks(job.id, attempt, ask(true));
    const lease = (await pool.lease())!;
    await pool.started(lease.job.id, lease.attempt);
    await pool.cancel([job.id]);
    const beat = { id: lease.job.id, attempt: lease.attempt, subtasks: [] };
    expect(await pool.heartbeat('test', two({ jobs: [beat] }))).toMatchObject({ stop: [lease.job.id] });
    expect(await pool.ready()).toMatchObject({ waiting: 0, running: 0 });
  });
});
