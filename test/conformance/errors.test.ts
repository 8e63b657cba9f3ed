// Refusals reach the SDK's own exception with code, message and RequestId, in every form and both languages.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Account, localSecrets } from '../../src/cli/settings.ts';
import { startWiretap, type Wiretap } from '../support/wiretap.ts';
import { type ClientOptions, FORMS, type Form, SDKS, type Sdk, sdkCall } from './clients.ts';
import { errorAnswer } from './envelope.ts';
import { BUCKET, OBJECT, THROTTLED } from './fixtures.ts';

const { account } = localSecrets();
const [MAINLAND] = SDKS;
const TC3_POST = FORMS[0]!;
let wire: Wiretap;

beforeAll(async () => {
  wire = await startWiretap(inject('edgeUrl'));
});
afterAll(async () => {
  await wire?.close();
});

const unknownTask = { TaskId: `1250000000-WorkflowTask-${'0'.repeat(32)}tt0` };
const task = {
  InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: OBJECT } },
  MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
};

interface SdkError {
  code: string;
  message: string;
  requestId: string;
}

/** Calls and answers the exception, after comparing it with what went over the wire. */
async function refusal(sdk: Sdk, options: Partial<ClientOptions>, action: string, request: object) {
  const call = sdkCall(sdk, { endpoint: wire.endpoint, account, ...TC3_POST, ...options });
  const error = await call(action, request).then(
    () => expect.unreachable(`${action} was not refused`),
    (thrown: SdkError) => thrown,
  );
  const exchange = wire.exchanges.at(-1)!;
  const { Code, Message } = errorAnswer(exchange);
  const { RequestId } = (JSON.parse(exchange.body) as { Response: { RequestId: string } }).Response;
  expect({ code: error.code, message: error.message, requestId: error.requestId }).toEqual({
    ...{ code: Code, message: Message, requestId: RequestId },
  });
  return { code: Code, message: Message };
}

const CREDENTIALS: [what: string, account: Account, code: string][] = [
  ['an unknown SecretId', { ...account, secretId: 'AKIDnobody' }, 'AuthFailure.SecretIdNotFound'],
  ['a wrong SecretKey', { ...account, secretKey: 'wrong' }, 'AuthFailure.SignatureFailure'],
  ['an account over its rate', THROTTLED, 'RequestLimitExceeded'],
];

/** All of them can be written in every form: a form has names and texts, no JSON types. */
const REQUESTS: [what: string, action: string, request: object, code: string, names: string][] = [
  ['a task that does not exist', 'DescribeTaskDetail', unknownTask, 'ResourceNotFound', ''],
  ['a missing parameter', 'ProcessMedia', { OutputDir: '/out/' }, 'MissingParameter', '`InputInfo`'],
  [
    ...(['an unknown Definition', 'ProcessMedia'] as const),
    { ...task, MediaProcessTask: { TranscodeTaskSet: [{ Definition: 7 }] } },
    ...(['InvalidParameterValue.Definition', ''] as const),
  ],
  [
    ...(['a text where a number belongs', 'ProcessMedia'] as const),
    { ...task, MediaProcessTask: { TranscodeTaskSet: [{ Definition: 'ten' }] } },
    ...(['InvalidParameter', '`MediaProcessTask.TranscodeTaskSet.0.Definition`'] as const),
  ],
  [
    ...(['a SessionId that is too long', 'ProcessMedia'] as const),
    { ...task, SessionId: 's'.repeat(51) },
    ...(['InvalidParameterValue.SessionIdTooLong', ''] as const),
  ],
  [
    ...(['a SessionContext that is too long', 'ProcessMedia'] as const),
    { ...task, SessionContext: 'c'.repeat(1001) },
    ...(['InvalidParameterValue.SessionContextTooLong', ''] as const),
  ],
];

const both = SDKS.flatMap((sdk) => FORMS.map((form) => ({ sdk, ...form })));
describe.each(both)('$sdk, $signMethod $reqMethod', ({ sdk, signMethod, reqMethod }) => {
  const form: Form = { signMethod, reqMethod };

  test.each(CREDENTIALS)('%s', async (_, caller, code) => {
    const refused = await refusal(sdk, { ...form, account: caller }, 'DescribeTaskDetail', unknownTask);
    expect(refused.code).toBe(code);
  });

  test.each(REQUESTS)('%s', async (_, action, request, code, named) => {
    const refused = await refusal(sdk, form, action, request);
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(named);
  });

  test('a SessionId that was used', async () => {
    const request = { ...task, SessionId: `once-${sdk}-${signMethod}-${reqMethod}`.slice(-50) };
    await sdkCall(sdk, { endpoint: wire.endpoint, account, ...form })('ProcessMedia', request);
    const refused = await refusal(sdk, form, 'ProcessMedia', request);
    expect(refused.code).toBe('InvalidParameterValue.SessionId');
  });
});

describe.each(FORMS)('$signMethod $reqMethod', (form) => {
  test('messages come in the language that the client asks for', async () => {
    const stranger = { ...form, account: { ...account, secretKey: 'wrong' } };
    const inLanguage = async (language: 'zh-CN' | 'en-US') =>
      (await refusal(MAINLAND, { ...stranger, language }, 'DescribeTaskDetail', unknownTask)).message;
    expect(await inLanguage('zh-CN')).toBe('请求签名验证失败，请检查您的签名计算是否正确。');
    expect(await inLanguage('en-US')).toBe(
      'The provided credentials could not be validated. Please check your signature is correct.',
    );
  });

  test('an unknown parameter is named with its whole path', async () => {
    const request = { ...task, InputInfo: { ...task.InputInfo, CosInputInfo: { Bukket: 'b' } } };
    expect(await refusal(MAINLAND, { ...form, language: 'en-US' }, 'ProcessMedia', request)).toEqual({
      code: 'UnknownParameter',
      message: 'The parameter `InputInfo.CosInputInfo.Bukket` is not recognized.',
    });
  });

  test('an action that the API does not have, and one that is not offered', async () => {
    expect((await refusal(MAINLAND, form, 'ProcessMovie', {})).code).toBe('InvalidAction');
    const execute = { FunctionName: 'f', FunctionArg: 'a' };
    const refused = await refusal(MAINLAND, form, 'ExecuteFunction', execute);
    expect(refused.code).toBe('UnsupportedOperation');
    expect(refused.message).toContain('ProcessMedia');
  });
});
