import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { diskSource } from './diskSource.ts';

const SIZE = 3_000_001;
const bytes = randomBytes(SIZE);
const md5 = (part: Buffer) => createHash('md5').update(part).digest('hex');

let folder: string;
let path: string;
let server: Server | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-source-'));
  path = join(folder, 'file');
  await writeFile(path, bytes);
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/put?s=1`;
}

const source = () => diskSource({ path, size: SIZE, md5: md5(bytes) });
const request = (url: string, start: number, end: number, signal = AbortSignal.timeout(20_000)) => ({
  ...{ url, start, end, signal, hash: true },
  headers: { 'content-length': String(end - start), 'content-type': 'video/mp4' },
});

test.each([
  ['all', 0, SIZE],
  ['a part in the middle', 524_288, 1_572_865],
  ['a single byte', 7, 8],
  ['nothing', 5, 5],
])('sends %s, and says its MD5', async (_, start, end) => {
  const received: { body: Buffer; headers: IncomingHttpHeaders }[] = [];
  const url = await serve(async (incoming, outgoing) => {
    received.push({ body: await buffer(incoming), headers: incoming.headers });
    outgoing.writeHead(200, { ETag: '"x"' }).end();
  });
  const part = bytes.subarray(start, end);
  const answer = await source().put(request(url, start, end));
  expect(answer).toMatchObject({ status: 200, text: '', md5: md5(part) });
  expect(answer.headers.get('etag')).toBe('"x"');
  expect(received).toHaveLength(1);
  expect(received[0]!.headers).toMatchObject({
    ...{ 'content-length': String(end - start), 'content-type': 'video/mp4', 'user-agent': 'edge-mps' },
  });
  expect(received[0]!.body.equals(part)).toBe(true);
  expect(await source().readMd5!(start, end)).toBe(md5(part));
});

test('a receiver that reads slowly gets the same bytes', async () => {
  const pieces: Buffer[] = [];
  const url = await serve(async (incoming, outgoing) => {
    for await (const piece of incoming) {
      pieces.push(piece);
      if (pieces.length % 8 === 0) await sleep(5);
    }
    outgoing.end();
  });
  const { status } = await source().put(request(url, 0, SIZE));
  expect(status).toBe(200);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
});

test('the beginning of an answer that is an error is told, also where it comes before all is sent', async () => {
  const xml = `<Error><Code>AccessDenied</Code></Error>${'x'.repeat(100_000)}`;
  const url = await serve((incoming, outgoing) => {
    outgoing.writeHead(403).end(xml);
    incoming.resume();
  });
  const answer = await source().put(request(url, 0, SIZE));
  expect(answer).toMatchObject({ status: 403, md5: null });
  expect(answer.text.startsWith('<Error><Code>AccessDenied</Code>')).toBe(true);
  expect(answer.text.length).toBeLessThan(100_000);
});

test('a success that comes before all is sent, from a server that reads no further, is none', async () => {
  const url = await serve((_, outgoing) => {
    outgoing.writeHead(200, { ETag: '"x"' }).end();
  });
  await expect(source().put(request(url, 0, SIZE, AbortSignal.timeout(500)))).rejects.toThrow();
});

test('connections that break, and files that became shorter, are errors', async () => {
  const url = await serve((incoming) => {
    incoming.once('data', () => incoming.socket.destroy());
  });
  await expect(source().put(request(url, 0, SIZE))).rejects.toThrow();
  server?.close();
  const short = join(folder, 'short');
  await writeFile(short, bytes);
  await truncate(short, 1_000_000);
  const whole = await serve(async (incoming, outgoing) => {
    await buffer(incoming).catch(() => {});
    outgoing.end();
  });
  const shortened = diskSource({ path: short, size: SIZE, md5: md5(bytes) });
  await expect(shortened.put(request(whole, 0, SIZE))).rejects.toThrow('shorter');
});

test('the signal ends it', async () => {
  const url = await serve((incoming) => void incoming.once('data', () => {}));
  const stop = new AbortController();
  const put = source().put(request(url, 0, SIZE, stop.signal));
  setTimeout(() => stop.abort(new Error('enough')), 100);
  await expect(put).rejects.toThrow();
});

test('nobody there is an error', async () => {
  const url = await serve(() => {});
  server?.close();
  await expect(source().put(request(url, 0, SIZE))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
