// The front door in workerd: envelope, order of checks, bad input, sessions.
import { exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { OFFERED_ACTIONS } from '../../src/api/actions.ts';
import { api } from '../../src/api/app.ts';
import { responseSchema } from '../../src/mps/schema.ts';
import type { Env } from '../../src/platform/env.ts';
import { env } from './fixtures.ts';
import { type CallOptions, signedRequest } from './signedRequest.ts';

interface Answer {
  RequestId: string;
  Error?: { Code: string; Message: string };
  [field: string]: unknown;
}

/** The tests send more than 100 requests a second; the limit has a test of its own. */
const UNLIMITED: Env = { ...env, RATE_LIMITS: '{"1250000000":{"*":10000},"1250000001":{"*":10000}}' };

async function send(request: Request, settings: Env = UNLIMITED): Promise<Answer> {
  const response = await api.fetch(request, settings);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('application/json');
  const { Response: answer, ...rest } = (await response.json()) as { Response: Answer };
  expect(rest).toEqual({});
  expect(answer.RequestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  return answer;
}

const call = (body: unknown, options: CallOptions = {}, settings?: Env) =>
  send(signedRequest(body, options), settings);

async function refusal(body: unknown, options: CallOptions = {}, settings?: Env): Promise<string> {
  const { Error: error, ...rest } = await call(body, options, settings);
  expect(Object.keys(rest)).toEqual(['RequestId']);
  return `${error?.Code}: ${error?.Message}`;
}

const InputInfo = {
  Type: 'COS',
  CosInputInfo: {
    Region: 'ap-chongqing',
    Object: '/movie/201907/WildAnimal.mov',
    Bucket: 'TopRankVideo-125xxx88',
  },
};
const MediaProcessTask = {
  TranscodeTaskSet: [{ Definition: '30' }, { Definition: '20' }, { Definition: '40' }],
};
const documented = { MediaProcessTask, InputInfo };

// A limiter refuses when it takes more than 200 ms to answer, and the very first call has to start it.
beforeAll(async () => {
  const other = { secretId: 'AKIDother', secretKey: 'other-secret-key' };
  for (const account of [{}, other]) {
    for (const action of ['ProcessMedia', 'DescribeTaskDetail']) await call({}, { ...account, action });
  }
});

describe('the documented call', () => {
  it('is answered with a TaskId, and DescribeTaskDetail knows the task', async () => {
    const { TaskId, RequestId, ...rest } = await call(documented);
    expect(rest).toEqual({});
    expect(TaskId).toMatch(/^1250000000-WorkflowTask-[0-9a-f]{32}tt0$/);
    expect(RequestId).toHaveLength(36);

    const detail = await call({ TaskId }, { action: 'DescribeTaskDetail' });
    expect(responseSchema('DescribeTaskDetail').parse(detail)).toBeTruthy();
    expect(detail).toMatchObject({
      TaskType: 'WorkflowTask',
      TasksPriority: 0,
      SessionId: '',
      TaskNotifyConfig: null,
      WorkflowTask: {
        TaskId,
        InputInfo: { ...InputInfo, UrlInputInfo: null, S3InputInfo: null },
        MediaProcessResultSet: [30, 20, 40].map((Definition) => ({
          Type: 'Transcode',
          TranscodeTask: { Input: { Definition } },
        })),
      },
    });
  });

  it('comes through the Worker', async () => {
    const worker = (exports as unknown as { default: Fetcher }).default;
    const response = await worker.fetch(signedRequest({ Foo: 1 }));
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/json']);
    const { Response: answer } = (await response.json()) as { Response: Answer };
    expect(answer.Error?.Code).toBe('UnknownParameter');
  });

  it('takes a charset in the content type, and a Chinese body', async () => {
    expect((await call(documented, { contentType: 'application/json; charset=utf-8' })).TaskId).toBeDefined();
    expect((await call({ ...documented, SessionContext: '上下文' })).TaskId).toBeDefined();
  });

  it('shows a task to its own account only', async () => {
    const { TaskId } = await call(documented);
    const other = { secretId: 'AKIDother', secretKey: 'other-secret-key', action: 'DescribeTaskDetail' };
    expect(await refusal({ TaskId }, other)).toBe('ResourceNotFound: The resource does not exist.');
    expect(await refusal({ TaskId: 'no-such-task' }, { action: 'DescribeTaskDetail' })).toMatch(
      /^ResourceNotFound: /,
    );
  });

  it('keeps the callback and the priority, and no secrets', async () => {
    const { TaskId } = await call({
      InputInfo: {
        ...InputInfo,
        S3InputInfo: { S3Bucket: 'b', S3Region: 'r', S3Object: 'o', S3SecretKey: 'planted' },
      },
      MediaProcessTask,
      TasksPriority: '5',
      TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9/', NotifyKey: 'planted' },
    });
    const detail = await call({ TaskId }, { action: 'DescribeTaskDetail' });
    expect(detail.TasksPriority).toBe(5);
    expect(detail.TaskNotifyConfig).toMatchObject({ NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9/' });
    expect(JSON.stringify(detail)).not.toContain('planted');
  });
});

describe('protocol, action and version', () => {
  it.each<[string, CallOptions, string]>([
    [
      'PUT',
      { method: 'PUT' },
      'UnsupportedProtocol: HTTP(S) request protocol error; only GET and POST requests are supported.',
    ],
    [
      'DELETE',
      { method: 'DELETE' },
      'UnsupportedProtocol: HTTP(S) request protocol error; only GET and POST requests are supported.',
    ],
    [
      'no action',
      { action: null },
      'MissingParameter: The request is missing a required parameter `Action`.',
    ],
    [
      'no version',
      { version: null },
      'MissingParameter: The request is missing a required parameter `Version`.',
    ],
    ['another version', { version: '2017-03-12' }, 'NoSuchVersion: The API version does not exist.'],
    ['an unknown action', { action: 'ProcessMovie' }, 'InvalidAction: The API does not exist.'],
    ['a prototype name', { action: '__proto__' }, 'InvalidAction: The API does not exist.'],
    [
      'an action that is not offered',
      { action: 'ActivateSSAI' },
      `UnsupportedOperation: The API \`ActivateSSAI\` is not supported here. Supported are: ${OFFERED_ACTIONS.join(', ')}.`,
    ],
  ])('%s', async (_, options, message) => {
    expect(await refusal(documented, options)).toBe(message);
  });
});

describe('who calls', () => {
  const now = Math.floor(Date.now() / 1000);

  it.each<[string, CallOptions, string]>([
    [
      'no signature',
      { headers: { Authorization: '' } },
      'AuthFailure.InvalidAuthorization: `Authorization` in the request header is invalid.',
    ],
    [
      'SKIP',
      { headers: { Authorization: 'SKIP' } },
      'AuthFailure.InvalidAuthorization: `Authorization` in the request header is invalid.',
    ],
    [
      'a wrong key',
      { secretKey: 'wrong' },
      'AuthFailure.SignatureFailure: The provided credentials could not be validated. Please check your signature is correct.',
    ],
    [
      'an unknown SecretId',
      { secretId: 'AKIDnobody' },
      'AuthFailure.SecretIdNotFound: The SecretId is not found, please ensure that your SecretId is correct.',
    ],
    [
      'an old timestamp',
      { timestamp: now - 3600 },
      'AuthFailure.SignatureExpire: Signature expired. Timestamp and server time cannot differ by more than five minutes. Please ensure your current local time matches the standard time.',
    ],
    [
      'no timestamp',
      { headers: { 'X-TC-Timestamp': '' } },
      'MissingParameter: The request is missing a required parameter `Timestamp`.',
    ],
    [
      'Chinese',
      { secretKey: 'wrong', headers: { 'X-TC-Language': 'zh-CN' } },
      'AuthFailure.SignatureFailure: 请求签名验证失败，请检查您的签名计算是否正确。',
    ],
  ])('%s', async (_, options, message) => {
    expect(await refusal(documented, options)).toBe(message);
  });

  it('nobody, where a deployment has no accounts', async () => {
    const { MPS_ACCOUNTS: _, ...bare } = UNLIMITED;
    expect(await refusal(documented, {}, bare)).toMatch(/^AuthFailure\.SecretIdNotFound: /);
  });

  it('an account that may not use MPS', async () => {
    const MPS_ACCOUNTS = '[{"appId":"1","secretId":"AKIDlocal","secretKey":"local-secret-key","mps":false}]';
    expect(await refusal(documented, {}, { ...UNLIMITED, MPS_ACCOUNTS })).toBe(
      'FailedOperation.InvalidMpsUser: Operation failed: unauthorized MPS user.',
    );
  });

  it('too often', async () => {
    const settings = { ...env, RATE_LIMITS: '{"1250000000":{"DescribeTaskDetail":0}}' };
    // Calls of the tests before count, too.
    expect(await refusal({ TaskId: 'x' }, { action: 'DescribeTaskDetail' }, settings)).toMatch(
      /^RequestLimitExceeded: Your current request times equals to `[1-9]\d*` in a second, which exceeds the frequency limit `0` for a second. Please reduce the frequency of calls.$/,
    );
  });
});

describe('bad input', () => {
  const unsupported = (field: string) =>
    `UnsupportedOperation: The parameter \`${field}\` is not supported here.`;
  const missing = (field: string) =>
    `MissingParameter: The request is missing a required parameter \`${field}\`.`;
  const url = { Type: 'URL', UrlInputInfo: { Url: 'http://example.com/a.mp4' } };

  it.each<[string, unknown, string]>([
    ['an empty body', '', 'InvalidParameter: The request body is not valid JSON.'],
    ['no JSON', 'Definition=30', 'InvalidParameter: The request body is not valid JSON.'],
    ['a list', [], 'InvalidParameter: The request body must be a JSON object.'],
    ['a string', '"text"', 'InvalidParameter: The request body must be a JSON object.'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'InvalidParameter: The request body is not valid JSON.'],
    ['no InputInfo', { MediaProcessTask }, missing('InputInfo')],
    ['no task', { InputInfo }, missing('MediaProcessTask')],
    ['an empty task', { InputInfo, MediaProcessTask: {} }, missing('MediaProcessTask.TranscodeTaskSet')],
    [
      'an unknown parameter',
      { ...documented, Foo: 1 },
      'UnknownParameter: The parameter `Foo` is not recognized.',
    ],
    [
      'an unknown inner parameter',
      { InputInfo, MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30, Foo: 1 }] } },
      'UnknownParameter: The parameter `MediaProcessTask.TranscodeTaskSet.0.Foo` is not recognized.',
    ],
    [
      'a number for a string',
      { ...documented, OutputDir: 1 },
      'InvalidParameter: The value type of parameter `OutputDir` is not valid, input type should be `string`.',
    ],
    [
      'COS without CosInputInfo',
      { InputInfo: { Type: 'COS' }, MediaProcessTask },
      missing('InputInfo.CosInputInfo'),
    ],
    ['a URL input without OutputStorage', { InputInfo: url, MediaProcessTask }, missing('OutputStorage')],
    ['an AI task', { ...documented, AiAnalysisTask: { Definition: 10 } }, unsupported('AiAnalysisTask')],
    [
      'subtitles',
      { ...documented, SmartSubtitlesTask: { Definition: 10 } },
      unsupported('SmartSubtitlesTask'),
    ],
    [
      'a queue',
      { ...documented, TaskNotifyConfig: { NotifyType: 'TDMQ-CMQ', QueueName: 'q' } },
      'UnsupportedOperation: The value `TDMQ-CMQ` of parameter `TaskNotifyConfig.NotifyType` is not supported here: its keys are not set for this account (MPS_NOTIFY).',
    ],
    [
      'a long SessionId',
      { ...documented, SessionId: 'x'.repeat(51) },
      'InvalidParameterValue.SessionIdTooLong: SessionId is too long.',
    ],
    [
      'a long SessionContext',
      { ...documented, SessionContext: 'x'.repeat(1001) },
      'InvalidParameterValue.SessionContextTooLong: The SessionContext is too long.',
    ],
  ])('%s', async (_, body, message) => {
    expect(await refusal(body)).toBe(message);
  });

  it('an unknown Definition', async () => {
    const body = { InputInfo, MediaProcessTask: { TranscodeTaskSet: [{ Definition: 123456789 }] } };
    expect(await refusal(body)).toMatch(/^InvalidParameterValue\.Definition: /);
  });

  it.each(['output', '/output', 'output/', '../output/'])('OutputDir %j', async (OutputDir) => {
    expect(await refusal({ ...documented, OutputDir })).toMatch(/^InvalidParameterValue: .*`OutputDir`/);
  });

  it('a body of more than 10 MB', async () => {
    const SessionContext = 'x'.repeat(10 * 1024 * 1024);
    expect(await refusal({ ...documented, SessionContext })).toBe(
      'RequestSizeLimitExceeded: The request size exceeds the upper limit.',
    );
  });

  it('a callback to the loopback address, where it is not allowed', async () => {
    const { ALLOW_LOOPBACK: _, ...strict } = UNLIMITED;
    const body = { ...documented, TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9/' } };
    expect(await refusal(body, {}, strict)).toMatch(/^InvalidParameterValue: .*NotifyUrl/);
    expect((await call(body)).TaskId).toBeDefined();
  });

  it('a deployment without its secret is InternalError, without details', async () => {
    const { SIGNING_KEY: _, ...bare } = UNLIMITED;
    expect(await refusal(documented, {}, bare)).toBe('InternalError: Internal error.');
  });
});

describe('SessionId', () => {
  it('starts one task of many concurrent calls', async () => {
    const body = { ...documented, SessionId: `concurrent-${crypto.randomUUID().slice(0, 8)}` };
    const answers = await Promise.all(Array.from({ length: 10 }, () => call(body)));
    expect(answers.filter(({ TaskId }) => TaskId)).toHaveLength(1);
    const codes = answers.flatMap(({ Error: error }) => (error ? [error.Code] : []));
    expect(codes).toEqual(Array.from({ length: 9 }, () => 'InvalidParameterValue.SessionId'));
  });

  it('belongs to its account, and is not used up by a refused call', async () => {
    const SessionId = `shared-${crypto.randomUUID().slice(0, 8)}`;
    expect(await refusal({ ...documented, SessionId, OutputDir: 'x' })).toMatch(/^InvalidParameterValue: /);
    expect((await call({ ...documented, SessionId })).TaskId).toBeDefined();
    const other = { secretId: 'AKIDother', secretKey: 'other-secret-key' };
    expect((await call({ ...documented, SessionId }, other)).TaskId).toBeDefined();
    expect(await refusal({ ...documented, SessionId })).toMatch(/^InvalidParameterValue\.SessionId: /);
  });
});
