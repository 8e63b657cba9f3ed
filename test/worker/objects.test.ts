// The object route in workerd: signatures, expiry, ranges, integrity, fences.
import { exports } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { type ObjectGrant, signObjectUrl } from '../../src/storage/objectUrl.ts';
import { env } from './fixtures.ts';

const worker = (exports as unknown as { default: Fetcher }).default;
const md5 = async (text: string) =>
  [...new Uint8Array(await crypto.subtle.digest('MD5', new TextEncoder().encode(text)))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

function send(
  grant: Partial<ObjectGrant> & { method: 'GET' | 'PUT'; key: string },
  init: RequestInit = {},
  change: (url: string) => string = (url) => url,
) {
  const url = change(signObjectUrl(env, { expires: Date.now() + 60_000, ...grant }));
  return worker.fetch(new Request(`http://edge${url}`, { method: grant.method, ...init }));
}

async function put(
  key: string,
  text: string,
  grant: Partial<ObjectGrant> = {},
  change?: (url: string) => string,
) {
  return send(
    { method: 'PUT', key, size: text.length, md5: await md5(text), ...grant },
    { body: text, headers: { 'Content-Type': 'text/plain' } },
    change,
  );
}

describe('PUT', () => {
  it('stores what was granted, with type and task', async () => {
    expect((await put('1/b/a file ü%.txt', 'hello', { task: 't1' })).status).toBe(200);
    const object = await env.MEDIA.get('1/b/a file ü%.txt');
    expect([await object?.text(), object?.httpMetadata?.contentType, object?.customMetadata?.task]).toEqual([
      'hello',
      'text/plain',
      't1',
    ]);
  });

  it.each([
    ['an unsigned key', (url: string) => url.replace('/objects/1/b/x', '/objects/1/b/y'), 403],
    ['another size', (url: string) => url.replace('size=5', 'size=4'), 403],
    ['no signature', (url: string) => url.replace(/&signature=.*/, ''), 403],
    ['another expiry', (url: string) => url.replace(/expires=\d/, 'expires=9'), 403],
  ])('refuses %s', async (_, change, status) => {
    expect((await put('1/b/x', 'hello', {}, change)).status).toBe(status);
    expect(await env.MEDIA.head('1/b/x')).toBeNull();
  });

  it('refuses after its time', async () => {
    expect((await put('1/b/late', 'hello', { expires: Date.now() - 1 })).status).toBe(403);
  });

  it('refuses a GET signature', async () => {
    const url = signObjectUrl(env, { method: 'GET', key: '1/b/x', expires: Date.now() + 60_000 });
    expect(
      (await worker.fetch(new Request(`http://edge${url}`, { method: 'PUT', body: 'hello' }))).status,
    ).toBe(403);
  });

  it('refuses another length and other bytes, and keeps nothing', async () => {
    expect((await put('1/b/z', 'hello', { size: 4 })).status).toBe(400);
    expect((await put('1/b/z', 'hello', { md5: await md5('other') })).status).toBe(400);
    expect(await env.MEDIA.head('1/b/z')).toBeNull();
  });

  it('refuses an attempt that is over', async () => {
    expect((await put('1/b/f', 'hello', { fence: 'cpu:no-such-job:1' })).status).toBe(409);
    expect(await env.MEDIA.head('1/b/f')).toBeNull();
  });
});

describe('GET', () => {
  it.each([
    [{}, 200, '0123456789', null],
    [{ Range: 'bytes=2-4' }, 206, '234', 'bytes 2-4/10'],
    [{ Range: 'bytes=-3' }, 206, '789', 'bytes 7-9/10'],
    [{ Range: 'bytes=20-' }, 416, '', 'bytes */10'],
    [{ 'If-None-Match': 'ETAG' }, 304, '', null],
    [{ 'If-Match': '"other"' }, 412, '', null],
  ] as const)('%o → %i', async (headers, status, body, range) => {
    const object = await env.MEDIA.put('1/b/digits', '0123456789');
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === 'ETAG' ? object!.httpEtag : value]),
    );
    const response = await send({ method: 'GET', key: '1/b/digits' }, { headers: sent });
    expect([response.status, await response.text(), response.headers.get('Content-Range')]).toEqual([
      status,
      body,
      range,
    ]);
  });

  it('answers 404 for what is not there, 403 unsigned, and never lists', async () => {
    expect((await send({ method: 'GET', key: '1/b/none' })).status).toBe(404);
    expect((await worker.fetch('http://edge/objects/1/b/digits')).status).toBe(403);
    expect((await worker.fetch('http://edge/objects/')).status).toBe(403);
  });

  it('HEAD says the size', async () => {
    await env.MEDIA.put('1/b/digits', '0123456789');
    const response = await send({ method: 'GET', key: '1/b/digits' }, { method: 'HEAD' });
    expect([response.status, response.headers.get('Content-Length')]).toEqual([200, '10']);
  });
});
