import { expect, test } from 'vitest';
import { Job } from '../contract/job.ts';
import type { PoolJob } from '../contract/rpc.ts';
import type { Env } from '../platform/env.ts';
import { sealJob } from '../storage/sealedLocation.ts';
import { jobOf } from './leasedJob.ts';

const env = { SIGNING_KEY: 'a long random text' } as Env;
const bucket = { provider: 'cos' as const, appId: '1250000000', bucket: 'b-1', region: 'r' };
const job: PoolJob = {
  ...{ id: 'task-0', taskId: 'task', book: 'book', appId: '1250000000', kind: 'media' },
  ...{ priority: 0, offline: false, createdAt: 1 },
  input: { ...bucket, key: 'in.mov' },
  files: [
    {
      name: 'logo.png',
      location: { provider: 'url', url: 'https://a.example/logo.png?secret=1' },
      maxBytes: 10,
      parameter: 'P.0',
    },
    { name: 'text.srt', location: { ...bucket, key: 'text.srt' }, parameter: 'P.1' },
  ],
  outputs: [],
  targets: [],
};

test('further inputs are sealed where the job is stored and have URLs where it runs', async () => {
  const stored = sealJob(env, job);
  expect(JSON.stringify(stored)).not.toContain('secret=1');
  const sent = await jobOf(env, 'cpu', { job: stored, attempt: 1, isolate: false });
  expect(sent.files).toEqual([
    {
      ...{ name: 'logo.png', url: 'https://a.example/logo.png?secret=1', allowLoopback: false },
      ...{ maxBytes: 10, parameter: 'P.0', same: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    {
      ...{ name: 'text.srt', allowLoopback: false, parameter: 'P.1', renewable: true, beside: true },
      same: expect.stringMatching(/^[0-9a-f]{64}$/),
      url: expect.stringMatching(/^\/objects\/1250000000\/b-1\/text\.srt\?.*signature=/),
    },
  ]);
  expect(Job.shape.files.safeParse(sent.files).success).toBe(true);
  const { files: _, ...plain } = job;
  expect(
    await jobOf(env, 'cpu', { job: sealJob(env, plain), attempt: 1, isolate: false }),
  ).not.toHaveProperty('files');
});
