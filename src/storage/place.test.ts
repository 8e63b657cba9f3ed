import { describe, expect, it } from 'vitest';
import type { BucketRef } from '../contract/location.ts';
import type { Env } from '../platform/env.ts';
import { bucketAccess, placeOf } from './place.ts';
import { sealJob } from './sealedLocation.ts';

const SECRET = { secretId: 'AKIDrule', secretKey: 'rule-key' };
const environment = (...rules: object[]) =>
  ({
    ...{
      SIGNING_KEY: 'a long random text',
      MPS_BUCKETS: JSON.stringify(rules),
      KEYS: JSON.stringify(SECRET),
    },
  }) as unknown as Env;
const ref = (
  provider: BucketRef['provider'],
  bucket = 'media-1',
  more: Partial<BucketRef> = {},
): BucketRef => ({
  ...{ provider, appId: '1', bucket, region: 'ap-guangzhou', ...more },
});
const keys = { secretId: 'own', secretKey: 'own-key' };
const at = (env: Env, bucket: BucketRef, key = 'a/b.mp4') => placeOf(env, { ...bucket, key });
const url = (...args: Parameters<typeof at>) => {
  const place = at(...args);
  return place.kind === 'r2' ? place.key : place.url;
};

describe('where buckets live', () => {
  it('without rules: COS in our own bucket, S3 at AWS with own keys, VOD nowhere', () => {
    const env = environment();
    expect(at(env, ref('cos'))).toEqual({ kind: 'r2', key: '1/media-1/a/b.mp4' });
    expect(at(env, ref('s3', 'b', { region: 'us-east-1', keys }))).toEqual({
      ...{ kind: 's3', url: 'https://b.s3.us-east-1.amazonaws.com/a/b.mp4', region: 'us-east-1', keys },
      ...{ bucket: 'b', key: 'a/b.mp4', trusted: false },
    });
    expect(['cos', 's3', 'vod'].map((kind) => bucketAccess(env, ref(kind as 'cos')))).toEqual([
      ...['open', 'keys', 'unmapped'],
    ]);
    expect(bucketAccess(env, ref('s3', 'b', { keys }))).toBe('open');
    expect(() => at(env, ref('vod'))).toThrow('The bucket is no longer mapped.');
    expect(() => at(env, ref('s3'))).toThrow('There are no keys');
  });

  it.each([
    ['b.c', 'us-east-1', 'https://s3.us-east-1.amazonaws.com/b.c/k'],
    ['Old', 'eu-west-3', 'https://s3.eu-west-3.amazonaws.com/Old/k'],
    ['b', 'cn-north-1', 'https://b.s3.cn-north-1.amazonaws.com.cn/k'],
  ])('AWS: bucket %s in %s', (bucket, region, expected) => {
    expect(url(environment(), ref('s3', bucket, { region, keys }), 'k')).toBe(expected);
  });

  it('by rules', () => {
    const to = { provider: 's3', credentials: 'KEYS' };
    const env = environment(
      { match: { type: 'COS', bucket: 'real-*' }, to: { provider: 'cos', credentials: 'KEYS' } },
      { match: { type: 'COS', bucket: 'r2-*' }, to: { provider: 'r2', prefix: 'shared/{region}/' } },
      {
        match: { type: 'AWS-S3', bucket: 'path' },
        to: { ...to, endpoint: 'http://minio:9000', prefix: '{appId}/' },
      },
      {
        match: { type: 'AWS-S3', bucket: 'host' },
        to: { ...to, endpoint: 'https://{bucket}.{region}.h.example', bucket: 'x-{bucket}', region: 'auto' },
      },
      { match: { type: 'AWS-S3', bucket: 'mine' }, to: { provider: 's3', endpoint: 'https://h.example' } },
      {
        match: { type: 'VOD' },
        accounts: ['1'],
        to: { ...to, endpoint: 'https://h.example', bucket: 'vod' },
      },
    );
    expect(at(env, ref('cos', 'real-1'))).toEqual({
      ...{ kind: 'cos', url: 'https://real-1.cos.ap-guangzhou.myqcloud.com/a/b.mp4', region: 'ap-guangzhou' },
      ...{ bucket: 'real-1', key: 'a/b.mp4', keys: SECRET, trusted: false },
    });
    expect(url(env, ref('cos', 'r2-1'))).toBe('shared/ap-guangzhou/a/b.mp4');
    expect(url(env, ref('s3', 'path'))).toBe('http://minio:9000/path/1/a/b.mp4');
    expect(at(env, ref('s3', 'host'))).toMatchObject({
      url: 'https://x-host.auto.h.example/a/b.mp4',
      region: 'auto',
    });
    expect(at(env, ref('s3', 'mine', { keys }))).toMatchObject({ keys, trusted: true });
    expect(bucketAccess(env, ref('s3', 'mine'))).toBe('keys');
    // A rule's keys go before the caller's: the same request runs against a storage for tests.
    expect(at(env, ref('s3', 'path', { keys }))).toMatchObject({ keys: SECRET });
    expect(url(env, ref('vod', 'abc'))).toBe('https://h.example/vod/a/b.mp4');
    expect(bucketAccess(env, { ...ref('vod'), appId: '2' })).toBe('denied');
    expect(() => at(env, { ...ref('vod'), appId: '2' })).toThrow('may no longer use');
  });

  it('every legal character of a key is encoded', () => {
    const place = url(
      environment(),
      ref('s3', 'b', { keys }),
      `影 +%#?&='"()*!~;:@,$[]{}|\\^\`<>é/.../a./b..`,
    );
    expect(place).toBe(
      'https://b.s3.ap-guangzhou.amazonaws.com/%E5%BD%B1%20%2B%25%23%3F%26%3D%27%22%28%29%2A%21~%3B%3A%40%2C%24%5B%5D%7B%7D%7C%5C%5E%60%3C%3E%C3%A9/.../a./b..',
    );
    expect(new URL(place).href).toBe(place);
  });

  it('own keys are stored sealed, and open again', () => {
    const env = environment();
    const bucket = ref('s3', 'b', { keys, parameter: 'InputInfo.S3InputInfo' });
    const job = sealJob(env, { input: { ...bucket, key: 'k' }, targets: [bucket] });
    expect(JSON.stringify(job)).not.toMatch(/own|InputInfo/);
    expect(at(env, job.targets[0]!)).toMatchObject({ keys });
    expect(at(env, job.input as BucketRef)).toMatchObject({ keys });
    const other = { ...env, SIGNING_KEY: 'another' } as Env;
    expect(() => at(other, job.targets[0]!)).toThrow('sealed with another SIGNING_KEY');
  });
});
