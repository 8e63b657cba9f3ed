import { describe, expect, test } from 'vitest';
import type { Env } from '../platform/env.ts';
import { namesInMedia, namesInStorage } from './callersNames.ts';
import { placeOf } from './place.ts';

const RULES = [
  {
    match: { type: 'COS', bucket: 'real-*' },
    to: { provider: 'cos', bucket: 'store', prefix: '{bucket}/', credentials: 'KEYS' },
  },
  {
    match: { type: 'COS', bucket: 'one-1' },
    accounts: ['7'],
    to: { provider: 's3', bucket: 'only.{region}', prefix: 'x+y/{appId}/', credentials: 'KEYS' },
  },
  { match: { type: 'COS', bucket: 'many-*' }, to: { provider: 's3', bucket: 'heap', credentials: 'KEYS' } },
  {
    match: { type: 'COS', bucket: 'near-1', region: 'ap-*' },
    to: { provider: 's3', bucket: 'near', region: 'ap', credentials: 'KEYS' },
  },
  { match: { type: 'VOD' }, to: { provider: 's3', bucket: '{bucket}-{bucket}', credentials: 'KEYS' } },
  {
    match: { type: 'COS', bucket: 'shared' },
    accounts: ['7', '8'],
    to: { provider: 'r2', prefix: 'common/' },
  },
  { match: { type: 'COS', bucket: 'moved-*' }, to: { provider: 'r2', prefix: 'm/{bucket}/{appId}/' } },
];
const env = {
  MPS_BUCKETS: JSON.stringify(RULES),
  KEYS: '{"secretId": "a", "secretKey": "b"}',
} as unknown as Env;
const names = (bucket: string, key: string, appId = '7') =>
  namesInStorage(env, { appId, bucket, key }).map((name) => [name.bucket, name.key]);

describe('in COS and S3', () => {
  test.each<[string, string, string[][]]>([
    ['store', 'real-9/in/a.mp4', [['real-9', 'in/a.mp4']]],
    ['store', 'other-9/in/a.mp4', []],
    ['only.eu-1', 'x+y/7/a/b.mp4', [['one-1', 'a/b.mp4']]],
    ['onlyXeu-1', 'x+y/7/a/b.mp4', []],
    ['heap', 'a.mp4', []],
    ['v-v', 'a\nb.mp4', [['v', 'a\nb.mp4']]],
    ['v-w', 'a.mp4', []],
    ['near', 'a.mp4', [['near-1', 'a.mp4']]],
    ['unknown', 'a.mp4', []],
  ])('%s %s', (bucket, key, mapped) => {
    expect(names(bucket, key)).toEqual([...mapped, [bucket, key]]);
  });

  test("another account's rule counts for that one only", () => {
    expect(names('only.eu-1', 'x+y/8/a', '8')).toEqual([['only.eu-1', 'x+y/8/a']]);
    expect(names('only.eu-1', 'x+y/8/a')).toEqual([['only.eu-1', 'x+y/8/a']]);
  });
});

test.each<[string, string[][]]>([
  ['7/plain-1/in/a.mp4', [['7', 'plain-1', 'in/a.mp4']]],
  [
    'common/a.mp4',
    [
      ['7', 'shared', 'a.mp4'],
      ['8', 'shared', 'a.mp4'],
    ],
  ],
  ['m/moved-1/9/a.mp4', [['9', 'moved-1', 'a.mp4']]],
  // What lies where a moved bucket was before is no longer its own.
  ['9/moved-1/a.mp4', []],
  ['_work/x', []],
])('in MEDIA: %s', (key, all) => {
  expect(namesInMedia(env, key).map((name) => [name.appId, name.bucket, name.key])).toEqual(all);
});

test('each name leads back to its place', () => {
  for (const [appId, bucket, key] of [
    ['7', 'shared', 'a'],
    ['3', 'moved-x', 'a/b'],
    ['3', 'plain', 'c'],
  ] as const) {
    const place = placeOf(env, { provider: 'cos', appId, bucket, region: 'r', key });
    expect(namesInMedia(env, place.kind === 'r2' ? place.key : '')).toContainEqual({ appId, bucket, key });
  }
});
