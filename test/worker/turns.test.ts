// Accounts with ready jobs take turns, and the choice does not grow slower with the number of waiting jobs.
import { runInDurableObject } from 'cloudflare:test';
import { beforeEach, expect, it } from 'vitest';
import type { JobPool } from '../../src/dispatch/jobPool.ts';
import { Jobs } from '../../src/dispatch/jobs.ts';
import { taskAddress } from '../../src/task/taskId.ts';
import { env, heartbeat, newTask, poolJob } from './fixtures.ts';

let count = 0;
let pool: DurableObjectStub<JobPool>;
beforeEach(() => {
  const name = `turns${count++}/1`; // Hints go to <x>/0, so that the real queue consumer does not take part.
  pool = env.JOB_POOL.get(env.JOB_POOL.idFromName(name)) as unknown as DurableObjectStub<JobPool>;
});

const HOUR = 3_600_000;
const START = Date.now();

/** A job of an account; `name` is its id. */
async function job(appId: string, name: string, change: Parameters<typeof poolJob>[2] = {}) {
  const task = await newTask();
  return poolJob(task, taskAddress(env, task.taskId)!.book, { appId, id: name, createdAt: START, ...change });
}

/** The ids of all jobs in the order in which they start. */
async function order(): Promise<string[]> {
  const ids: string[] = [];
  for (let lease = await pool.lease(); lease; lease = await pool.lease()) ids.push(lease.job.id);
  return ids;
}

it('accounts take turns, priority orders within an account', async () => {
  await pool.heartbeat('test', heartbeat({ slots: 100 }));
  await pool.submit([
    await job('1', 'a-low', { priority: -1 }),
    await job('1', 'a-high', { priority: 9 }),
    await job('1', 'a-mid'),
    await job('1', 'a-offline', { offline: true, priority: 10 }),
    await job('2', 'b-old', { createdAt: START - 1 }),
    await job('2', 'b-young'),
    await job('3', 'c', { priority: -10 }),
    await job('3', 'c-offline', { offline: true }),
  ]);
  expect(await order()).toEqual([
    'a-high',
    'b-old',
    'c',
    'a-mid',
    'b-young',
    'a-low',
    'a-offline',
    'c-offline',
  ]);
});

it('an account that always has one job more does not shut out another', async () => {
  await pool.heartbeat('test', heartbeat({ slots: 100 }));
  await pool.submit([await job('1', 'a0'), await job('1', 'a1'), await job('1', 'a2'), await job('2', 'b0')]);
  const ids: string[] = [];
  for (let n = 1; n <= 5; n++) {
    ids.push((await pool.lease())!.job.id);
    if (ids.at(-1)?.startsWith('b')) await pool.submit([await job('2', `b${n}`)]);
  }
  expect(ids).toEqual(['a0', 'b0', 'a1', 'b2', 'a2']);
});

it('the oldest of the offline jobs that waited 60 hours goes before everything', async () => {
  await pool.heartbeat('test', heartbeat({ slots: 100 }));
  await pool.submit([
    await job('1', 'online', { priority: 10 }),
    await job('1', 'aged', { offline: true, createdAt: START - 61 * HOUR }),
    await job('2', 'older', { offline: true, createdAt: START - 62 * HOUR, priority: -10 }),
  ]);
  expect(await order()).toEqual(['older', 'aged', 'online']);
});

it('reads a handful of rows to choose one of 2,000 jobs of 50 accounts', async () => {
  const template = await job('1', 'x');
  const jobs = Array.from({ length: 2_000 }, (_, n) => ({
    ...template,
    id: `j${n}`,
    appId: String(n % 50),
    priority: (n % 21) - 10,
    offline: n % 3 === 0,
  }));
  for (let n = 0; n < jobs.length; n += 500) await pool.submit(jobs.slice(n, n + 500));
  const read = await runInDurableObject(pool, (_, state) => {
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
    const counted = {
      exec: (...call: Parameters<SqlStorage['exec']>) => {
        const cursor = state.storage.sql.exec(...call);
        cursors.push(cursor);
        return cursor;
      },
    } as unknown as SqlStorage;
    const chosen = new Jobs(counted, env).best(Date.now(), 'b1', true);
    const startable = new Jobs(counted, env).startable(Date.now(), 4);
    return {
      chosen: chosen?.priority,
      startable,
      rows: cursors.reduce((sum, cursor) => sum + cursor.rowsRead, 0),
    };
  });
  expect(read).toMatchObject({ chosen: 10, startable: 4 });
  expect(read.rows).toBeLessThan(20);
});
