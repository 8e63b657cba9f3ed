import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { type ByteSource, TransferError, uploadTo } from './transfer.ts';

interface Received {
  path: string;
  length: string | undefined;
  type: string | undefined;
  body: string;
}

let server: Server | undefined;
afterEach(() => server?.close());

/** A storage that answers each request with what `status` says, 200 with an ETag by default. */
async function storage(status: (request: IncomingMessage, n: number) => number = () => 200) {
  const received: Received[] = [];
  let n = 0;
  server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString();
    const { 'content-length': length, 'content-type': type } = request.headers;
    const code = status(request, n++);
    if (code === 200) received.push({ path: request.url ?? '', length, type, body });
    response.writeHead(code, { etag: `"${body.length}-${body[0] ?? ''}"` }).end();
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { received, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const blobSource = (text: string): ByteSource => ({
  size: text.length,
  open: (start, end) => new Blob([text]).slice(start, end),
});
const streamSource = (text: string): ByteSource => ({
  size: text.length,
  open: (start, end) => new Blob([text]).slice(start, end).stream(),
});

for (const [name, make] of [
  ['blob', blobSource],
  ['stream', streamSource],
] as const) {
  test(`a plain PUT from a ${name} carries the grant's headers and its length`, async () => {
    const { received, baseUrl } = await storage();
    const grant = {
      kind: 'put',
      key: 'a.mp4',
      url: '/put/a?s=1',
      headers: { 'content-type': 'video/mp4' },
    } as const;
    expect(await uploadTo(grant, make('hello'), { baseUrl })).toBeNull();
    expect(received).toEqual([{ path: '/put/a?s=1', length: '5', type: 'video/mp4', body: 'hello' }]);
  });

  test(`parts from a ${name} are cut at partSize and answered in order`, async () => {
    const { received, baseUrl } = await storage();
    const urls = ['/1', '/2', '/3', '/4'].map((path) => baseUrl + path);
    const grant = { kind: 'multipart', key: 'a', uploadId: 'u', partSize: 3, urls } as const;
    const parts = await uploadTo({ ...grant, urls }, make('aaabbbcccd'), { baseUrl });
    expect(parts).toEqual([
      { partNumber: 1, etag: '"3-a"' },
      { partNumber: 2, etag: '"3-b"' },
      { partNumber: 3, etag: '"3-c"' },
      { partNumber: 4, etag: '"1-d"' },
    ]);
    expect(received.map(({ path, body }) => path + body).sort()).toEqual(['/1aaa', '/2bbb', '/3ccc', '/4d']);
  });
}

test('an empty file is sent as zero bytes', async () => {
  const { received, baseUrl } = await storage();
  await uploadTo({ kind: 'put', key: 'e', url: '/e', headers: {} }, blobSource(''), { baseUrl });
  expect(received).toEqual([{ path: '/e', length: '0', type: undefined, body: '' }]);
});

test('a passing fault is tried again with the whole body', async () => {
  const { received, baseUrl } = await storage((_, n) => (n === 0 ? 503 : 200));
  await uploadTo({ kind: 'put', key: 'a', url: '/a', headers: {} }, streamSource('hello'), { baseUrl });
  expect(received.map(({ body }) => body)).toEqual(['hello']);
});

test('a storage that takes everything and says nothing is given up, and asked again', async () => {
  let requests = 0;
  server = createServer((request, response) => {
    request.resume();
    // The fourth one is answered.
    if (++requests === 4) response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const grant = { kind: 'put', key: 'a', url: '/a', headers: {} } as const;
  const options = { baseUrl, requestMs: 100 };
  expect(await uploadTo(grant, streamSource('hello'), options)).toBeNull();
  expect(requests).toBe(4);
  const silent = uploadTo(grant, streamSource('hello'), options);
  await expect(silent).rejects.toMatchObject({ status: 0, name: 'TransferError' });
  expect(requests).toBe(8);
  server.closeAllConnections();
});

test('a storage that keeps fewer bytes than were sent is not believed', async () => {
  const { baseUrl } = await storage();
  const whole: ByteSource = { ...blobSource('hello'), md5: () => '5d41402abc4b2a76b9719d911017c592' };
  const options = {
    baseUrl,
    fetch: () =>
      Promise.resolve(new Response(null, { headers: { etag: '"8b1a9953c4611296a827abf8c47804d7"' } })),
  };
  const grant = { kind: 'put', key: 'a', url: '/a', headers: {} } as const;
  await expect(uploadTo(grant, whole, options)).rejects.toThrow('other bytes than were sent');
});

test('a refusal is thrown at once with its status', async () => {
  let requests = 0;
  const { baseUrl } = await storage(() => {
    requests++;
    return 403;
  });
  const refused = uploadTo({ kind: 'put', key: 'a', url: '/a', headers: {} }, blobSource('x'), { baseUrl });
  await expect(refused).rejects.toMatchObject({ status: 403, name: 'TransferError' });
  expect(requests).toBe(1);
});

test('a grant whose parts do not fit the size is refused before anything is sent', async () => {
  const { received, baseUrl } = await storage();
  const grant = { kind: 'multipart' as const, key: 'a', uploadId: 'u', partSize: 3, urls: ['/1'] };
  await expect(uploadTo(grant, blobSource('aaabbb'), { baseUrl })).rejects.toBeInstanceOf(TransferError);
  expect(received).toEqual([]);
});
