import { link, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { InputCache, type Wanted } from './inputCache.ts';
import { createInputClient, type InputClient } from './inputClient.ts';

let folder = '';
let server: Server;
let client: InputClient;
let cache: InputCache;
let body = 'content';
let etag = '"1"';
let asked: (string | undefined)[] = [];
let hold: Promise<void> | null = null;
const live = new AbortController().signal;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    asked.push(request.headers['if-none-match']);
    await hold;
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(request.url === '/gone' ? 404 : 200, { etag }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = createInputClient({
    edgeUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stallMs: 5_000,
  });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cache-'));
  [body, etag, asked, hold] = ['content', '"1"', [], null];
  cache = new InputCache({ client, folder: join(folder, 'inputs'), maxIdleBytes: 10, idleMs: 200 });
});
afterEach(async () => {
  await cache.close();
  await rm(folder, { recursive: true });
});
afterAll(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
});

const wanted = (more: Partial<Wanted> = {}, path = '/file'): Wanted => ({
  input: { url: path, allowLoopback: false, same: path },
  ...{ taskId: 't', limits: { maxBytes: 100, timeoutMs: 5_000 }, again: true },
  renew: () => Promise.reject(new Error('not renewable')),
  ...more,
});
const kept = () => readdir(join(folder, 'inputs')).catch(() => []);
let count = 0;
const get = (more: Partial<Wanted> = {}, signal = live) => {
  const path = join(folder, `job-${count++}`);
  return cache.fetch(wanted(more), path, signal).then((got) => ({ ...got, path }));
};

test('jobs of a task that run at once share one download', async () => {
  const both = await Promise.all([get(), get()]);
  expect(asked).toEqual([undefined]);
  for (const { size, path } of both) expect([size, await readFile(path, 'utf8')]).toEqual([7, 'content']);
  await get({ taskId: 'another' });
  expect(asked).toHaveLength(2);
});

test('a later job uses the file that is there if it has not changed', async () => {
  (await get()).release();
  const second = await get();
  expect(asked).toEqual([undefined, '"1"']);
  second.release();
  [body, etag] = ['changed', '"2"'];
  const third = await get();
  expect(await readFile(third.path, 'utf8')).toBe('changed');
  expect(await readFile(second.path, 'utf8')).toBe('content');
  third.release();
  third.release();
});

test('nothing is kept longer, or more of it, than it may be', async () => {
  const first = await get();
  first.release();
  expect(await kept()).toHaveLength(1);
  await expect.poll(kept, { timeout: 5_000 }).toEqual([]);
  // Two of 7 bytes are more than 10.
  const [a, b] = await Promise.all([get(), get({ taskId: 'u' })]);
  a.release();
  b.release();
  await expect.poll(async () => (await kept()).length).toBe(1);
  const alone = await get({ again: false, taskId: 'v' });
  alone.release();
  await expect.poll(async () => (await kept()).length).toBeLessThan(2);
});

test('what has no version is not kept', async () => {
  etag = 'W/"1"';
  (await get()).release();
  await expect.poll(kept).toEqual([]);
});

test('a failure is everybody’s, and the next one tries again', async () => {
  const missing = { input: { url: '/gone', allowLoopback: false, same: 'x' } };
  const outcomes = await Promise.allSettled([get(missing), get(missing)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked).toHaveLength(1);
  await expect(get(missing)).rejects.toMatchObject({ failure: { message: 'The source does not exist.' } });
  expect(asked).toHaveLength(2);
  await expect.poll(kept).toEqual([]);
});

test('a job that stops waiting does not stop the others; the last one ends the download', async () => {
  let go = () => {};
  hold = new Promise((resolve) => {
    go = resolve;
  });
  const stop = new AbortController();
  const gone = get({}, stop.signal);
  const stays = get();
  await expect.poll(() => asked.length).toBe(1);
  stop.abort(new Error('stopped'));
  await expect(gone).rejects.toThrow('stopped');
  go();
  expect((await stays).size).toBe(7);
});

test('a file that is larger than this job takes is refused', async () => {
  await get();
  await expect(get({ limits: { maxBytes: 3, timeoutMs: 5_000 } })).rejects.toMatchObject({
    failure: { message: 'The source is larger than 3 bytes.' },
  });
});

test('files of jobs are links: removing one leaves the others', async () => {
  const first = await get();
  const other = join(folder, 'other');
  await link(first.path, other);
  await rm(first.path);
  expect(await readFile(other, 'utf8')).toBe('content');
});
