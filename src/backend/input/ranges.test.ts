// Large inputs: ranges side by side, breaks, changes, and URLs whose time is over.
import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JobInput } from '../../contract/job.ts';
import { download } from './download.ts';
import { createInputClient, type InputClient } from './inputClient.ts';
import { readRanges } from './readRanges.ts';

const MIB = 1024 * 1024;
const content = randomBytes(40 * MIB + 17);
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');
const live = new AbortController().signal;
let folder = '';
let server: Server;
let client: InputClient;
let base = '';
let asked: { url: string; range: string | undefined }[] = [];
/** Answers in the place of the file server; true: it did. */
let special: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;
let etag = '"v1"';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ranges-'));
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', range: request.headers.range });
    if (!special(request, response)) serveFile(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createInputClient({ edgeUrl: base, stallMs: 5_000 });
});
beforeEach(() => {
  asked = [];
  special = () => false;
  etag = '"v1"';
});
afterAll(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

function serveFile(request: IncomingMessage, response: ServerResponse): void {
  const headers = { etag, 'accept-ranges': 'bytes' };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (request.headers['if-match'] && request.headers['if-match'] !== etag) {
    response.writeHead(412).end();
  } else if (!range) {
    response.writeHead(200, { ...headers, 'content-length': content.length }).end(content);
  } else {
    const [begin, last] = [Number(range[1]), range[2] ? Number(range[2]) : content.length - 1];
    const part = content.subarray(begin, last + 1);
    const span = `bytes ${begin}-${last}/${content.length}`;
    response.writeHead(206, { ...headers, 'content-length': part.length, 'content-range': span }).end(part);
  }
}

/** Sends the beginning of the file and then nothing more. */
function stuckAfter(bytes: number) {
  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.range) return false;
    response
      .on('error', () => {})
      .writeHead(200, { etag, 'accept-ranges': 'bytes', 'content-length': content.length })
      .write(content.subarray(0, bytes));
    return true;
  };
}

const input = (path: string): JobInput => ({ url: path, allowLoopback: false, renewable: true });
const limits = { maxBytes: 100 * MIB, timeoutMs: 30_000 };
async function fetched(renew: (() => Promise<JobInput>) | null = null) {
  const path = join(folder, 'file');
  const { size } = await download(client, input('/old'), path, limits, live, renew);
  const bytes = await readFile(path);
  return { whole: size === content.length && md5(bytes) === md5(content) };
}

test('a quick server is read in one go', async () => {
  expect(await fetched()).toEqual({ whole: true });
  expect(asked[0]).toEqual({ url: '/old', range: undefined });
});

test('a slow one is read in ranges side by side, from the end', async () => {
  special = (request, response) => {
    if (request.headers.range) return false;
    // 2 MB at once, the rest too slowly to be waited for.
    response
      .on('error', () => {})
      .writeHead(200, { etag, 'accept-ranges': 'bytes', 'content-length': content.length });
    response.write(content.subarray(0, 2 * MIB));
    let at = 2 * MIB;
    const timer = setInterval(() => {
      response.write(content.subarray(at, at + MIB));
      at += MIB;
      if (at >= 8 * MIB || response.destroyed) clearInterval(timer);
    }, 150);
    return true;
  };
  expect(await fetched()).toEqual({ whole: true });
  expect(asked.map(({ range }) => range).sort()).toEqual([
    ...[2, 3, 4].map((n) => `bytes=${n * 8 * MIB}-${(n + 1) * 8 * MIB - 1}`),
    `bytes=${40 * MIB}-${40 * MIB + 16}`,
    `bytes=${8 * MIB}-${16 * MIB - 1}`,
    undefined,
  ]);
});

test('a reader that gets stuck or breaks off is taken over', async () => {
  special = (request, response) => {
    if (!request.headers.range) return stuckAfter(MIB)(request, response);
    // Every range breaks off once.
    if (asked.filter(({ range }) => range === request.headers.range).length > 1) return false;
    const [, begin = '0', last = '0'] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range) ?? [];
    response.writeHead(206, { etag, 'content-range': `bytes ${begin}-${last}/${content.length}` });
    response.write(content.subarray(0, 10), () => response.destroy());
    return true;
  };
  const quick = createInputClient({ edgeUrl: base, stallMs: 1_000 });
  const path = join(folder, 'stuck');
  const { size } = await download(quick, input('/old'), path, limits, live);
  expect([size, md5(await readFile(path))]).toEqual([content.length, md5(content)]);
  await quick.close();
});

test('a file that changes is read again; one that goes on changing is said to', async () => {
  special = (request, response) => {
    if (request.headers.range || asked.length > 1) return false;
    setTimeout(() => {
      etag = '"v2"';
    }, 200);
    return stuckAfter(MIB)(request, response);
  };
  expect(await fetched()).toEqual({ whole: true });
  expect(asked.filter(({ range }) => range === undefined)).toHaveLength(2);
  special = (request, response) => {
    if (request.headers.range) return false;
    const done = stuckAfter(MIB)(request, response);
    etag = `"${asked.length}"`;
    return done;
  };
  await expect(fetched()).rejects.toMatchObject({
    failure: {
      code: 'SourceFileError.DownloadNotAccessible',
      message: 'The source changed while it was read.',
    },
  });
});

test('a URL whose time is over in the middle is followed by a fresh one', async () => {
  let renewed = 0;
  special = (request, response) => {
    if (request.url === '/old' && request.headers.range) {
      response.writeHead(403).end('<Error><Code>ExpiredToken</Code></Error>');
      return true;
    }
    return stuckAfter(MIB)(request, response);
  };
  const renew = async () => {
    renewed++;
    return input('/fresh');
  };
  const path = join(folder, 'renewed');
  const quick = createInputClient({ edgeUrl: base, stallMs: 1_000 });
  const { size } = await download(quick, input('/old'), path, limits, live, renew);
  expect([size, md5(await readFile(path)), renewed]).toEqual([content.length, md5(content), 1]);
  await quick.close();
});

test('what is denied to a fresh URL as well is denied', async () => {
  let renewed = 0;
  special = (_, response) => {
    response.writeHead(403).end('<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>');
    return true;
  };
  const renew = async () => input(`/fresh${renewed++}`);
  await expect(fetched(renew)).rejects.toMatchObject({
    failure: { message: 'Access to the source was denied (AccessDenied).' },
  });
  expect(renewed).toBe(1);
});

test('one that sends more than it said, in a range, is read again', async () => {
  special = (request, response) => {
    if (!request.headers.range) return stuckAfter(MIB)(request, response);
    if (asked.filter(({ range }) => range === request.headers.range).length > 1) return false;
    const [, begin = '0', last = '0'] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range) ?? [];
    response.writeHead(206, { etag, 'content-range': `bytes ${begin}-${last}/${content.length}` });
    response.end(Buffer.alloc(Number(last) - Number(begin) + 2));
    return true;
  };
  const quick = createInputClient({ edgeUrl: base, stallMs: 1_000 });
  const path = join(folder, 'more');
  await download(quick, input('/old'), path, limits, live);
  expect(md5(await readFile(path))).toBe(md5(content));
  await quick.close();
});

test('a write that fails leaves no hole', async () => {
  const path = join(folder, 'full');
  const file = await open(path, 'w+');
  const { writev } = file;
  // The disk is full for a moment, right where the first range ends.
  let failed = false;
  file.writev = async function (this: FileHandle, chunks: readonly NodeJS.ArrayBufferView[], at?: number) {
    const bytes = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (!failed && Number(at) + bytes === 8 * MIB) {
      failed = true;
      throw new Error('ENOSPC');
    }
    return writev.call(file, chunks, at) as ReturnType<typeof writev>;
  } as typeof writev;
  const ask = (headers: Record<string, string>) => client.open(input('/new'), headers, live);
  try {
    await readRanges(await ask({}), (headers) => ask(headers), { size: content.length, etag }, file, live);
    expect([failed, md5(await readFile(path))]).toEqual([true, md5(content)]);
  } finally {
    await file.close();
  }
});
