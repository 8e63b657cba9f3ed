import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import type { TaskNotifyConfig } from '../mps/requests.ts';
import { notifyConfig } from './notifyConfig.ts';

const NotifyUrl = 'https://example.com/callback';

function refusal(config: TaskNotifyConfig): string {
  try {
    return JSON.stringify(notifyConfig(config, { allowLoopback: false }));
  } catch (error) {
    return error instanceof ApiError ? `${error.code}: ${error.message}` : `unexpected ${error}`;
  }
}

describe('what is kept', () => {
  it.each<[string, TaskNotifyConfig | undefined, object | null]>([
    ['no config', undefined, null],
    ['an empty config', {}, null],
    ['a config of empty strings', { NotifyType: '', NotifyUrl: '', QueueName: '' }, null],
    ['a URL', { NotifyType: 'URL', NotifyUrl }, { NotifyType: 'URL', NotifyMode: 'Finish', NotifyUrl }],
    [
      'a URL without NotifyType',
      { NotifyUrl, NotifyMode: 'Change', NotifyKey: 'k' },
      { NotifyType: 'URL', NotifyMode: 'Change', NotifyUrl },
    ],
    [
      'no fields of other kinds',
      {
        NotifyType: 'URL',
        NotifyUrl,
        AwsSQS: { SQSRegion: 'r', SQSQueueName: 'q', S3SecretId: 'id', S3SecretKey: 'secret' },
      },
      { NotifyType: 'URL', NotifyMode: 'Finish', NotifyUrl },
    ],
  ])('%s', (_, config, kept) => {
    expect(notifyConfig(config, { allowLoopback: false })).toEqual(kept);
  });

  it('the loopback address where it is allowed', () => {
    const config = { NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9000/' };
    expect(notifyConfig(config, { allowLoopback: true })?.NotifyUrl).toBe(config.NotifyUrl);
  });
});

describe('what is refused', () => {
  const unserved = (type: string, why = '') =>
    `UnsupportedOperation: The value \`${type}\` of parameter \`TaskNotifyConfig.NotifyType\` is not supported here${why}.`;

  it.each<[TaskNotifyConfig, string]>([
    [{ NotifyType: 'CMQ' }, unserved('CMQ', ': it was removed from MPS')],
    [{ NotifyType: 'TDMQ-CMQ', QueueName: 'q' }, unserved('TDMQ-CMQ')],
    [{ QueueName: 'q' }, unserved('TDMQ-CMQ')],
    [{ TopicName: 't', NotifyUrl }, unserved('TDMQ-CMQ')],
    [{ NotifyType: 'SCF' }, unserved('SCF')],
    [{ NotifyType: 'AWS-SQS' }, unserved('AWS-SQS')],
    [
      { NotifyType: 'url', NotifyUrl },
      'InvalidParameterValue: The value of parameter `TaskNotifyConfig.NotifyType` is not valid: it must be `URL`, `TDMQ-CMQ`, `SCF` or `AWS-SQS`.',
    ],
    [
      { NotifyType: 'URL' },
      'MissingParameter: The request is missing a required parameter `TaskNotifyConfig.NotifyUrl`.',
    ],
    [
      { NotifyType: 'URL', NotifyUrl, NotifyMode: 'Always' },
      'InvalidParameterValue: The value of parameter `TaskNotifyConfig.NotifyMode` is not valid: it must be `Finish` or `Change`.',
    ],
    [
      { NotifyType: 'URL', NotifyUrl: 'http://10.0.0.1/' },
      'InvalidParameterValue: The value of parameter `TaskNotifyConfig.NotifyUrl` is not valid: it must be a URL that is reachable from the internet.',
    ],
  ])('%j', (config, message) => {
    expect(refusal(config)).toBe(message);
  });
});
