// Containers as a pool sees them: free while they sleep, and the same attempt once they are awake.
import { runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { Backends } from '../../src/dispatch/backends.ts';
import type { JobPool } from '../../src/dispatch/jobPool.ts';
import { Jobs } from '../../src/dispatch/jobs.ts';
import { env, heartbeat, newTask, poolJob } from './fixtures.ts';

it('a sleeping container takes a job, adopts it when it is awake, and rests when it did not start', async () => {
  const pool = env.JOB_POOL.get(
    env.JOB_POOL.idFromName('containers/1'),
  ) as unknown as DurableObjectStub<JobPool>;
  await pool.submit([poolJob(await newTask(), 'nobook/0/0', { id: 'j' })]);
  await runInDurableObject(pool, (_, { storage }) => {
    const settings = {
      ...env,
      BACKEND_CONTAINER: env.JOB_POOL,
      PUBLIC_URL: 'https://mps.example.com',
      CONTAINER_MAX: '2',
      CONTAINER_SLOTS: '1',
    };
    const backends = new Backends(storage.sql, settings);
    const jobs = new Jobs(storage.sql, settings);
    const now = Date.now();
    expect([backends.count(now), backends.freeSlots(now)]).toEqual([{ backends: 2, slots: 2 }, 2]);

    const container = backends.free(now)!;
    expect(container).toMatchObject({
      id: 'container-0',
      url: 'http://container-0.container.internal',
      boot: '',
    });
    jobs.start(jobs.best(now, container.id, true)!, container, now);
    expect([backends.freeSlots(now), backends.free(now)?.id]).toEqual([1, 'container-1']);

    backends.seen('cpu', heartbeat({ backendId: 'container-0', bootId: 'first', url: container.url }), now);
    jobs.adopt({ id: 'container-0', boot: 'first' });
    expect(jobs.ofOtherBoot('container-0', 'first')).toEqual([]);
    expect(jobs.ofOtherBoot('container-0', 'second').map(({ id }) => id)).toEqual(['j']);

    backends.rest('container-1', now + 5_000);
    expect([backends.freeSlots(now), backends.freeSlots(now + 5_000)]).toEqual([0, 1]);
  });
});
