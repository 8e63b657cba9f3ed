import { createHash, createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import { verifyTc3 } from './tc3.ts';

// The SDK's own signer; it has no declaration for the interop default of its CommonJS build.
const Sign = createRequire(import.meta.url)('tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js')
  .default as {
  sign3(options: object): string;
};

const NOW = 1_700_000_000;
const account = { appId: '1', secretId: 'AKIDone', secretKey: 'k-e-y' };
const find = (secretId: string) => (secretId === account.secretId ? account : undefined);

interface Options {
  method?: string;
  url?: string;
  body?: string;
  host?: string;
  contentType?: string;
  timestamp?: number;
  headers?: Record<string, string>;
  /** How the client signs, where it differs from what it sends. */
  signed?: {
    host?: string;
    path?: string;
    service?: string;
    names?: string;
    values?: Record<string, string>;
    payload?: string;
    date?: string;
    secretId?: string;
    secretKey?: string;
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Signs as the API documentation says, written apart from what is tested. */
function signed(options: Options = {}) {
  const { method = 'POST', url = 'http://mps.example.com/', body = '{"A":1}', timestamp = NOW } = options;
  const { contentType = 'application/json', signed = {} } = options;
  const host = options.host ?? new URL(url).host;
  const headers = new Headers({
    'Content-Type': contentType,
    Host: host,
    'X-TC-Timestamp': String(timestamp),
  });
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);

  const names = signed.names ?? 'content-type;host';
  const values: Record<string, string> = {
    'content-type': contentType,
    host: signed.host ?? host,
    ...signed.values,
  };
  const canonical = [
    method,
    signed.path ?? '/',
    url.split('?')[1] ?? '',
    names
      .split(';')
      .map((name) => `${name}:${values[name]}\n`)
      .join(''),
    names,
    sha256(signed.payload ?? (method === 'GET' ? '' : body)),
  ].join('\n');
  const date = signed.date ?? new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${signed.service ?? 'mps'}/tc3_request`;
  const key = hmac(
    hmac(hmac(`TC3${signed.secretKey ?? 'k-e-y'}`, date), signed.service ?? 'mps'),
    'tc3_request',
  );
  const signature = hmac(key, `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`).toString(
    'hex',
  );
  headers.set(
    'Authorization',
    `TC3-HMAC-SHA256 Credential=${signed.secretId ?? 'AKIDone'}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  );
  return { method, url, headers, body: new TextEncoder().encode(method === 'GET' ? '' : body) };
}

async function verdict(request: ReturnType<typeof signed>, seconds = NOW): Promise<string> {
  try {
    return (await verifyTc3(request, find, seconds * 1000)).appId;
  } catch (error) {
    return error instanceof ApiError ? error.code : `unexpected ${error}`;
  }
}

describe('the Node SDK', () => {
  it.each([
    ['http://127.0.0.1:8787/', '127', '127.0.0.1:8787'],
    ['http://localhost:8787/', 'localhost:8787', 'localhost:8787'],
    ['https://mps.example.com/', 'mps', 'mps.example.com'],
    ['http://127.0.0.1:8787/api/mps/', '127', '127.0.0.1:8787'],
  ])('at %s', async (url, service, host) => {
    const payload = { InputInfo: { Type: 'URL', UrlInputInfo: { Url: 'http://a/中文.mp4' } } };
    const authorization = Sign.sign3({
      method: 'POST',
      url,
      payload,
      timestamp: NOW,
      service,
      secretId: account.secretId,
      secretKey: account.secretKey,
      headers: { 'Content-Type': 'application/json' },
    });
    const headers = new Headers({
      'Content-Type': 'application/json',
      Host: host,
      'X-TC-Timestamp': String(NOW),
      Authorization: authorization,
    });
    const body = new TextEncoder().encode(JSON.stringify(payload));
    expect(await verdict({ method: 'POST', url, headers, body })).toBe('1');
    const other = new TextEncoder().encode(JSON.stringify({ ...payload, OutputDir: '/x/' }));
    expect(await verdict({ method: 'POST', url, headers, body: other })).toBe('AuthFailure.SignatureFailure');
  });

  it('by GET, with the query as it was sent', async () => {
    const url = 'http://127.0.0.1:8787/?TaskId=a%20b%27c&Z=1&A=2';
    const authorization = Sign.sign3({
      method: 'GET',
      url,
      timestamp: NOW,
      service: '127',
      secretId: account.secretId,
      secretKey: account.secretKey,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    const headers = new Headers({
      'Content-Type': 'application/x-www-form-urlencoded',
      Host: '127.0.0.1:8787',
      'X-TC-Timestamp': String(NOW),
      Authorization: authorization,
    });
    expect(await verdict({ method: 'GET', url, headers, body: new Uint8Array() })).toBe('1');
    expect(
      await verdict({ method: 'GET', url: url.replace('Z=1', 'Z=2'), headers, body: new Uint8Array() }),
    ).toBe('AuthFailure.SignatureFailure');
  });
});

describe('other clients', () => {
  it.each<[string, Options]>([
    ['python, tccli: host with port', { url: 'http://127.0.0.1:8787/' }],
    ['go: signs / whatever the path', { url: 'http://127.0.0.1:8787/api/mps' }],
    [
      'java: charset, service from the endpoint',
      {
        url: 'http://127.0.0.1:8787/',
        contentType: 'application/json; charset=utf-8',
        signed: { service: '127' },
      },
    ],
    ['php: service from the endpoint', { url: 'http://127.0.0.1:8787/', signed: { service: '127' } }],
    ['IPv6 without its port', { url: 'http://[::1]:8787/', signed: { host: '[::1]' } }],
    [
      'a host in upper case, signed in lower case',
      { host: 'MPS.Example.com', signed: { host: 'mps.example.com' } },
    ],
    [
      'unsigned payload',
      {
        headers: { 'X-TC-Content-SHA256': 'UNSIGNED-PAYLOAD' },
        signed: { payload: 'UNSIGNED-PAYLOAD' },
      },
    ],
    [
      "the documentation's sample: action signed in lower case",
      {
        headers: { 'X-TC-Action': 'ProcessMedia' },
        signed: { names: 'content-type;host;x-tc-action', values: { 'x-tc-action': 'processmedia' } },
      },
    ],
    [
      'action signed as it is',
      {
        headers: { 'X-TC-Action': ' ProcessMedia ' },
        signed: { names: 'content-type;host;x-tc-action', values: { 'x-tc-action': 'ProcessMedia' } },
      },
    ],
    ['a clock that is 5 minutes behind', { timestamp: NOW - 300 }],
    ['a clock that is 5 minutes ahead', { timestamp: NOW + 300 }],
    ['an empty body', { body: '' }],
  ])('%s', async (_, options) => {
    expect(await verdict(signed(options))).toBe('1');
  });
});

describe('refused', () => {
  it.each<[string, Options, string]>([
    ['a wrong key', { signed: { secretKey: 'other' } }, 'AuthFailure.SignatureFailure'],
    ['an unknown SecretId', { signed: { secretId: 'AKIDnobody' } }, 'AuthFailure.SecretIdNotFound'],
    ['__proto__ as SecretId', { signed: { secretId: '__proto__' } }, 'AuthFailure.SecretIdNotFound'],
    ['another host', { signed: { host: 'other.example.com' } }, 'AuthFailure.SignatureFailure'],
    ['another path', { signed: { path: '/other' } }, 'AuthFailure.SignatureFailure'],
    ['another body', { signed: { payload: '{}' } }, 'AuthFailure.SignatureFailure'],
    [
      'an unsigned payload that was not announced',
      { signed: { payload: 'UNSIGNED-PAYLOAD' } },
      'AuthFailure.SignatureFailure',
    ],
    [
      'another content type',
      { signed: { values: { 'content-type': 'text/plain' } } },
      'AuthFailure.SignatureFailure',
    ],
    [
      'a date that is not the timestamp’s',
      { signed: { date: '2023-11-13' } },
      'AuthFailure.SignatureFailure',
    ],
    ['an old timestamp', { timestamp: NOW - 301 }, 'AuthFailure.SignatureExpire'],
    ['a future timestamp', { timestamp: NOW + 301 }, 'AuthFailure.SignatureExpire'],
    ['an unsigned host', { signed: { names: 'content-type' } }, 'AuthFailure.InvalidAuthorization'],
  ])('%s', async (_, options, code) => {
    expect(await verdict(signed(options))).toBe(code);
  });

  it.each([
    ['nothing', null],
    ['SKIP', 'SKIP'],
    ['a bearer token', 'Bearer abc'],
    [
      'another scheme',
      'AWS4-HMAC-SHA256 Credential=a/2023-11-14/mps/tc3_request, SignedHeaders=host, Signature=00',
    ],
    ['only the scheme', 'TC3-HMAC-SHA256'],
  ])('%s as Authorization', async (_, value) => {
    const request = signed();
    if (value === null) request.headers.delete('Authorization');
    else request.headers.set('Authorization', value);
    expect(await verdict(request)).toBe('AuthFailure.InvalidAuthorization');
  });

  it('a signature in upper case, or cut short', async () => {
    const change = (edit: (text: string) => string) => {
      const request = signed();
      request.headers.set('Authorization', edit(request.headers.get('Authorization')!));
      return verdict(request);
    };
    expect(await change((text) => text.replace(/[0-9a-f]{64}$/, (hex) => hex.toUpperCase()))).toBe(
      'AuthFailure.InvalidAuthorization',
    );
    expect(await change((text) => text.slice(0, -1))).toBe('AuthFailure.InvalidAuthorization');
    expect(await change((text) => text.replace('/mps/', '/cvm/'))).toBe('AuthFailure.SignatureFailure');
  });

  it('a missing or unreadable timestamp', async () => {
    const without = signed();
    without.headers.delete('X-TC-Timestamp');
    expect(await verdict(without)).toBe('MissingParameter');
    const words = signed({ headers: { 'X-TC-Timestamp': 'yesterday' } });
    expect(await verdict(words)).toBe('InvalidParameter');
  });
});
