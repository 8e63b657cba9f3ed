// Signatures and calls against a real S3 server; COS's are checked by its SDK.

import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3_KEYS, type S3Server, startS3Server, TAKES_COS } from '../../test/support/s3Server.ts';
import type { Env } from '../platform/env.ts';
import { completeMultipart, downloadUrl, multipartGrant, putGrant } from './access.ts';
import { discardFiles } from './discard.ts';
import { placeOf } from './place.ts';
import { abortUpload, completeUpload, createUpload, headObject, type StorageError } from './remote.ts';

let server: S3Server;
let env: Env;
const KEYS = [
  'plain.mp4',
  'deep/er/影 片.mp4',
  'a+b%20c%2Fd.mp4',
  `#?&=;:@,$'"()*!~[]{}|\\^\`<>.mp4`,
  'dots/.../a./b..',
];
/** An UploadId that was never given. */
const UNKNOWN = '0'.repeat(64);
const PART = { partNumber: 1, etag: `"${createHash('md5').digest('hex')}"` };
const by = { taskId: 'task', fence: 'cpu:task-0:1' };
const object = (type: 'cos' | 's3', key: string) => ({
  ...{ provider: type, appId: '1', bucket: 'named', region: 'ap-guangzhou', key },
});
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const file = (key: string, text: string) => ({
  ...{ key, size: text.length, md5: md5(text), contentType: 'video/mp4' },
});

beforeAll(async () => {
  server = await startS3Server(['real']);
  const to = { endpoint: server.url, bucket: 'real', region: 'us-east-1', credentials: 'KEYS', prefix: 'x/' };
  env = {
    ...{
      SIGNING_KEY: 'k',
      KEYS: JSON.stringify(S3_KEYS),
      WRONG: JSON.stringify({ ...S3_KEYS, secretKey: 'x' }),
    },
    MPS_BUCKETS: JSON.stringify([
      { match: { type: 'COS', bucket: 'wrong' }, to: { provider: 'cos', ...to, credentials: 'WRONG' } },
      { match: { type: 'AWS-S3', bucket: 'wrong' }, to: { provider: 's3', ...to, credentials: 'WRONG' } },
      { match: { type: 'COS' }, to: { provider: 'cos', ...to } },
      { match: { type: 'AWS-S3' }, to: { provider: 's3', ...to } },
    ]),
  } as unknown as Env;
});
afterAll(() => server.close());

describe.each(TAKES_COS ? (['s3', 'cos'] as const) : (['s3'] as const))('%s', (type) => {
  const remote = (key: string, bucket = 'named') => {
    const place = placeOf(env, { ...object(type, key), bucket });
    if (place.kind === 'r2') throw new Error('not remote');
    return place;
  };

  it.each(KEYS)('one PUT and one GET: %s', async (key) => {
    const grant = await putGrant(env, object(type, key), file(key, 'hello'), by, Date.now());
    if (grant.kind !== 'put') throw new Error('not a put');
    const put = await fetch(grant.url, { method: 'PUT', headers: grant.headers, body: 'hello' });
    expect([put.status, put.headers.get('etag')]).toEqual([200, `"${md5('hello')}"`]);
    const head = await server.client.send(new HeadObjectCommand({ Bucket: 'real', Key: `x/${key}` }));
    expect([head.ContentType, head.Metadata]).toEqual([
      'video/mp4',
      { 'mps-task': 'task', 'mps-fence': 'cpu:task-0:1' },
    ]);
    const get = await fetch(await downloadUrl(env, object(type, key), Date.now()));
    expect([get.status, await get.text()]).toEqual([200, 'hello']);
  });

  it('a grant is for these bytes, this type and its time', async () => {
    const key = 'strict.mp4';
    const grant = await putGrant(env, object(type, key), file(key, 'hello'), by, Date.now());
    if (grant.kind !== 'put') throw new Error('not a put');
    const put = async (url: string, headers: Record<string, string>, body: string) =>
      (await fetch(url, { method: 'PUT', headers, body })).status;
    expect(await put(grant.url, grant.headers, 'jello')).toBe(400);
    expect(await put(grant.url, { ...grant.headers, 'Content-Type': 'text/html' }, 'hello')).toBe(403);
    expect(await put(grant.url.replace('strict', 'strict2'), grant.headers, 'hello')).toBe(403);
    const old = await putGrant(env, object(type, key), file(key, 'hello'), by, Date.now() - 200_000);
    if (old.kind === 'put') expect(await put(old.url, old.headers, 'hello')).toBe(403);
    expect(await headObject(remote(key))).toBeNull();
  });

  it('parts make a file once they are completed, with its type and metadata', async () => {
    const key = `multi part+${type}.mp4`;
    const grant = await multipartGrant(env, object(type, key), file(key, 'hello'), by, Date.now());
    const part = await fetch(grant.urls[0]!, { method: 'PUT', body: 'hello' });
    expect(part.status).toBe(200);
    expect(await headObject(remote(key))).toBeNull();
    const done = { uploadId: grant.uploadId, parts: [{ partNumber: 1, etag: part.headers.get('etag')! }] };
    await completeMultipart(env, object(type, key), { ...done, size: 5 }, by.fence);
    const head = await server.client.send(new HeadObjectCommand({ Bucket: 'real', Key: `x/${key}` }));
    expect([head.ContentLength, head.ContentType, head.Metadata?.['mps-task']]).toEqual([
      5,
      'video/mp4',
      'task',
    ]);
    // Its answer was lost, and it is sent again.
    await completeMultipart(env, object(type, key), { ...done, size: 5 }, by.fence);
    await expect(completeMultipart(env, object(type, key), { ...done, size: 6 }, by.fence)).rejects.toThrow(
      'WrongSize',
    );
    // Another server answers a completion as it did the first time, as S3 itself does.
    if (!TAKES_COS) return;
    await expect(completeMultipart(env, object(type, key), { ...done, size: 5 }, 'other')).rejects.toThrow(
      '404',
    );
  });

  it('aborts and deletes what a task wrote, and nothing else', async () => {
    const files = [object(type, 'gone.mp4'), object(type, 'kept.mp4')];
    for (const [index, { key }] of files.entries()) {
      const metadata = { 'mps-task': index === 0 ? 'task' : 'other' };
      await server.client.send(
        new PutObjectCommand({ Bucket: 'real', Key: `x/${key}`, Body: 'x', Metadata: metadata }),
      );
    }
    const uploadId = await createUpload(remote('gone.mp4'), {});
    const targets = [
      { target: files[0]!, uploadId },
      { target: files[0]!, uploadId: null },
      { target: files[1]!, uploadId: null },
      { target: object(type, 'never.mp4'), uploadId: UNKNOWN },
    ];
    await discardFiles(env, { taskId: 'task', files: targets });
    await expect(
      server.client.send(new GetObjectCommand({ Bucket: 'real', Key: 'x/gone.mp4' })),
    ).rejects.toThrow();
    await server.client.send(new GetObjectCommand({ Bucket: 'real', Key: 'x/kept.mp4' }));
    await expect(completeUpload(remote('gone.mp4'), uploadId, [PART])).rejects.toThrow('404');
  });

  it('says how a storage says no', async () => {
    const refusal = (work: Promise<unknown>) =>
      work.catch((error: StorageError) => [error.status, error.code]);
    expect(await refusal(createUpload(remote('a', 'wrong'), {}))).toEqual([403, 'SignatureDoesNotMatch']);
    server.fault = ({ method }) => (method === 'POST' ? { status: 503, code: 'SlowDown' } : null);
    expect(await refusal(createUpload(remote('a'), {}))).toEqual([503, 'SlowDown']);
    server.fault = () => null;
    expect(await refusal(completeUpload(remote('a'), UNKNOWN, [PART]))).toEqual([404, 'NoSuchUpload']);
    await abortUpload(remote('a'), UNKNOWN);
  });
});
