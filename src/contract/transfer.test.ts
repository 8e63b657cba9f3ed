import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
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

const source = (text: string): ByteSource => ({
  size: text.length,
  put: async ({ url, headers, start, end, signal }) => {
    const answer = await fetch(url, {
      method: 'PUT',
      headers,
      body: new Blob([text.slice(start, end)]),
      signal,
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text(), md5: null };
  },
});

test("a plain PUT carries the grant's headers and its length", async () => {
  const { received, baseUrl } = await storage();
  const headers = { 'content-type': 'video/mp4' };
  const grant = { kind: 'put', key: 'a.mp4', url: '/put/a?s=1', headers } as const;
  expect(await uploadTo(grant, source('hello'), { baseUrl })).toBeNull();
  expect(received).toEqual([{ path: '/put/a?s=1', length: '5', type: 'video/mp4', body: 'hello' }]);
});

test('parts are cut at partSize and answered in order', async () => {
  const { received, baseUrl } = await storage();
  const urls = ['/1', '/2', '/3', '/4'].map((path) => baseUrl + path);
  const grant = { kind: 'multipart', key: 'a', uploadId: 'u', partSize: 3, urls } as const;
  const parts = await uploadTo({ ...grant, urls }, source('aaabbbcccd'), { baseUrl });
  expect(parts).toEqual([
    { partNumber: 1, etag: '"3-a"' },
    { partNumber: 2, etag: '"3-b"' },
    { partNumber: 3, etag: '"3-c"' },
    { partNumber: 4, etag: '"1-d"' },
  ]);
  expect(received.map(({ path, body }) => path + body).sort()).toEqual(['/1aaa', '/2bbb', '/3ccc', '/4d']);
});

describe('what a storage says of parts', () => {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const urls = [...'abcdefgh'].map((part) => `/${part}`);
  const grant = { kind: 'multipart', key: 'a', uploadId: 'u', partSize: 1, urls } as const;

  /** Uploads the letters a to h; `etag` says what the storage answers of each. */
  async function upload(etag: (letter: string, n: number) => string, answered: Record<string, string> = {}) {
    const requests: { letter: string; checked: boolean }[] = [];
    let read = 0;
    const letters = source('abcdefgh');
    const bytes: ByteSource = {
      ...letters,
      readMd5: async (start) => {
        read++;
        return md5('abcdefgh'[start]!);
      },
      put: async ({ headers, start, hash }) => {
        const letter = 'abcdefgh'[start]!;
        requests.push({ letter, checked: 'content-md5' in headers });
        const said = new Headers({ etag: `"${etag(letter, requests.length)}"`, ...answered });
        return { status: 200, headers: said, text: '', md5: hash ? md5(letter) : null };
      },
    };
    const parts = await uploadTo(grant, bytes, { baseUrl: 'http://storage' });
    return { requests, read: () => read, parts };
  }

  test('where ETags are MD5s, parts are read once as soon as one has shown it', async () => {
    const { requests, read } = await upload(md5);
    expect(
      requests
        .map(({ letter }) => letter)
        .sort()
        .join(''),
    ).toBe('abcdefgh');
    expect(read()).toBe(3);
    expect(requests.filter(({ checked }) => checked)).toHaveLength(3);
  });

  test('where they are not, each part is sent with its MD5', async () => {
    const { requests } = await upload((letter) => `of-${letter}`);
    expect(requests).toHaveLength(8);
    expect(requests.every(({ checked }) => checked)).toBe(true);
    const encrypted = await upload(() => md5('other'), { 'x-amz-server-side-encryption': 'aws:kms' });
    expect(encrypted.requests.every(({ checked }) => checked)).toBe(true);
  });

  test('a part that was read once, and is other bytes there, or not said, is sent again with its MD5', async () => {
    for (const wrong of [md5('other'), 'nothing']) {
      let spoilt = false;
      const { requests, read, parts } = await upload((letter) => {
        if (letter !== 'g' || spoilt) return md5(letter);
        spoilt = true;
        return wrong;
      });
      expect(requests.filter(({ letter }) => letter === 'g')).toEqual([
        { letter: 'g', checked: false },
        { letter: 'g', checked: true },
      ]);
      expect(read()).toBe(3);
      expect(parts?.[6]).toEqual({ partNumber: 7, etag: `"${md5('g')}"` });
    }
  });
});

test('an empty file is sent as zero bytes', async () => {
  const { received, baseUrl } = await storage();
  await uploadTo({ kind: 'put', key: 'e', url: '/e', headers: {} }, source(''), { baseUrl });
  expect(received).toEqual([{ path: '/e', length: '0', type: undefined, body: '' }]);
});

test('a passing fault is tried again with the whole body', async () => {
  const { received, baseUrl } = await storage((_, n) => (n === 0 ? 503 : 200));
  await uploadTo({ kind: 'put', key: 'a', url: '/a', headers: {} }, source('hello'), { baseUrl });
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
  expect(await uploadTo(grant, source('hello'), options)).toBeNull();
  expect(requests).toBe(4);
  const silent = uploadTo(grant, source('hello'), options);
  await expect(silent).rejects.toMatchObject({ status: 0, name: 'TransferError' });
  expect(requests).toBe(8);
  server.closeAllConnections();
});

test('a storage that keeps fewer bytes than were sent is not believed', async () => {
  const etag = '"8b1a9953c4611296a827abf8c47804d7"';
  const whole: ByteSource = {
    size: 5,
    knownMd5: () => '5d41402abc4b2a76b9719d911017c592',
    put: () => Promise.resolve({ status: 200, headers: new Headers({ etag }), text: '', md5: null }),
  };
  const grant = { kind: 'put', key: 'a', url: '/a', headers: {} } as const;
  await expect(uploadTo(grant, whole, { baseUrl: 'http://storage' })).rejects.toThrow(
    'other bytes than were sent',
  );
});

test('a refusal is thrown at once with its status', async () => {
  let requests = 0;
  const { baseUrl } = await storage(() => {
    requests++;
    return 403;
  });
  const refused = uploadTo({ kind: 'put', key: 'a', url: '/a', headers: {} }, source('x'), { baseUrl });
  await expect(refused).rejects.toMatchObject({ status: 403, name: 'TransferError' });
  expect(requests).toBe(1);
});

test('a grant whose parts do not fit the size is refused before anything is sent', async () => {
  const { received, baseUrl } = await storage();
  const grant = { kind: 'multipart' as const, key: 'a', uploadId: 'u', partSize: 3, urls: ['/1'] };
  await expect(uploadTo(grant, source('aaabbb'), { baseUrl })).rejects.toBeInstanceOf(TransferError);
  expect(received).toEqual([]);
});
