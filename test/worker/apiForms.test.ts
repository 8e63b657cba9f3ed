// The request forms that the official SDKs offer, and what is in every answer, inside workerd.
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { api } from '../../src/api/app.ts';
import type { Env } from '../../src/platform/env.ts';
import { env } from './fixtures.ts';
import { signedRequest } from './signedRequest.ts';

const UNLIMITED: Env = { ...env, RATE_LIMITS: '{"1250000000":{"*":10000}}' };
const ROOT = 'http://127.0.0.1:8787/';
const FORM = 'application/x-www-form-urlencoded';
const FLAT = {
  'InputInfo.Type': 'COS',
  'InputInfo.CosInputInfo.Region': 'ap-chongqing',
  'InputInfo.CosInputInfo.Object': "/movie/it's a+b.mov",
  'InputInfo.CosInputInfo.Bucket': 'TopRankVideo-125xxx88',
  'MediaProcessTask.TranscodeTaskSet.0.Definition': '30',
  'MediaProcessTask.TranscodeTaskSet.1.Definition': '20',
  TasksPriority: '-5',
};

interface V1Options {
  method?: 'GET' | 'POST';
  signatureMethod?: string;
  contentType?: string;
  secretKey?: string;
  language?: string;
  action?: string;
}

/** A call with signature v1, as the SDKs send it. */
function v1Request(parameters: Record<string, string>, options: V1Options = {}): Request {
  const { method = 'POST', signatureMethod = 'HmacSHA1', contentType = FORM, language } = options;
  const given = new Map(
    Object.entries({
      ...parameters,
      Action: options.action ?? 'ProcessMedia',
      Version: '2019-06-12',
      Region: 'ap-guangzhou',
      Timestamp: String(Math.floor(Date.now() / 1000)),
      Nonce: '5577006791947779410',
      SecretId: 'AKIDlocal',
      RequestClient: 'SDK_GO_1.3.166',
      SignatureMethod: signatureMethod,
      ...(language && { Language: language }),
    }),
  );
  const text = [...given.keys()]
    .sort()
    .map((name) => `${name}=${given.get(name)}`)
    .join('&');
  const signature = createHmac(
    signatureMethod === 'HmacSHA256' ? 'sha256' : 'sha1',
    options.secretKey ?? 'local-secret-key',
  )
    .update(`${method}127.0.0.1:8787/?${text}`)
    .digest('base64');
  const body = new URLSearchParams([...given, ['Signature', signature]]).toString();
  return method === 'GET'
    ? new Request(`${ROOT}?${body}`)
    : new Request(ROOT, { method, headers: { 'Content-Type': contentType }, body });
}

async function answer(request: Request, settings: Env = UNLIMITED): Promise<Record<string, unknown>> {
  const response = await api.fetch(request, settings);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('application/json');
  const body = (await response.json()) as { Response: Record<string, unknown> };
  expect(body.Response.RequestId).toHaveLength(36);
  return body.Response;
}

async function refusal(request: Request, settings?: Env): Promise<string> {
  const { Error: error } = await answer(request, settings);
  const { Code, Message } = error as { Code: string; Message: string };
  return `${Code}: ${Message}`;
}

const detail = async (TaskId: unknown) =>
  answer(signedRequest({ TaskId }, { action: 'DescribeTaskDetail' }), UNLIMITED);

/** The documented call's task, however it came in. */
async function expectTask(request: Request) {
  const { TaskId } = await answer(request);
  expect(TaskId).toMatch(/^1250000000-WorkflowTask-[0-9a-f]{32}tt0$/);
  expect(await detail(TaskId)).toMatchObject({
    TasksPriority: -5,
    WorkflowTask: {
      InputInfo: { CosInputInfo: { Object: "/movie/it's a+b.mov" } },
      MediaProcessResultSet: [
        { TranscodeTask: { Input: { Definition: 30 } } },
        { TranscodeTask: { Input: { Definition: 20 } } },
      ],
    },
  });
}

// A limiter refuses when it takes long to answer, and the very first call has to start it.
beforeAll(async () => {
  for (const action of ['ProcessMedia', 'DescribeTaskDetail']) await answer(signedRequest({}, { action }));
});

describe('ProcessMedia', () => {
  it.each<V1Options>([
    { method: 'POST', signatureMethod: 'HmacSHA1' },
    { method: 'POST', signatureMethod: 'HmacSHA256', contentType: `${FORM}; charset=utf-8` },
    { method: 'GET', signatureMethod: 'HmacSHA1' },
    { method: 'GET', signatureMethod: 'HmacSHA256' },
  ])('with signature v1: %j', async (options) => {
    await expectTask(v1Request(FLAT, options));
  });

  it.each(['%20', '+'])('by GET with signature v3, spaces as %s', async (space) => {
    const query = Object.entries(FLAT)
      .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%20', space)}`)
      .join('&')
      .replaceAll("'", '%27');
    await expectTask(signedRequest('', { method: 'GET', contentType: FORM, url: `${ROOT}?${query}` }));
  });

  it('by multipart/form-data with signature v3', async () => {
    const parts = Object.entries(FLAT).map(
      ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const contentType = 'multipart/form-data; boundary=b';
    await expectTask(signedRequest(`${parts.join('')}--b--\r\n`, { contentType }));
  });

  it('names a flattened parameter in its refusal', async () => {
    const request = v1Request({ ...FLAT, 'MediaProcessTask.TranscodeTaskSet.1.Definition': 'many' });
    expect(await refusal(request)).toBe(
      'InvalidParameter: The value type of parameter `MediaProcessTask.TranscodeTaskSet.1.Definition` is not valid, input type should be `unsigned integer`.',
    );
  });
});

describe('what is refused', () => {
  const missing = (name: string) =>
    `MissingParameter: The request is missing a required parameter \`${name}\`.`;

  it.each<[string, () => Request, string]>([
    ['GET with nothing', () => new Request(ROOT), missing('Action')],
    ['GET without Version', () => new Request(`${ROOT}?Action=ProcessMedia`), missing('Version')],
    [
      'GET without signature',
      () => new Request(`${ROOT}?Action=ProcessMedia&Version=2019-06-12`),
      missing('SecretId'),
    ],
    ['POST without anything', () => new Request(ROOT, { method: 'POST', body: '{}' }), missing('Action')],
    [
      'a wrong key',
      () => v1Request(FLAT, { secretKey: 'wrong' }),
      'AuthFailure.SignatureFailure: The provided credentials could not be validated. Please check your signature is correct.',
    ],
    [
      'a wrong key, in Chinese by parameter',
      () => v1Request(FLAT, { secretKey: 'wrong', language: 'zh-CN' }),
      'AuthFailure.SignatureFailure: 请求签名验证失败，请检查您的签名计算是否正确。',
    ],
    [
      'an unknown action',
      () => v1Request(FLAT, { action: 'ProcessMovie' }),
      'InvalidAction: The API does not exist.',
    ],
    [
      'an empty region header',
      () => signedRequest({}, { headers: { 'X-TC-Region': '' } }),
      'InvalidParameterValue: A value specified in `X-TC-Region` is not valid, is unsupported, or cannot be used.',
    ],
    [
      'a broken multipart body',
      () => signedRequest('--x', { contentType: 'multipart/form-data; boundary=b' }),
      'InvalidRequest: The multipart format of the request body is incorrect.',
    ],
    [
      'a binary body',
      () => signedRequest('{}', { contentType: 'application/octet-stream' }),
      'UnsupportedOperation: The API does not support Content-Type=`application/octet-stream`.',
    ],
    [
      'a long GET',
      () => new Request(`${ROOT}?Action=${'x'.repeat(32 * 1024)}`),
      'RequestSizeLimitExceeded: The request size exceeds the upper limit.',
    ],
    [
      'a long form',
      () => v1Request({ ...FLAT, SessionContext: 'x'.repeat(1024 * 1024) }),
      'AuthFailure.SignatureFailure: The provided credentials could not be validated because of exceeding request size limit, please use new signature method `TC3-HMAC-SHA256`.',
    ],
  ])('%s', async (_, request, message) => {
    expect(await refusal(request())).toBe(message);
  });
});

describe('temporary credentials', () => {
  const accounts = (token?: string) =>
    JSON.stringify([{ appId: '1250000000', secretId: 'AKIDlocal', secretKey: 'local-secret-key', token }]);
  const code = async (request: Request, token?: string) =>
    (await refusal(request, { ...UNLIMITED, MPS_ACCOUNTS: accounts(token) })).split(':')[0];
  const headers = { 'X-TC-Token': 'temporary' };

  it('are good with their token only', async () => {
    expect(await code(signedRequest({ Foo: 1 }, { headers }), 'temporary')).toBe('UnknownParameter');
    expect(await code(signedRequest({}, { headers }), 'another')).toBe('AuthFailure.TokenFailure');
    expect(await code(signedRequest({}), 'temporary')).toBe('AuthFailure.TokenFailure');
    expect(await code(signedRequest({}, { headers }))).toBe('AuthFailure.TokenFailure');
    expect(await code(v1Request({ Foo: '1', Token: 'temporary' }), 'temporary')).toBe('UnknownParameter');
    expect(await code(v1Request({ Token: 'wrong' }), 'temporary')).toBe('AuthFailure.TokenFailure');
  });

  it('say nothing about the token to someone without the key', async () => {
    const request = signedRequest({}, { headers, secretKey: 'wrong' });
    expect(await code(request, 'another')).toBe('AuthFailure.SignatureFailure');
  });
});

describe('answers', () => {
  it('log line and answer have the same RequestId', async () => {
    const lines = vi.spyOn(console, 'log');
    const { RequestId } = await answer(v1Request({ Foo: '1' }));
    const logged = lines.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
    lines.mockRestore();
    expect(logged.find(({ requestId }) => requestId === RequestId)).toMatchObject({
      event: 'api.request',
      action: 'ProcessMedia',
      appId: '1250000000',
      code: 'UnknownParameter',
    });
  });

  it('give the trace id back, when it is one', async () => {
    const traceId = async (value: string) => {
      const request = signedRequest({}, { headers: { 'X-TC-TraceId': value } });
      return (await api.fetch(request, UNLIMITED)).headers.get('X-TC-TraceId');
    };
    const id = '0b5ae0dd-1e19-4b1b-9fd1-4ba4a1a4bb0a';
    expect(await traceId(id)).toBe(id);
    expect(await traceId('<script>')).toBeNull();
    expect(await traceId('x'.repeat(65))).toBeNull();
  });
});

describe('pages of other origins', () => {
  const Origin = 'https://app.example.com';
  const preflight = () =>
    new Request(ROOT, {
      method: 'OPTIONS',
      headers: {
        Origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,x-tc-action',
      },
    });
  const call = () => signedRequest({}, { headers: { Origin } });

  it('may not call by default', async () => {
    const response = await api.fetch(call(), UNLIMITED);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(await refusal(preflight())).toMatch(/^UnsupportedProtocol: /);
  });

  it.each([
    [Origin, Origin],
    [`https://other.example.com, ${Origin}`, Origin],
    ['*', '*'],
    ['https://other.example.com', null],
  ])('with CORS_ORIGINS %s', async (CORS_ORIGINS, allowed) => {
    const settings = { ...UNLIMITED, CORS_ORIGINS };
    const response = await api.fetch(call(), settings);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(allowed);
    expect(response.headers.get('Content-Type')).toBe('application/json');
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    const answered = await api.fetch(preflight(), settings);
    expect(answered.status).toBe(204);
    expect(answered.headers.get('Access-Control-Allow-Origin')).toBe(allowed);
    expect(answered.headers.get('Access-Control-Allow-Headers')).toBe('authorization,x-tc-action');
    expect(answered.headers.get('Access-Control-Allow-Methods')).toBe('GET,POST');
  });

  it('may read and write objects, and never the internal routes', async () => {
    const { default: worker } = await import('../../src/worker.ts');
    const settings = { ...UNLIMITED, CORS_ORIGINS: '*' };
    const allowed = async (path: string) => {
      const request = new Request(new URL(path, ROOT), { headers: { Origin } });
      const context = {} as ExecutionContext;
      return (await worker.fetch(request, settings, context)).headers.get('Access-Control-Allow-Origin');
    };
    expect(await allowed('/objects/a')).toBe('*');
    expect(await allowed('/internal/backends')).toBeNull();
    expect(await allowed('/internal/objects/grant')).toBeNull();
    expect(await allowed('/health')).toBeNull();
  });
});
