import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isPublic } from './address.ts';
import { download } from './download.ts';
import { createInputClient, type InputClient } from './inputClient.ts';

const signal = new AbortController().signal;
const limits = { maxBytes: 1_000_000, timeoutMs: 20_000 };
let folder = '';
let server: Server;
let base = '';
let handler: (request: IncomingMessage, response: ServerResponse) => void;
let client: InputClient | undefined;

/** A resolver in which public.example is a public address and every other name this machine. */
const lookup = ((hostname: string, _options: object, callback: (error: null, found: object[]) => void) => {
  const address = hostname === 'public.example' ? '203.0.114.1' : '127.0.0.1';
  callback(null, [{ address, family: 4 }]);
}) as LookupFunction;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'download-'));
  server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => client?.close());
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

function fetchInput(url: string, allowLoopback = true, edgeUrl = base) {
  client = createInputClient({ edgeUrl, stallMs: 5_000, lookup });
  return download(client, { url, allowLoopback }, join(folder, 'input'), limits, signal).then(
    ({ size }) => size,
  );
}

const text = () => readFile(join(folder, 'input'), 'utf8');

test.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['127.0.0.1', false],
  ['0.0.0.0', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['fd00::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['::a00:1', false],
  ['::8.8.8.8', false],
  ['4000::1', false],
  ['not an address', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected);
});

test.each([
  ['http://127.0.0.1/x'],
  ['http://2130706433/x'],
  ['http://0x7f.1/x'],
  ['http://[::1]/x'],
  ['http://[::ffff:127.0.0.1]/x'],
  ['http://10.0.0.1/x'],
  ['http://169.254.169.254/latest/meta-data'],
  ['http://private.example/x'],
  ['ftp://public.example/x'],
  ['file:///etc/passwd'],
  ['//private.example/x'],
  ['/\\private.example/x'],
  ['not a url'],
])('%s is refused', async (url) => {
  handler = (_, response) => response.end('secret');
  await expect(fetchInput(url, false)).rejects.toMatchObject({
    retry: false,
    failure: {
      code: 'SourceFileError.DownloadNotAccessible',
      message: 'The address of the source is not allowed.',
    },
  });
});

test('loopback is allowed for the URL as it was written, but not for a redirect', async () => {
  handler = (request, response) => {
    if (request.url === '/file') response.end('content');
    else response.writeHead(302, { location: '/file' }).end();
  };
  expect(await fetchInput(`${base}/file`)).toBe(7);
  expect(await text()).toBe('content');
  await expect(fetchInput(`${base}/redirect`)).rejects.toMatchObject({
    failure: { message: 'The source redirects to an address that is not allowed.' },
  });
});

test.each(['http://10.0.0.1/x', 'http://private.example/x', 'file:///etc/passwd'])(
  'a redirect to %s is refused as one',
  async (location) => {
    handler = (_, response) => response.writeHead(302, { location }).end();
    await expect(fetchInput(`${base}/x`)).rejects.toMatchObject({
      retry: false,
      failure: {
        code: 'SourceFileError.DownloadNotAccessible',
        message: 'The source redirects to an address that is not allowed.',
      },
    });
  },
);

test('a server that compresses though it was asked not to is told so', async () => {
  const asked: (string | undefined)[] = [];
  handler = (request, response) => {
    asked.push(request.headers['accept-encoding']);
    response.writeHead(200, { 'content-encoding': 'GZIP' }).end(gzipSync('content'));
  };
  await expect(fetchInput(`${base}/x`)).rejects.toMatchObject({
    retry: false,
    failure: {
      code: 'SourceFileError.ContentUnsupported',
      message: 'The source is content-encoded (gzip): its server has to send the file as it is.',
    },
  });
  expect(asked).toEqual(['identity']);
});

test('a content coding that is none changes nothing', async () => {
  handler = (_, response) => response.writeHead(200, { 'content-encoding': 'utf-8' }).end('content');
  expect(await fetchInput(`${base}/x`)).toBe(7);
});

test('loopback is no private network', async () => {
  await expect(fetchInput('http://192.168.0.1/x', true)).rejects.toMatchObject({
    failure: { message: 'The address of the source is not allowed.' },
  });
});

test('the edge is reached wherever it is, and may not redirect', async () => {
  handler = (request, response) => {
    if (request.url === '/objects/a?sig=1') response.end('content');
    else response.writeHead(302, { location: 'http://public.example/' }).end();
  };
  expect(await fetchInput('/objects/a?sig=1', false)).toBe(7);
  await expect(fetchInput('/redirect', false)).rejects.toMatchObject({
    failure: { code: 'SourceFileError.DownloadNotAccessible' },
  });
});

test.each([
  [404, 'The source does not exist.'],
  [403, 'Access to the source was denied.'],
  [400, 'The source could not be downloaded: its server answered 400.'],
])('status %i', async (status, message) => {
  handler = (_, response) => response.writeHead(status).end();
  await expect(fetchInput(`${base}/x`)).rejects.toMatchObject({
    retry: false,
    failure: { code: 'SourceFileError.DownloadNotAccessible', message },
  });
});

test('an empty file is malformed', async () => {
  handler = (_, response) => response.writeHead(200, { 'content-length': '0' }).end();
  await expect(fetchInput(`${base}/x`)).rejects.toMatchObject({
    failure: { code: 'SourceFileError.ContentMalformed', message: 'The source is empty.' },
  });
});

test.each([
  ['announced', { 'content-length': '1000001' }],
  ['not announced', {}],
])('a file that is too large (%s) is refused', async (_name, headers) => {
  handler = (_request, response) => {
    response
      .on('error', () => {})
      .writeHead(200, headers)
      .end(Buffer.alloc(1_000_001));
  };
  await expect(fetchInput(`${base}/x`)).rejects.toMatchObject({
    failure: {
      code: 'SourceFileError.ContentUnsupported',
      message: 'The source is larger than 1000000 bytes.',
    },
  });
});

test('a download that breaks off goes on where it stopped', async () => {
  const ranges: (string | undefined)[] = [];
  handler = (request, response) => {
    ranges.push(request.headers.range);
    const headers = { etag: '"v1"', 'content-length': '10' };
    if (request.headers.range === 'bytes=4-' && request.headers['if-match'] === '"v1"') {
      const rest = { ...headers, 'content-length': '6', 'content-range': 'bytes 4-9/10' };
      response.writeHead(206, rest).end('456789');
    } else {
      response.writeHead(200, headers).write('0123', () => setTimeout(() => response.destroy(), 50));
    }
  };
  expect(await fetchInput(`${base}/x`)).toBe(10);
  expect(await text()).toBe('0123456789');
  expect(ranges).toEqual([undefined, 'bytes=4-']);
});

test('a file that changed in between is read from the start', async () => {
  let requests = 0;
  handler = (request, response) => {
    requests++;
    if (requests === 1) {
      response.writeHead(200, { etag: '"v1"', 'content-length': '10' });
      response.write('0123', () => setTimeout(() => response.destroy(), 50));
    } else if (request.headers['if-match'] === '"v1"') {
      response.writeHead(412).end();
    } else {
      response.writeHead(200, { etag: '"v2"', 'content-length': '3' }).end('new');
    }
  };
  expect(await fetchInput(`${base}/x`)).toBe(3);
  expect(await text()).toBe('new');
});

test('a server that always sends less than it announces fails', async () => {
  handler = (_, response) => {
    response.writeHead(200, { 'content-length': '10' }).write('0123', () => response.destroy());
  };
  await expect(fetchInput(`${base}/x`)).rejects.toMatchObject({
    retry: false,
    failure: {
      message: 'The source could not be downloaded: its server did not send the whole file.',
    },
  });
});

test('an edge that is down is no fault of the job', async () => {
  await expect(fetchInput('/objects/a', false, 'http://127.0.0.1:1')).rejects.toMatchObject({
    retry: true,
    failure: { code: 'InternalError', message: 'The edge could not be reached for the source.' },
  });
});
