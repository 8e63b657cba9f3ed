import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { stringify } from 'node:querystring';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import { formPairs } from './formPairs.ts';
import { verifyV1 } from './v1.ts';

interface SdkClient {
  mergeData(data: object): Record<string, unknown>;
  formatRequestData(action: string, parameters: object): Promise<Record<string, unknown>>;
}

// The SDK's own flattening and signing, which its declarations keep private.
const { AbstractClient } = createRequire(import.meta.url)(
  'tencentcloud-sdk-nodejs-common/tencentcloud/common/abstract_client.js',
) as { AbstractClient: new (endpoint: string, version: string, config: object) => SdkClient };

const account = { appId: '1', secretId: 'AKIDone', secretKey: 'k-e-y' };
const find = (secretId: string) => (secretId === account.secretId ? account : undefined);

/** The parameters of a call as the Node SDK sends them. */
async function sdkCall(reqMethod: string, signMethod: string, body: object) {
  const endpoint = '127.0.0.1:8787';
  const profile = { signMethod, httpProfile: { reqMethod, endpoint } };
  const client = new AbstractClient(endpoint, '2019-06-12', {
    credential: { secretId: account.secretId, secretKey: account.secretKey },
    region: 'ap-guangzhou',
    profile,
  });
  const parameters = await client.formatRequestData('ProcessMedia', client.mergeData(body));
  return formPairs(stringify(parameters as Record<string, string>));
}

interface Change {
  method?: string;
  url?: string;
  host?: string;
  now?: number;
}

async function verdict(pairs: Map<string, string>, change: Change = {}): Promise<string> {
  const { method = 'POST', url = 'http://127.0.0.1:8787/', host = '127.0.0.1:8787', now = NOW } = change;
  try {
    const request = { method, url, headers: new Headers({ Host: host }), pairs };
    return (await verifyV1(request, find, now * 1000)).appId;
  } catch (error) {
    return error instanceof ApiError ? `${error.code}: ${error.message}` : `unexpected ${error}`;
  }
}

const NOW = 1_700_000_000;

/** Signs as the API documentation says, written apart from what is tested. */
function signed(change: Record<string, string | null> = {}, sign: { hash?: string; text?: string } = {}) {
  const given: Record<string, string | null> = {
    Action: 'ProcessMedia',
    Nonce: '9223372036854775807',
    SecretId: account.secretId,
    Timestamp: String(NOW),
    Version: '2019-06-12',
    'InputInfo.Type': 'a b&c=d+界',
    ...change,
  };
  const pairs = new Map(Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== null));
  const text = [...pairs.keys()]
    .sort()
    .map((name) => `${name}=${pairs.get(name)}`)
    .join('&');
  const signature = createHmac(sign.hash ?? 'sha1', account.secretKey)
    .update(sign.text ?? `POST127.0.0.1:8787/?${text}`)
    .digest('base64');
  return pairs.set('Signature', signature);
}

describe('as the SDK signs', () => {
  const body = {
    InputInfo: { Type: 'COS', CosInputInfo: { Object: "/a b/界'(*)!~+&=%.mov" } },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30 }, { Definition: 20 }] },
    Flag: true,
    Nothing: null,
  };

  it.each([
    ['POST', 'HmacSHA1'],
    ['POST', 'HmacSHA256'],
    ['GET', 'HmacSHA1'],
    ['GET', 'HmacSHA256'],
  ])('%s %s', async (method, signMethod) => {
    const pairs = await sdkCall(method, signMethod, body);
    expect(pairs.get('MediaProcessTask.TranscodeTaskSet.1.Definition')).toBe('20');
    const now = Date.now() / 1000;
    expect(await verdict(pairs, { method, now })).toBe('1');
    expect(await verdict(pairs, { method: method === 'GET' ? 'POST' : 'GET', now })).toMatch(
      /SignatureFailure/,
    );
    pairs.set('MediaProcessTask.TranscodeTaskSet.1.Definition', '40');
    expect(await verdict(pairs, { method, now })).toMatch(/SignatureFailure/);
  });
});

describe('what is taken', () => {
  it('HmacSHA1 where no method is named, and values as they are', async () => {
    expect(await verdict(signed())).toBe('1');
    expect(await verdict(signed({ SignatureMethod: 'HmacSHA256' }, { hash: 'sha256' }))).toBe('1');
  });

  it('the same Nonce again', async () => {
    expect([await verdict(signed()), await verdict(signed())]).toEqual(['1', '1']);
  });

  it('names in the order of their bytes, not of their UTF-16 units', async () => {
    const text = `POST127.0.0.1:8787/?Action=ProcessMedia&Nonce=1&SecretId=AKIDone&Timestamp=${NOW}&\uff21=1&😀=2`;
    const change = { Nonce: '1', Version: null, 'InputInfo.Type': null, '😀': '2', '\uff21': '1' };
    expect(await verdict(signed(change, { text }))).toBe('1');
  });

  it('names with "_" that were signed with "."', async () => {
    const text = `POST127.0.0.1:8787/?Action=ProcessMedia&Nonce=1&SecretId=AKIDone&Timestamp=${NOW}&User.Id=5`;
    const change = { Nonce: '1', Version: null, 'InputInfo.Type': null, User_Id: '5' };
    expect(await verdict(signed(change, { text }))).toBe('1');
  });

  it('a host without port, and another path than the signed one', async () => {
    expect(await verdict(signed(), { url: 'http://127.0.0.1:8787/mps' })).toBe('1');
    const text = `POSTmps.example.com/?Action=ProcessMedia&Nonce=1&SecretId=AKIDone&Timestamp=${NOW}`;
    const pairs = signed({ Nonce: '1', Version: null, 'InputInfo.Type': null }, { text });
    expect(await verdict(pairs, { host: 'MPS.example.com:443' })).toBe('1');
    expect(await verdict(pairs, { host: 'other.example.com' })).toMatch(/^AuthFailure.SignatureFailure/);
  });

  it.each([299, -299])('a clock that is %d seconds off', async (seconds) => {
    expect(await verdict(signed(), { now: NOW + seconds })).toBe('1');
  });
});

describe('what is refused', () => {
  const missing = (name: string) =>
    `MissingParameter: The request is missing a required parameter \`${name}\`.`;

  it.each(['SecretId', 'Nonce', 'Timestamp'])('no %s', async (name) => {
    expect(await verdict(signed({ [name]: null }))).toBe(missing(name));
    expect(await verdict(signed({ [name]: '' }))).toBe(missing(name));
  });

  it('no Signature', async () => {
    const pairs = signed();
    pairs.delete('Signature');
    expect(await verdict(pairs)).toBe(missing('Signature'));
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['an old Timestamp', {}, NOW + 301, 'AuthFailure.SignatureExpire'],
    ['a Timestamp to come', {}, NOW - 301, 'AuthFailure.SignatureExpire'],
    ['a Timestamp that is no number', { Timestamp: 'now' }, NOW, 'InvalidParameter'],
    ['an unknown SecretId', { SecretId: 'AKIDtwo' }, NOW, 'AuthFailure.SecretIdNotFound'],
    ['another SignatureMethod', { SignatureMethod: 'MD5' }, NOW, 'InvalidParameterValue'],
    ['the wrong hash', { SignatureMethod: 'HmacSHA256' }, NOW, 'AuthFailure.SignatureFailure'],
  ])('%s', async (_, change, now, code) => {
    expect((await verdict(signed(change), { now })).split(':')[0]).toBe(code);
  });

  it('a changed, an added and a removed parameter', async () => {
    const failure =
      'AuthFailure.SignatureFailure: The provided credentials could not be validated. Please check your signature is correct.';
    expect(await verdict(signed().set('InputInfo.Type', 'URL'))).toBe(failure);
    expect(await verdict(signed().set('Region', ''))).toBe(failure);
    const pairs = signed();
    pairs.delete('Version');
    expect(await verdict(pairs)).toBe(failure);
  });
});
