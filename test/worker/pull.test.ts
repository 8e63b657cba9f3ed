// Backends that pull: a question that stays open, an answer that is lost, a process that shuts down.
import { SELF } from 'cloudflare:test';
import { beforeEach, expect, it } from 'vitest';
import { Job } from '../../src/contract/job.ts';
import type { JobPool } from '../../src/dispatch/jobPool.ts';
import { taskAddress } from '../../src/task/taskId.ts';
import { createTask } from '../../src/task/tasks.ts';
import { env, heartbeat, newTask, poolJob } from './fixtures.ts';

const POOLS = ['pullz', 'pulla', 'pullb', 'pullc', 'pulld', 'pulle', 'pullf'];
let name: string;
let pool: DurableObjectStub<JobPool>;
beforeEach(() => {
  name = POOLS.shift()!;
  pool = env.JOB_POOL.get(env.JOB_POOL.idFromName(`${name}/0`)) as unknown as DurableObjectStub<JobPool>;
});

const puller = (change: Parameters<typeof heartbeat>[0] = {}) =>
  heartbeat({ pool: name, url: null, ...change });

async function submit(change: Parameters<typeof poolJob>[2] = {}) {
  const task = await newTask();
  const { book } = taskAddress(env, task.taskId)!;
  await createTask(env, task);
  const job = poolJob(task, book, change);
  await pool.submit([job]);
  return job;
}

function ask(body: unknown, token = 'local-internal-token'): Promise<Response> {
  return SELF.fetch(`http://127.0.0.1:8787/internal/pools/${name}/next`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

it('an attempt may read what is in the folders of its inputs, and nothing else', async () => {
  await pool.heartbeat(name, puller());
  const answer = ask({ backendId: 'b1', bootId: 'boot1' });
  const place = { provider: 'cos' as const, appId: '1250000000', bucket: 'b-2', region: 'r' };
  const { id } = await submit({
    files: [
      { name: 'clip', location: { ...place, key: 'lists/a/list.m3u8' }, parameter: 'FileInfos.1' },
      {
        name: 'far',
        location: { provider: 'url', url: 'https://a.example/b.m3u8' },
        parameter: 'FileInfos.2',
      },
      { name: 'text', location: { provider: 'inline', text: '<svg/>' }, parameter: 'P' },
    ],
  });
  const job = Job.parse(await (await answer).json());
  expect(job.input.beside).toBe(true);
  const beside = async (names: string[], token = job.token, of: string | null = null) => {
    const response = await SELF.fetch(`http://127.0.0.1:8787/internal/jobs/${id}/inputs/beside`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ of, names }),
    });
    const { inputs = [] } = (await response.json()) as { inputs?: { url: string }[] };
    return [response.status, ...inputs.map(({ url }) => url.split('?')[0])];
  };
  expect(await beside(['a.ts', 'x/电影 1.ts'])).toEqual([
    200,
    '/objects/1250000000/b-1/a.ts',
    `/objects/1250000000/b-1/x/${encodeURIComponent('电影 1.ts')}`,
  ]);
  expect(job.files?.map((file) => 'beside' in file && file.beside)).toEqual([true, false, false]);
  expect(await beside(['x.ts'], job.token, 'clip')).toEqual([200, '/objects/1250000000/b-2/lists/a/x.ts']);
  for (const of of ['far', 'text', 'none']) expect(await beside(['x.ts'], job.token, of)).toEqual([403]);
  for (const name of ['../other/a.ts', '/a.ts', 'a/../../b', '.', ''])
    expect(await beside([name])).toEqual([400]);
  expect(await beside([])).toEqual([400]);
  expect(await beside(['a.ts'], 'pullz.1.00')).toEqual([401]);
  await pool.cancel([id]);
  expect(await beside(['a.ts'])).toEqual([409]);
});

it('a question that is open is answered as soon as there is a job', async () => {
  await pool.heartbeat(name, puller());
  const answer = ask({ backendId: 'b1', bootId: 'boot1' });
  const { id } = await submit();
  const response = await answer;
  expect(response.status).toBe(200);
  const job = Job.parse(await response.json());
  expect(job).toMatchObject({ id, attempt: 1, kind: 'media', isolate: false });
  expect(await pool.isLive(id, 1)).toBe(true);
});

it('no push job goes to a backend that pulls, and none to another process or more than its slots', async () => {
  await pool.heartbeat(name, puller());
  const first = await submit();
  const second = await submit();
  expect(await pool.lease()).toBeNull();
  const strangers = [pool.next('b1', 'another'), pool.next('b1', 'another')];
  expect(await Promise.race(strangers)).toBeNull();
  expect((await pool.next('b1', 'boot1'))?.job.id).toBe(first.id);
  expect(await Promise.all(strangers)).toEqual([null, null]);
  await pool.heartbeat(name, puller({ jobs: [{ id: first.id, attempt: 1, subtasks: [] }] }));
  // Of two questions of one process the older one is over. Which came first is not ours to say.
  const questions = [pool.next('b1', 'boot1'), pool.next('b1', 'boot1')];
  expect(await Promise.race(questions)).toBeNull();
  await pool.report(first.id, 1, { source: null, subtasks: [], final: true, failure: null, retry: false });
  const answers = await Promise.all(questions);
  expect(answers.map((answer) => answer?.job.id ?? null).sort()).toEqual([second.id, null]);
});

it('an answer that was lost is given again, until the job is known to run', async () => {
  await pool.heartbeat(name, puller({ slots: 2 }));
  const one = await submit();
  expect(await pool.next('b1', 'boot1')).toMatchObject({ attempt: 1, job: { id: one.id } });
  expect(await pool.next('b1', 'boot1')).toMatchObject({ attempt: 1, job: { id: one.id } });
  await pool.heartbeat(name, puller({ slots: 2, jobs: [{ id: one.id, attempt: 1, subtasks: [] }] }));
  const two = await submit();
  expect(await pool.next('b1', 'boot1')).toMatchObject({ attempt: 1, job: { id: two.id } });
});

it('what a process that shuts down had not begun is ready at once, and does not count as an attempt', async () => {
  await pool.heartbeat(name, puller());
  await pool.heartbeat(name, puller({ backendId: 'b2' }));
  const { id } = await submit();
  await pool.next('b1', 'boot1');
  await pool.heartbeat(name, puller({ draining: true }));
  expect(await pool.next('b2', 'boot1')).toMatchObject({ attempt: 2, isolate: false, job: { id } });
});

it('asks for the token and for who is asking', async () => {
  expect((await ask({ backendId: 'b1', bootId: 'b' }, 'wrong')).status).toBe(401);
  expect((await ask({ backendId: 'b1' })).status).toBe(400);
});
