// Buckets as a caller names them, against the rules of MPS_BUCKETS (vitest.config.ts has them).
import { describe, expect, it } from 'vitest';
import { api } from '../../src/api/app.ts';
import { env } from './fixtures.ts';
import { signedRequest } from './signedRequest.ts';

const MediaProcessTask = { TranscodeTaskSet: [{ Definition: 30 }] };
const cos = (Bucket: string) => ({ Type: 'COS', CosInputInfo: { Bucket, Region: 'r', Object: '/in/a.mov' } });
const s3 = (S3Bucket: string, keys: object = {}) => ({
  Type: 'AWS-S3',
  S3InputInfo: { S3Bucket, S3Region: 'us-east-1', S3Object: '/in/a.mov', ...keys },
});
const vod = (Bucket: string) => ({
  Type: 'VOD',
  VODInputInfo: { Bucket, Region: 'r', Object: '/in/a.mov', SubAppId: 7 },
});
const s3Storage = (S3Bucket: string, keys: object = {}) => ({
  Type: 'AWS-S3',
  S3OutputStorage: { S3Bucket, S3Region: 'us-east-1', ...keys },
});
const KEYS = { S3SecretId: 'own-secret-id', S3SecretKey: 'own-secret-key' };

async function call(body: object, options: object = {}, settings = env): Promise<Record<string, unknown>> {
  const limits = { RATE_LIMITS: '{"1250000000":{"*":10000},"1250000001":{"*":10000}}' };
  const response = await api.fetch(signedRequest(body, options), { ...settings, ...limits });
  return ((await response.json()) as { Response: Record<string, unknown> }).Response;
}

async function refusal(body: object, options: object = {}, settings = env): Promise<string> {
  const answer = await call(body, options, settings);
  const { Code, Message } = (answer.Error ?? {}) as { Code?: string; Message?: string };
  return Code ? `${Code}: ${Message}` : 'accepted';
}

const other = { secretId: 'AKIDother', secretKey: 'other-secret-key' };
const notAllowed = (bucket: string, field: string) =>
  `InvalidParameterValue: The bucket \`${bucket}\` of parameter \`${field}\` is not one that this account may use.`;

describe('a bucket is refused when the request is made', () => {
  const OutputStorage = { Type: 'COS', CosOutputStorage: { Bucket: 'kept-1', Region: 'r' } };

  it.each<[string, object, string]>([
    [
      'kept for another account',
      { InputInfo: cos('kept-1') },
      notAllowed('kept-1', 'InputInfo.CosInputInfo.Bucket'),
    ],
    [
      'kept, as output',
      { InputInfo: cos('mine-1'), OutputStorage },
      notAllowed('kept-1', 'OutputStorage.CosOutputStorage.Bucket'),
    ],
    [
      'kept, as output of a subtask',
      {
        InputInfo: cos('mine-1'),
        MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30 }, { Definition: 20, OutputStorage }] },
      },
      notAllowed('kept-1', 'MediaProcessTask.TranscodeTaskSet.1.OutputStorage.CosOutputStorage.Bucket'),
    ],
    [
      'S3 without keys',
      { InputInfo: s3('b') },
      'MissingParameter: The request is missing a required parameter `InputInfo.S3InputInfo.S3SecretId`.',
    ],
    [
      'S3 output without keys',
      { InputInfo: cos('mine-1'), OutputStorage: s3Storage('b') },
      'MissingParameter: The request is missing a required parameter `OutputStorage.S3OutputStorage.S3SecretId`.',
    ],
    [
      'VOD that is not mapped',
      { InputInfo: vod('other') },
      'UnsupportedOperation: The value `VOD` of parameter `InputInfo.Type` is not supported here.',
    ],
  ])('%s', async (_, request, expected) => {
    expect(await refusal({ MediaProcessTask, ...request })).toBe(expected);
  });

  it('and is open to its own account', async () => {
    expect(await refusal({ MediaProcessTask, InputInfo: cos('kept-1'), OutputStorage }, other)).toBe(
      'accepted',
    );
  });

  it('by DescribeMediaMetaData as well', async () => {
    const ask = { action: 'DescribeMediaMetaData' };
    expect(await refusal({ InputInfo: cos('kept-1') }, ask)).toBe(
      notAllowed('kept-1', 'InputInfo.CosInputInfo.Bucket'),
    );
    expect(await refusal({ InputInfo: s3('b') }, ask)).toContain('S3SecretId');
  });

  it('rules that are wrong stop nothing but what needs them, and say so to the operator', async () => {
    const broken = { ...env, MPS_BUCKETS: '{}' };
    expect(await refusal({ MediaProcessTask, InputInfo: cos('mine-1') }, {}, broken)).toMatch(
      /^InternalError/,
    );
    expect(await refusal({ Limit: 1, Status: 'FINISH' }, { action: 'DescribeTasks' }, broken)).toBe(
      'accepted',
    );
  });
});

describe('echoes', () => {
  async function detail(request: object): Promise<{ text: string; task: Record<string, never> }> {
    const { TaskId } = await call({ MediaProcessTask, ...request });
    const answer = await call({ TaskId }, { action: 'DescribeTaskDetail' });
    return { text: JSON.stringify(answer), task: answer.WorkflowTask as Record<string, never> };
  }
  const output = (task: Record<string, never>) =>
    (task.MediaProcessResultSet as unknown as { TranscodeTask: { Input: object } }[])[0]?.TranscodeTask.Input;

  it('S3 is repeated without its keys, and inherited', async () => {
    const { text, task } = await detail({ InputInfo: s3('b', KEYS) });
    expect(task.InputInfo).toMatchObject({
      Type: 'AWS-S3',
      CosInputInfo: null,
      S3InputInfo: { S3Bucket: 'b', S3Object: '/in/a.mov', S3SecretId: null, S3SecretKey: null },
    });
    expect(output(task)).toMatchObject({
      OutputStorage: {
        Type: 'AWS-S3',
        CosOutputStorage: null,
        S3OutputStorage: { S3Bucket: 'b', S3Region: 'us-east-1', S3SecretId: null, S3SecretKey: null },
      },
      OutputObjectPath: '/in/a_transcode_30',
    });
    expect(text).not.toContain('own-secret');
  });

  it('VOD that is mapped', async () => {
    const { task } = await detail({ InputInfo: vod('vod-1') });
    expect(output(task)).toMatchObject({
      OutputStorage: {
        Type: 'VOD',
        CosOutputStorage: null,
        S3OutputStorage: null,
        VODOutputStorage: { Bucket: 'vod-1', Region: 'r', SubAppId: 7, VodBasic: null },
      },
    });
  });
});
