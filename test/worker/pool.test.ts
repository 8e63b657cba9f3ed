// JobPool in workerd: order, slots, fencing, attempts, grants. The objects are named <x>/1 while hints go to <x>/0,
// so that the real queue consumer does not take part.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { JobPool } from '../../src/dispatch/jobPool.ts';
import { taskAddress } from '../../src/task/taskId.ts';
import { abortTask, createTask, readTask } from '../../src/task/tasks.ts';
import { APP, env, heartbeat, media, newTask, output, poolJob, report } from './fixtures.ts';

let count = 0;
let pool: DurableObjectStub<JobPool>;
beforeEach(() => {
  pool = env.JOB_POOL.get(
    env.JOB_POOL.idFromName(`test${count++}/1`),
  ) as unknown as DurableObjectStub<JobPool>;
});

/** A created task and its job in the pool under test. */
async function submitted(change: Parameters<typeof poolJob>[2] = {}, subtasks = 1) {
  const task = await newTask(subtasks);
  const { book } = taskAddress(env, task.taskId)!;
  await createTask(env, task);
  const job = poolJob(task, book, change);
  await pool.submit([job]);
  return { task, job };
}

/** Moves every lease, deadline and waiting time of the pool into the past. */
async function later(): Promise<void> {
  await evictDurableObject(pool);
  await runInDurableObject(pool, (object, state) => {
    // As if it had been awake all the time.
    Reflect.set(Reflect.get(object, 'jobs'), 'since', 0);
    state.storage.sql.exec("UPDATE jobs SET lease_until = 1 WHERE state = 'running'");
    state.storage.sql.exec('UPDATE outbox SET due = 0');
    state.storage.sql.exec('UPDATE backends SET rest_until = 0');
  });
  await runDurableObjectAlarm(pool);
  await runInDurableObject(pool, (_, state) => {
    state.storage.sql.exec("UPDATE jobs SET not_before = 0 WHERE state = 'ready'");
  });
}

describe('order', () => {
  it('starts the highest priority first, the oldest within one, offline ones last', async () => {
    await pool.heartbeat('test', heartbeat({ slots: 10 }));
    const now = Date.now();
    const names = new Map<string, string>();
    for (const [name, priority, offline, age] of [
      ['young', 0, false, 0],
      ['old', 0, false, 1000],
      ['low', -10, false, 5000],
      ['high', 10, false, 0],
      ['offline', 10, true, 9000],
    ] as const) {
      const { job } = await submitted({ priority, offline, createdAt: now - age });
      names.set(job.id, name);
    }
    const order: (string | undefined)[] = [];
    for (let lease = await pool.lease(); lease; lease = await pool.lease())
      order.push(names.get(lease.job.id));
    expect(order).toEqual(['high', 'old', 'young', 'low', 'offline']);
  });

  it('an offline job that waited 60 hours goes first', async () => {
    await pool.heartbeat('test', heartbeat({ slots: 10 }));
    await submitted({ priority: 10 });
    const { job } = await submitted({ priority: -10, offline: true, createdAt: Date.now() - 61 * 3_600_000 });
    expect((await pool.lease())?.job.id).toBe(job.id);
  });

  it('never gives a backend more than its slots', async () => {
    await pool.heartbeat('test', heartbeat({ slots: 2 }));
    for (let i = 0; i < 4; i++) await submitted();
    const leases = await Promise.all(Array.from({ length: 6 }, () => pool.lease()));
    expect(leases.filter(Boolean).length).toBe(2);
    expect(await pool.ready()).toEqual({ backends: 1, slots: 2, waiting: 2, running: 2 });
  });

  it('knows no backend that is draining, silent or resting', async () => {
    await pool.heartbeat('test', heartbeat({ draining: true }));
    const { job } = await submitted();
    expect(await pool.lease()).toBeNull();
    await pool.heartbeat('test', heartbeat());
    const lease = await pool.lease();
    expect(lease?.job.id).toBe(job.id);
    await pool.refused(job.id, lease!.attempt, 'no answer');
    expect(await pool.lease()).toBeNull();
    await later();
    expect((await pool.lease())?.attempt).toBe(2);
  });
});

describe('fencing', () => {
  it('only the newest attempt may report, ask for uploads or stay live', async () => {
    await pool.heartbeat('test', heartbeat({ slots: 2 }));
    const { task, job } = await submitted();
    await pool.lease();
    await later();
    await pool.heartbeat('test', heartbeat({ slots: 2 }));
    expect((await pool.lease())?.attempt).toBe(2);
    const files = [{ key: 'out/0.mp4', size: 1, md5: '0'.repeat(32), contentType: 'video/mp4' }];
    expect(
      await pool.report(job.id, 1, report({ subtasks: [{ subtask: 0, status: 'success', output }] })),
    ).toBe('stale');
    expect(await pool.grant(job.id, 1, 0, files)).toBeNull();
    expect([await pool.isLive(job.id, 1), await pool.isLive(job.id, 2)]).toEqual([false, true]);
    const answer = await pool.heartbeat(
      'test',
      heartbeat({ slots: 2, jobs: [{ id: job.id, attempt: 1, subtasks: [] }] }),
    );
    expect(answer.stop).toEqual([job.id]);
    expect(
      await pool.report(job.id, 2, report({ subtasks: [{ subtask: 0, status: 'success', output }] })),
    ).toBe('ok');
    expect(await pool.report(job.id, 2, report())).toBe('stale');
    await later();
    expect((await readTask(env, APP, task.taskId))?.status).toBe('FINISH');
  });

  it('grants the names of the subtask and no others', async () => {
    await pool.heartbeat('test', heartbeat());
    const { job } = await submitted({}, 2);
    await pool.lease();
    const file = (key: string) => [{ key, size: 1, md5: '0'.repeat(32), contentType: 'video/mp4' }];
    expect(await pool.grant(job.id, 1, 0, file('out/0.mp4'))).toEqual([
      {
        target: { provider: 'cos', appId: APP, bucket: 'b-1', region: 'r', key: 'out/0.mp4' },
        uploadId: null,
      },
    ]);
    expect(await pool.grant(job.id, 1, 0, file('out/1.mp4'))).toEqual({
      refused: 'out/1.mp4 is not a name of subtask 0',
    });
    expect(await pool.grant(job.id, 1, 7, file('out/0.mp4'))).toEqual({
      refused: 'subtask 7 is not part of this attempt',
    });
  });
});

describe('files in a storage that is not ours', () => {
  const far = { provider: 's3' as const, appId: APP, bucket: 'far', region: 'us-east-1' };
  const file = (size: number) => [{ key: 'out/0.mp4', size, md5: '0'.repeat(32), contentType: 'video/mp4' }];

  it('a successor waits until no PUT of its predecessor can begin any more; parts need no wait', async () => {
    for (const [size, waits] of [
      [1, true],
      [20_000_000, false],
    ] as const) {
      await pool.heartbeat('test', heartbeat({ slots: 4 }));
      const { job } = await submitted({ targets: [far] });
      const first = (await pool.lease())!.attempt;
      const granted = await pool.grant(job.id, first, 0, file(size));
      expect(granted).toMatchObject([{ target: { ...far, key: 'out/0.mp4' }, uploadId: null }]);
      await pool.report(job.id, first, report({ retry: true }));
      await pool.heartbeat('test', heartbeat({ slots: 4 }));
      const second = (await pool.lease())!.attempt;
      expect(second).toBe(first + 1);
      const answer = await pool.grant(job.id, second, 0, file(size));
      if (waits) expect(answer).toEqual({ wait: expect.closeTo(60_000, -4) });
      else expect(answer).toHaveLength(1);
      await pool.report(job.id, second, report());
    }
  });
});

describe('attempts', () => {
  it('fails the job after three that were lost, and says why', async () => {
    const { task, job } = await submitted();
    for (let attempt = 1; attempt <= 3; attempt++) {
      await pool.heartbeat('test', heartbeat());
      expect((await pool.lease())?.attempt).toBe(attempt);
      await pool.started(job.id, attempt);
      await later();
    }
    await later();
    const view = await readTask(env, APP, task.taskId);
    expect([view?.status, view?.subtasks[0]?.status]).toEqual(['FINISH', 'FAIL']);
    expect(view?.subtasks[0]?.failure).toEqual({
      code: 'InternalError',
      message: 'given up after 3 attempts: the backend was not heard from',
    });
    await pool.submit([poolJob(task, taskAddress(env, task.taskId)!.book)]);
    expect(await pool.lease()).toBeNull();
  });

  it('a restarted backend loses its attempts at once', async () => {
    await pool.heartbeat('test', heartbeat());
    const { job } = await submitted();
    await pool.lease();
    await pool.heartbeat('test', heartbeat({ bootId: 'boot2' }));
    expect(await pool.isLive(job.id, 1)).toBe(false);
    await later();
    expect((await pool.lease())?.attempt).toBe(2);
  });

  it('a job that was given back is not counted, and outputs that are whole are not made again', async () => {
    const { task, job } = await submitted({}, 2);
    for (let attempt = 1; attempt <= 5; attempt++) {
      await pool.heartbeat('test', heartbeat());
      const lease = await pool.lease();
      expect(lease?.job.outputs.map((o) => o.subtask)).toEqual(attempt === 1 ? [0, 1] : [1]);
      const subtasks = attempt === 1 ? [{ subtask: 0, status: 'success' as const, output }] : [];
      expect(await pool.report(job.id, attempt, report({ source: media, subtasks, retry: true }))).toBe('ok');
      await later();
    }
    const view = await readTask(env, APP, task.taskId);
    expect([view?.status, view?.source?.size]).toEqual(['PROCESSING', 1000]);
  });

  it('an attempt that no backend began is not counted', async () => {
    const { job } = await submitted();
    for (let attempt = 1; attempt <= 5; attempt++) {
      await pool.heartbeat('test', heartbeat());
      expect(await pool.lease()).toMatchObject({ attempt, isolate: false });
      await later();
      expect(await pool.isLive(job.id, attempt)).toBe(false);
    }
  });

  it('after an attempt was lost the outputs are to be made one by one', async () => {
    const { job } = await submitted({}, 2);
    await pool.heartbeat('test', heartbeat());
    expect(await pool.lease()).toMatchObject({ attempt: 1, isolate: false });
    await pool.started(job.id, 1);
    await later();
    await pool.heartbeat('test', heartbeat());
    expect(await pool.lease()).toMatchObject({ attempt: 2, isolate: true });
  });

  it('a lease that ran out while the pool itself was away goes on', async () => {
    await pool.heartbeat('test', heartbeat());
    const { job } = await submitted();
    await pool.lease();
    await evictDurableObject(pool);
    await runInDurableObject(pool, (_, state) => {
      state.storage.sql.exec('UPDATE jobs SET lease_until = 1');
    });
    await runDurableObjectAlarm(pool);
    expect(await pool.isLive(job.id, 1)).toBe(true);
  });

  it('a job that was cancelled before it came does not start', async () => {
    await pool.heartbeat('test', heartbeat());
    const task = await newTask(1);
    const job = poolJob(task, taskAddress(env, task.taskId)!.book);
    await pool.cancel([job.id]);
    await pool.submit([job]);
    expect(await pool.lease()).toBeNull();
  });

  it('a job whose outputs were all reported ends without its last word', async () => {
    await pool.heartbeat('test', heartbeat());
    const { task, job } = await submitted();
    await pool.lease();
    const subtasks = [{ subtask: 0, status: 'success' as const, output }];
    await pool.report(job.id, 1, report({ subtasks, final: false }));
    await pool.heartbeat('test', heartbeat({ bootId: 'boot2' }));
    expect(await pool.ready()).toMatchObject({ waiting: 0, running: 0 });
    await later();
    expect((await readTask(env, APP, task.taskId))?.subtasks[0]?.status).toBe('SUCCESS');
  });

  it('a heartbeat keeps the lease, silence ends it', async () => {
    await pool.heartbeat('test', heartbeat());
    const { job } = await submitted();
    await pool.lease();
    await pool.heartbeat(
      'test',
      heartbeat({ jobs: [{ id: job.id, attempt: 1, subtasks: [{ subtask: 0, percent: 40 }] }] }),
    );
    await runDurableObjectAlarm(pool);
    expect(await pool.isLive(job.id, 1)).toBe(true);
    await later();
    expect(await pool.isLive(job.id, 1)).toBe(false);
  });
});

describe('what is left behind', () => {
  it('a cancelled job keeps the files of what it has finished', async () => {
    await pool.heartbeat('test', heartbeat());
    const { task, job } = await submitted({}, 2);
    await pool.lease();
    const customMetadata = { task: task.taskId };
    for (const subtask of [0, 1]) {
      const key = `out/${subtask}.mp4`;
      await pool.grant(job.id, 1, subtask, [{ key, size: 1, md5: '0'.repeat(32), contentType: 'video/mp4' }]);
      await env.MEDIA.put(`${APP}/b-1/${key}`, key, { customMetadata });
    }
    const subtasks = [{ subtask: 0, status: 'success' as const, output }];
    await pool.report(job.id, 1, report({ subtasks, final: false }));
    await pool.cancel([job.id]);
    await later();
    expect(await (await env.MEDIA.get(`${APP}/b-1/out/0.mp4`))?.text()).toBe('out/0.mp4');
    expect(await env.MEDIA.head(`${APP}/b-1/out/1.mp4`)).toBeNull();
  });

  it('a PUT that ends after its job was cancelled leaves nothing in the end', async () => {
    await pool.heartbeat('test', heartbeat());
    const { task, job } = await submitted();
    await pool.lease();
    const key = 'out/0.mp4';
    await pool.grant(job.id, 1, 0, [{ key, size: 1, md5: '0'.repeat(32), contentType: 'video/mp4' }]);
    await pool.cancel([job.id]);
    const outbox = () =>
      runInDurableObject(pool, (_, state) => state.storage.sql.exec('SELECT due FROM outbox').toArray());
    // What was there is removed; what the PUT may still write is waited for.
    await expect.poll(outbox).toMatchObject([{ due: expect.closeTo(Date.now() + 60_000, -4) }]);
    await env.MEDIA.put(`${APP}/b-1/${key}`, 'late', { customMetadata: { task: task.taskId } });
    await later();
    expect(await env.MEDIA.head(`${APP}/b-1/${key}`)).toBeNull();
    expect(await outbox()).toEqual([]);
  });

  it('a failed subtask loses what this task wrote, not what another wrote under the same name', async () => {
    await pool.heartbeat('test', heartbeat());
    const { task, job } = await submitted({}, 2);
    await pool.lease();
    for (const subtask of [0, 1]) {
      await pool.grant(job.id, 1, subtask, [
        { key: `out/${subtask}.mp4`, size: 1, md5: '0'.repeat(32), contentType: 'video/mp4' },
      ]);
    }
    await env.MEDIA.put(`${APP}/b-1/out/0.mp4`, 'mine', { customMetadata: { task: task.taskId } });
    await env.MEDIA.put(`${APP}/b-1/out/1.mp4`, 'older', { customMetadata: { task: 'another' } });
    await pool.report(
      job.id,
      1,
      report({ failure: { code: 'SourceFileError.ContentMalformed', message: 'bad' } }),
    );
    await later();
    expect(await env.MEDIA.head(`${APP}/b-1/out/0.mp4`)).toBeNull();
    expect(await (await env.MEDIA.get(`${APP}/b-1/out/1.mp4`))?.text()).toBe('older');
    const left = await runInDurableObject(
      pool,
      (_, state) =>
        state.storage.sql
          .exec('SELECT (SELECT count(*) FROM grants) + (SELECT count(*) FROM outbox) AS n')
          .one().n,
    );
    expect(left).toBe(0);
  });
});

describe('a job that its backend can not read', () => {
  it('has three attempts like any other, and fails with what the backend said', async () => {
    const { task, job } = await submitted();
    for (const attempt of [1, 2, 3]) {
      await later();
      await pool.heartbeat('test', heartbeat());
      expect((await pool.lease())?.attempt).toBe(attempt);
      await pool.refused(job.id, attempt, 'the backend answered 400: no such kind', true);
    }
    await later();
    expect((await readTask(env, APP, task.taskId))?.subtasks[0]).toMatchObject({
      status: 'FAIL',
      failure: { message: 'given up after 3 attempts: the backend answered 400: no such kind' },
    });
    // It did not cost the backend its rest: other jobs may be fine.
    const { job: next } = await submitted();
    expect((await pool.lease())?.job.id).toBe(next.id);
  });
});

describe('a success that comes after the abort of its task', () => {
  it.each([false, true])('leaves no file (the job is over: %s)', async (final) => {
    await pool.heartbeat('test', heartbeat());
    const { task, job } = await submitted({}, 2);
    await pool.lease();
    for (const subtask of [0, 1]) {
      await pool.grant(job.id, 1, subtask, [
        { key: `out/${subtask}.mp4`, size: 1, md5: '0'.repeat(32), contentType: 'video/mp4' },
      ]);
      await env.MEDIA.put(`${APP}/b-1/out/${subtask}.mp4`, 'x', { customMetadata: { task: task.taskId } });
    }
    // The plan's own pool is another one, so this pool has not heard of the abort when the report comes.
    expect(await abortTask(env, APP, task.taskId)).toBe('aborted');
    const subtasks = [{ subtask: 0, status: 'success' as const, output }];
    await pool.report(job.id, 1, report({ subtasks, final }));
    if (!final) await pool.cancel([job.id]);
    await expect
      .poll(
        async () => {
          await later();
          return (await env.MEDIA.list({ prefix: `${APP}/b-1/out/` })).objects.map(({ key }) => key);
        },
        { timeout: 10_000 },
      )
      .toEqual([]);
    const left = await runInDurableObject(
      pool,
      (_, { storage }) =>
        storage.sql.exec('SELECT (SELECT count(*) FROM grants) + (SELECT count(*) FROM outbox) AS n').one().n,
    );
    expect(left).toBe(0);
  });
});

describe('a pool that gives jobs to backends itself', () => {
  it('leases and posts at once; a backend that is not there rests, and the job is ready again', async () => {
    const { task } = await submitted();
    await runInDurableObject(pool, async (_, state) => {
      const own = new JobPool(state, { ...env, DIRECT_STARTS: '2' });
      await own.heartbeat('test', heartbeat({ slots: 2 }));
      const attempts = () =>
        state.storage.sql
          .exec<{ state: string; attempt: number; reason: string | null }>('SELECT * FROM jobs')
          .one();
      await expect.poll(() => attempts().reason, { timeout: 5_000 }).toMatch(/could not be reached/);
      expect(attempts()).toMatchObject({ state: 'ready', attempt: 1, failures: 0, task: task.taskId });
      expect(await own.lease()).toBeNull();
    });
  });
});
