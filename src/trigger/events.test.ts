import { describe, expect, it } from 'vitest';
import type { Env } from '../platform/env.ts';
import { hookUploads } from './hookEvents.ts';
import { r2Uploads } from './r2Event.ts';

describe('a notification of R2', () => {
  const message = (action: string, key: string, eTag?: string) => ({
    ...{ account: 'a', bucket: 'edge-mps-media', eventTime: '2024-05-24T19:36:44.379Z', action },
    object: { key, size: 65536, ...(eTag !== undefined && { eTag }) },
  });
  const upload = { appId: '1250000000', bucket: 'b-1', key: 'in/a b.mp4', etag: 'ab', version: 'ab' };
  it.each<[string, unknown, object | null]>([
    ['a new object', message('PutObject', '1250000000/b-1/in/a b.mp4', '"AB"'), upload],
    ['one in parts', message('CompleteMultipartUpload', '1250000000/b-1/in/a b.mp4', 'ab'), upload],
    ['a copy', message('CopyObject', '1250000000/b-1/in/a b.mp4', 'ab'), upload],
    ['a deletion', message('DeleteObject', '1250000000/b-1/in/a.mp4'), null],
    ['an object outside of accounts', message('PutObject', 'own/x.png', 'ab'), null],
    ['one without an ETag', message('PutObject', '1250000000/b-1/a.mp4'), null],
    ['nonsense', { hello: 1 }, null],
  ])('of %s', (_, body, expected) => {
    expect(r2Uploads({} as Env, body)).toEqual(
      expected ? [{ upload: expected, place: 'media/1250000000/b-1/in/a b.mp4' }] : [],
    );
  });
});

/** As SCF's page on COS triggers shows it. */
const cos = (eventName: string, more: object = {}) => ({
  Records: [
    {
      cos: {
        cosSchemaVersion: '1.0',
        cosObject: {
          url: 'http://testpic-1253970026.cos.ap-chengdu.myqcloud.com/in/testfile.mp4',
          meta: { 'x-cos-request-id': 'x', 'Content-Type': '' },
          ...{ vid: '', key: '/1253970026/testpic/in/testfile.mp4', size: 1029, ...more },
        },
        cosBucket: { region: 'cd', name: 'testpic', appid: '1253970026' },
        cosNotificationId: 'unkown',
      },
      event: {
        eventName,
        eventVersion: '1.0',
        eventTime: 1545205770,
        eventSource: 'qcs::cos',
        reqid: 179398952,
      },
    },
  ],
});
/** As S3's page on event messages shows it. */
const s3Record = (eventName: string, object: object) => ({
  ...{ eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: 'us-west-2', eventName },
  s3: { s3SchemaVersion: '1.0', bucket: { name: 'b', arn: 'arn:aws:s3:::b' }, object },
});
const s3 = (eventName: string, object: object) => ({ Records: [s3Record(eventName, object)] });
const created = { key: 'in/a+b%2Bc.mp4', size: 1, eTag: 'D41D8', sequencer: '0055AED6' };
const s3Upload = { appId: '1', bucket: 'b', key: 'in/a b+c.mp4', etag: 'd41d8', version: 'd41d8' };

describe('a hook', () => {
  it.each<[string, unknown, object[] | null]>([
    [
      'COS',
      cos('cos:ObjectCreated:Put'),
      [
        {
          appId: '1',
          bucket: 'testpic-1253970026',
          key: 'in/testfile.mp4',
          etag: null,
          version: '179398952/1545205770',
        },
      ],
    ],
    [
      'COS with an ETag',
      cos('cos:ObjectCreated:CompleteMultipartUpload', { meta: { ETag: '"AB-2"' } }),
      [{ appId: '1', bucket: 'testpic-1253970026', key: 'in/testfile.mp4', etag: 'ab-2', version: 'ab-2' }],
    ],
    ['COS, a deletion', cos('cos:ObjectRemove:Delete'), []],
    ['S3', s3('ObjectCreated:Put', created), [s3Upload]],
    [
      'S3 without an ETag',
      s3('s3:ObjectCreated:Copy', { ...created, eTag: undefined }),
      [{ ...s3Upload, etag: null, version: '0055AED6' }],
    ],
    ['S3, a deletion', s3('ObjectRemoved:Delete', created), []],
    ['S3, its test', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' }, []],
    [
      'S3 by SNS',
      { Type: 'Notification', Message: JSON.stringify(s3('ObjectCreated:Put', created)) },
      [s3Upload],
    ],
    [
      'S3 by EventBridge',
      {
        source: 'aws.s3',
        'detail-type': 'Object Created',
        detail: { bucket: { name: 'b' }, object: { key: 'in/a b+c.mp4', etag: 'd41d8', sequencer: '1' } },
      },
      [s3Upload],
    ],
    [
      'two records',
      { Records: [s3Record('ObjectCreated:Put', created), s3Record('ObjectCreated:Put', created)] },
      [s3Upload, s3Upload],
    ],
    ['SNS that wants to be confirmed', { Type: 'SubscriptionConfirmation', SubscribeURL: 'https://x' }, null],
    ['a record that is none', { Records: [{}] }, null],
    ['a key that can’t be read', s3('ObjectCreated:Put', { ...created, key: '%E0%A4%A' }), null],
    ['nothing', null, null],
    ['no records', { Records: [] }, null],
  ])('reads %s', (_, body, expected) => {
    expect(hookUploads('1', body)).toEqual(expected);
  });
});
