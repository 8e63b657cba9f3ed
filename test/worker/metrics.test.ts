// GET /internal/metrics: what happened is counted, what waits is shown.
import { SELF } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { JobPool } from '../../src/dispatch/jobPool.ts';
import { countersOf } from '../../src/platform/count.ts';
import { env, heartbeat, newTask, poolJob } from './fixtures.ts';
import { signedRequest } from './signedRequest.ts';

const URL = 'http://127.0.0.1:8787/internal/metrics';

async function metrics(): Promise<string[]> {
  const response = await SELF.fetch(URL, { headers: { Authorization: 'Bearer local-internal-token' } });
  expect(response.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return (await response.text()).split('\n').filter((line) => !line.startsWith('#'));
}

it('shows the pool, counts what was accepted and refused, and attempts', async () => {
  const pool = env.JOB_POOL.get(env.JOB_POOL.idFromName('cpu/0')) as unknown as DurableObjectStub<JobPool>;
  const task = await newTask();
  const job = (id: string, priority: number) =>
    poolJob(task, 'nobook/0/0', { id, priority, createdAt: Date.now() - 60_000 });
  await pool.heartbeat('cpu', heartbeat({ pool: 'cpu', url: null, slots: 1 }));
  await pool.submit([job('m-0', 3), job('m-1', 3), job('m-2', -1)]);
  await pool.next('b1', 'boot1');
  await SELF.fetch(signedRequest({}, { secretId: 'AKIDnobody' }));
  await SELF.fetch(signedRequest({ TaskId: 'x' }, { action: 'DescribeTaskDetail' }));

  const now = await metrics();
  expect(now).toContain('edge_mps_jobs{pool="cpu",priority="3",state="waiting"} 1');
  expect(now).toContain('edge_mps_jobs{pool="cpu",priority="-1",state="waiting"} 1');
  expect(now).toContain('edge_mps_jobs{pool="cpu",priority="3",state="running"} 1');
  expect(now).toContain('edge_mps_backends{pool="cpu"} 1');
  const age = now.find((line) => line.startsWith('edge_mps_oldest_waiting_task_seconds{pool="cpu"} '));
  expect(Number(age?.split(' ')[1])).toBeGreaterThanOrEqual(60);

  await expect
    .poll(metrics, { timeout: 10_000 })
    .toEqual(
      expect.arrayContaining([
        'edge_mps_requests_refused_total{action="ProcessMedia",code="AuthFailure.SecretIdNotFound"} 1',
        'edge_mps_requests_refused_total{action="DescribeTaskDetail",code="ResourceNotFound"} 1',
        'edge_mps_attempts_total{pool="cpu"} 1',
      ]),
    );
});

it('shows how long a callback has waited for its receiver', async () => {
  const counters = countersOf(env);
  await counters.callbackLate('e1', Date.now() - 30_000);
  await counters.callbackLate('e1', Date.now());
  await counters.callbackLate('e2', Date.now());
  const age = async () =>
    Number((await metrics()).find((line) => line.includes('oldest_waiting_callback'))?.split(' ')[1]);
  expect(await age()).toBeGreaterThanOrEqual(30);
  await counters.callbackSettled('e1');
  expect(await age()).toBeLessThan(30);
});

it('needs the token', async () => {
  expect((await SELF.fetch(URL)).status).toBe(401);
});
