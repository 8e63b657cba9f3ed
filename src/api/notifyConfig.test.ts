import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import type { TaskNotifyConfig } from '../mps/requests.ts';
import type { AccountNotify } from '../notify/settings.ts';
import { notifyConfig } from './notifyConfig.ts';

const NotifyUrl = 'https://example.com/callback';
const keys = { secretId: 'id', secretKey: 'key', endpoint: 'http://127.0.0.1:1/' };
const settings: AccountNotify = {
  cmq: keys,
  scf: { ...keys, region: 'ap-beijing', functionName: 'f', namespace: 'default', qualifier: '$LATEST' },
};
const AwsSQS = { SQSRegion: 'us-east-1', SQSQueueName: 'q', S3SecretId: 'AKIA', S3SecretKey: 'secret' };
const sqs = (change: object): TaskNotifyConfig => ({
  NotifyType: 'AWS-SQS',
  AwsSQS: { ...AwsSQS, ...change },
});

function kept(config: TaskNotifyConfig | undefined, set: AccountNotify = settings) {
  return notifyConfig(config, { allowLoopback: false, settings: set });
}

function refusal(config: TaskNotifyConfig, set?: AccountNotify): string {
  try {
    return JSON.stringify(kept(config, set));
  } catch (error) {
    return error instanceof ApiError ? `${error.code}: ${error.message}` : `unexpected ${error}`;
  }
}

describe('what is kept', () => {
  it.each<[string, TaskNotifyConfig | undefined]>([
    ['no config', undefined],
    ['an empty config', {}],
    ['a config of empty strings', { NotifyType: '', NotifyUrl: '', QueueName: '', NotifyMode: '' }],
  ])('%s: nothing', (_, config) => {
    expect(kept(config)).toBeNull();
  });

  it.each<[string, TaskNotifyConfig, object]>([
    ['a URL', { NotifyType: 'URL', NotifyUrl }, { NotifyType: 'URL', NotifyMode: 'Finish', NotifyUrl }],
    [
      'a URL without NotifyType',
      { NotifyUrl, NotifyMode: 'Change' },
      { NotifyType: 'URL', NotifyMode: 'Change', NotifyUrl },
    ],
    [
      'no fields of other kinds',
      { NotifyType: 'URL', NotifyUrl, AwsSQS, QueueName: 'q' },
      { NotifyType: 'URL', NotifyMode: 'Finish', NotifyUrl },
    ],
    [
      'a queue',
      { NotifyType: 'TDMQ-CMQ', CmqModel: 'Queue', CmqRegion: 'bj', QueueName: 'q_1', TopicName: 't' },
      { NotifyType: 'TDMQ-CMQ', NotifyMode: 'Finish', CmqModel: 'Queue', CmqRegion: 'bj', QueueName: 'q_1' },
    ],
    [
      'a topic without NotifyType and CmqModel',
      { CmqRegion: 'sh', TopicName: 't', NotifyUrl, NotifyMode: 'Change' },
      { NotifyType: 'TDMQ-CMQ', NotifyMode: 'Change', CmqModel: 'Topic', CmqRegion: 'sh', TopicName: 't' },
    ],
    ['a function', { NotifyType: 'SCF', NotifyUrl }, { NotifyType: 'SCF', NotifyMode: 'Finish' }],
    [
      'SQS without its keys',
      sqs({ SQSQueueName: 'q.fifo' }),
      {
        NotifyType: 'AWS-SQS',
        NotifyMode: 'Finish',
        AwsSQS: { SQSRegion: 'us-east-1', SQSQueueName: 'q.fifo' },
      },
    ],
  ])('%s', (_, config, expected) => {
    expect(kept(config)?.config).toEqual(expected);
  });

  it('secrets, apart', () => {
    expect(kept({ ...sqs({}), NotifyKey: 'k' })?.secrets).toEqual({
      notifyKey: 'k',
      sqsKeys: { id: 'AKIA', key: 'secret' },
    });
    expect(kept({ NotifyType: 'URL', NotifyUrl, AwsSQS })?.secrets).toEqual({ notifyKey: '' });
  });

  it("SQS without keys where the operator's are set", () => {
    const own = { sqs: { secretId: 'id', secretKey: 'key' } };
    const config = sqs({ S3SecretId: undefined, S3SecretKey: undefined });
    expect(kept(config, own)?.secrets).toEqual({ notifyKey: '', sqsKeys: undefined });
    expect(refusal(config)).toMatch('MissingParameter');
  });

  it('the loopback address where it is allowed', () => {
    const config = { NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9000/' };
    const rules = { allowLoopback: true, settings: {} };
    expect(notifyConfig(config, rules)?.config.NotifyUrl).toBe(config.NotifyUrl);
  });
});

describe('what is refused', () => {
  const unserved = (type: string, why: string) =>
    `UnsupportedOperation: The value \`${type}\` of parameter \`TaskNotifyConfig.NotifyType\` is not supported here: ${why}.`;
  const missing = (field: string) =>
    `MissingParameter: The request is missing a required parameter \`TaskNotifyConfig.${field}\`.`;
  const invalid = (field: string, rule: string) =>
    `InvalidParameterValue: The value of parameter \`TaskNotifyConfig.${field}\` is not valid: it must be ${rule}.`;
  const queueName = '1 to 64 letters, digits, `-` and `_`';

  it.each<[TaskNotifyConfig, string]>([
    [{ NotifyType: 'CMQ', QueueName: 'q' }, unserved('CMQ', 'it was removed from MPS')],
    [{ NotifyType: 'url', NotifyUrl }, invalid('NotifyType', '`URL`, `TDMQ-CMQ`, `SCF` or `AWS-SQS`')],
    [{ NotifyType: 'URL' }, missing('NotifyUrl')],
    [{ NotifyType: 'URL', NotifyUrl, NotifyMode: 'Always' }, invalid('NotifyMode', '`Finish` or `Change`')],
    [
      { NotifyType: 'URL', NotifyUrl: 'http://10.0.0.1/' },
      invalid('NotifyUrl', 'a URL that is reachable from the internet'),
    ],
    [{ NotifyType: 'TDMQ-CMQ' }, missing('CmqModel')],
    [{ NotifyMode: 'Change' }, missing('CmqModel')],
    [{ NotifyKey: 'k' }, missing('CmqModel')],
    [{ QueueName: 'q', TopicName: 't' }, missing('CmqModel')],
    [{ CmqModel: 'queue' }, invalid('CmqModel', '`Queue` or `Topic`')],
    [{ QueueName: 'q' }, missing('CmqRegion')],
    [{ QueueName: 'q', CmqRegion: 'evil.example/' }, invalid('CmqRegion', 'a region such as `sh` or `bj`')],
    [{ CmqModel: 'Queue', CmqRegion: 'sh', TopicName: 't' }, missing('QueueName')],
    [{ CmqModel: 'Topic', CmqRegion: 'sh', QueueName: 'q' }, missing('TopicName')],
    [{ CmqRegion: 'sh', QueueName: 'a b' }, invalid('QueueName', queueName)],
    [{ CmqRegion: 'sh', TopicName: 'x'.repeat(65) }, invalid('TopicName', queueName)],
    [{ NotifyType: 'AWS-SQS' }, missing('AwsSQS')],
    [sqs({ SQSRegion: '' }), missing('AwsSQS.SQSRegion')],
    [sqs({ SQSRegion: 'x.evil/' }), invalid('AwsSQS.SQSRegion', 'a region of AWS such as `us-east-1`')],
    [sqs({ SQSQueueName: '' }), missing('AwsSQS.SQSQueueName')],
    [
      sqs({ SQSQueueName: 'a/b' }),
      invalid(
        'AwsSQS.SQSQueueName',
        '1 to 80 letters, digits, `-` and `_`, the name of a FIFO queue with `.fifo` at its end',
      ),
    ],
    [sqs({ S3SecretId: '' }), missing('AwsSQS.S3SecretId')],
    [sqs({ S3SecretKey: '' }), missing('AwsSQS.S3SecretKey')],
  ])('%j', (config, message) => {
    expect(refusal(config)).toBe(message);
  });

  it.each<TaskNotifyConfig>([
    { NotifyType: 'TDMQ-CMQ', CmqModel: 'Queue', CmqRegion: 'bj', QueueName: 'q' },
    { NotifyType: 'SCF' },
  ])('what the operator has not set up: %j', (config) => {
    expect(refusal(config, {})).toBe(
      unserved(config.NotifyType!, 'its keys are not set for this account (MPS_NOTIFY)'),
    );
  });
});
