// Storages that are not our own: a real S3 server for AWS-S3 and VOD, and for COS, whose signatures the official SDK checks.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { subtasksOf } from '../../src/cli/results.ts';
import { type Asked, type Fault, S3_KEYS, type S3Server, startS3Server } from '../support/s3Server.ts';
import { cosTrigger, node, trans } from '../support/schemes.ts';
import { decodeAll, ffmpeg, RECORDING } from './ffmpeg.ts';
import { startTestStack, type TestStack } from './testStack.ts';

let system: TestStack;
let storage: S3Server;
let clip: Buffer;
/** Some 12 MB that nothing can compress: as an output it goes in parts. */
let noise: Buffer;

beforeAll(async () => {
  storage = await startS3Server(['cos-bucket', 's3-bucket']);
  const to = { endpoint: storage.url, region: 'us-east-1' };
  system = await startTestStack({
    MPS_BUCKETS: JSON.stringify([
      {
        match: { type: 'COS', bucket: 'real-*' },
        to: { provider: 'cos', ...to, bucket: 'cos-bucket', prefix: '{bucket}/', credentials: 'STORE_KEYS' },
      },
      { match: { type: 'COS', bucket: 'none-*' }, to: { provider: 'cos', ...to, credentials: 'STORE_KEYS' } },
      { match: { type: 'AWS-S3' }, to: { provider: 's3', ...to } },
      {
        match: { type: 'VOD' },
        to: { provider: 's3', ...to, bucket: 's3-bucket', prefix: 'vod/', credentials: 'STORE_KEYS' },
      },
    ]),
    STORE_KEYS: JSON.stringify(S3_KEYS),
  });
  const file = join(system.folder, 'clip.mp4');
  const small = ['-vf', 'scale=160:-2', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];
  await ffmpeg('-i', RECORDING, '-t', '2', ...small, file);
  clip = await readFile(file);
  const large = join(system.folder, 'noise.mp4');
  const source = ['-f', 'lavfi', '-i', 'nullsrc=s=320x240:r=25,noise=alls=100:allf=t', '-t', '2'];
  await ffmpeg(
    ...source,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-qp',
    '1',
    '-pix_fmt',
    'yuv444p',
    large,
  );
  noise = await readFile(large);
  expect(noise.length).toBeGreaterThan(9_000_000);
});
afterEach(() => {
  storage.fault = () => null;
});
afterAll(async () => {
  await system?.stop();
  await storage?.close();
});

const put = (Bucket: string, Key: string, Body: Buffer) =>
  storage.client.send(new PutObjectCommand({ Bucket, Key, Body }));

const KEYS = { S3SecretId: S3_KEYS.secretId, S3SecretKey: S3_KEYS.secretKey };
const cos = (path: string, Bucket = 'real-1250000000') => ({
  Type: 'COS',
  CosInputInfo: { Bucket, Region: 'ap-guangzhou', Object: path },
});
const s3 = (S3Object: string, keys: object = KEYS) => ({
  Type: 'AWS-S3',
  S3InputInfo: { S3Bucket: 's3-bucket', S3Region: 'us-east-1', S3Object, ...keys },
});
const transcode = (...definitions: number[]) => ({
  MediaProcessTask: { TranscodeTaskSet: definitions.map((Definition) => ({ Definition })) },
});

/** Keys and content types below a prefix. */
async function stored(Bucket: string, Prefix: string): Promise<Record<string, string>> {
  const types: Record<string, string> = {};
  for (const Key of (await storage.keys(Bucket)).filter((key) => key.startsWith(Prefix))) {
    const object = await storage.client.send(new GetObjectCommand({ Bucket, Key }));
    await object.Body?.transformToByteArray();
    types[Key.slice(Prefix.length)] = object.ContentType ?? '';
  }
  return types;
}

async function fetched(Bucket: string, Key: string, name: string): Promise<string> {
  const { Body } = await storage.client.send(new GetObjectCommand({ Bucket, Key }));
  const file = join(system.folder, name);
  await writeFile(file, (await Body?.transformToByteArray()) ?? '');
  return file;
}

test('COS: input and outputs, with a key of every legal character', async () => {
  const name = `影 a+b%20#?&=;:@,$'"()*!~[]{}|^\`é..`;
  await put('cos-bucket', `real-1250000000/in/${name}.mp4`, clip);
  const pictures = { SnapshotByTimeOffsetTaskSet: [{ Definition: 10, ExtTimeOffsetSet: ['1s'] }] };
  const { MediaProcessTask } = transcode(10, 210);
  const { task } = await system.run({
    InputInfo: cos(`/in/${name}.mp4`),
    OutputDir: '/out/',
    MediaProcessTask: { ...MediaProcessTask, ...pictures },
  });
  expect(subtasksOf(task).map(({ status, reason }) => status + reason)).toEqual([
    'SUCCESS',
    'SUCCESS',
    'SUCCESS',
  ]);
  expect(await stored('cos-bucket', 'real-1250000000/out/')).toEqual({
    [`${name}_transcode_10.mp4`]: 'video/mp4',
    [`${name}_transcode_210.m3u8`]: 'application/vnd.apple.mpegurl',
    [`${name}_transcode_210_0.ts`]: 'video/mp2t',
    [`${name}_snapshotByTimeOffset_10_0.jpg`]: 'image/jpeg',
  });
  await decodeAll(await fetched('cos-bucket', `real-1250000000/out/${name}_transcode_10.mp4`, 'cos.mp4'));
  expect(storage.asked.every(({ query }) => query.has('q-signature'))).toBe(true);
});

test("S3 with the request's own keys, inherited by the output; large files go in parts", async () => {
  await put('s3-bucket', 'noise.mp4', noise);
  const from = storage.asked.length;
  const { task } = await system.run({ InputInfo: s3('/noise.mp4'), ...transcode(875, 10) });
  expect(subtasksOf(task).map(({ status, reason }) => status + reason)).toEqual(['SUCCESS', 'SUCCESS']);
  const asked = storage.asked.slice(from);
  expect(asked.filter(({ query }) => query.has('uploads'))).toHaveLength(1);
  expect(asked.filter(({ method, query }) => method === 'POST' && query.has('uploadId'))).toHaveLength(1);
  const remuxed = await fetched('s3-bucket', subtasksOf(task)[0]?.path?.slice(1) ?? '', 'remuxed.mp4');
  await decodeAll(remuxed);
  expect(JSON.stringify(task)).not.toContain(S3_KEYS.secretKey);
});

test('VOD where a rule maps it, and DescribeMediaMetaData of S3', async () => {
  await put('s3-bucket', 'vod/a.mp4', clip);
  const VODInputInfo = { Bucket: 'any', Region: 'ap-guangzhou', Object: 'a.mp4', SubAppId: 5 };
  const { task } = await system.run({ InputInfo: { Type: 'VOD', VODInputInfo }, ...transcode(10) });
  expect(subtasksOf(task).map(({ status, reason }) => status + reason)).toEqual(['SUCCESS']);
  expect(await stored('s3-bucket', 'vod/')).toHaveProperty(['a_transcode_10.mp4']);
  await put('s3-bucket', 'probe.mp4', clip);
  const { MetaData } = await system.client.DescribeMediaMetaData({ InputInfo: s3('probe.mp4') });
  expect(MetaData).toMatchObject({ Width: 160, Size: clip.length });
});

test.each<[string, object, string]>([
  [
    'wrong keys',
    s3('/in.mp4', { ...KEYS, S3SecretKey: 'wrong' }),
    'Access to the source was denied (SignatureDoesNotMatch).',
  ],
  ['no such object', s3('/missing.mp4'), 'The source does not exist (NoSuchKey).'],
  ['no such bucket', cos('/a.mp4', 'none-1250000000'), 'The source does not exist (NoSuchBucket).'],
])('an input: %s', async (_, InputInfo, message) => {
  await put('s3-bucket', 'in.mp4', clip);
  const OutputStorage = { Type: 'COS', CosOutputStorage: { Bucket: 'b-1250000000', Region: 'r' } };
  const { task } = await system.run({ InputInfo: InputInfo as never, OutputStorage, ...transcode(10) });
  expect(subtasksOf(task).map(({ reason }) => reason)).toEqual([
    `SourceFileError.DownloadNotAccessible: ${message}`,
  ]);
});

test.each<[string, object, string]>([
  [
    'wrong keys',
    {
      Type: 'AWS-S3',
      S3OutputStorage: { S3Bucket: 's3-bucket', S3Region: 'r', ...KEYS, S3SecretKey: 'wrong' },
    },
    'InvalidInput.PermissionDenied: The output bucket denies writing (403 SignatureDoesNotMatch).',
  ],
  [
    'no such bucket',
    { Type: 'COS', CosOutputStorage: { Bucket: 'none-1', Region: 'r' } },
    'InvalidInput: The output bucket does not exist (404 NoSuchBucket).',
  ],
])('an output: %s', async (_, OutputStorage, reason) => {
  await put('s3-bucket', 'in.mp4', clip);
  const { task } = await system.run({
    InputInfo: s3('/in.mp4'),
    OutputStorage: OutputStorage as never,
    ...transcode(10, 210),
  });
  expect(subtasksOf(task).map((subtask) => subtask.reason)).toEqual([reason, reason]);
  await expect.poll(system.backendLeftovers, { timeout: 10_000 }).toEqual([]);
});

test('what a failed subtask wrote is removed: files, and uploads that were begun', async () => {
  await put('s3-bucket', 'half/in.mp4', clip);
  // The manifest is the last file of its output.
  storage.fault = ({ path, method }) =>
    method === 'PUT' && path.endsWith('.m3u8') ? { status: 403, code: 'AccessDenied' } : null;
  const { task } = await system.run({ InputInfo: s3('/half/in.mp4'), ...transcode(210, 10) });
  expect(subtasksOf(task).map(({ status }) => status)).toEqual(['FAIL', 'SUCCESS']);
  await expect
    .poll(() => stored('s3-bucket', 'half/'), { timeout: 10_000 })
    .toEqual({ 'in.mp4': 'application/octet-stream', 'in_transcode_10.mp4': 'video/mp4' });
});

test('the jobs of a task that read the same file share one download', async () => {
  await put('cos-bucket', 'real-1250000000/shared/in.mp4', clip);
  const { ScheduleId } = await system.client.CreateSchedule({
    ScheduleName: 'two that read one',
    Trigger: cosTrigger('nowhere-1250000000'),
    Activities: [node('input', [1, 2]), trans([3]), trans([3], { Definition: 20 }), node('output')],
  });
  const from = storage.asked.length;
  const { TaskId } = await system.client.ProcessMedia({
    ...{ InputInfo: cos('/shared/in.mp4'), ScheduleId: ScheduleId as number },
  });
  const status = async () =>
    (await system.client.DescribeTaskDetail({ TaskId: TaskId as string })).Status ?? '';
  await expect.poll(status, { timeout: 20_000, interval: 200 }).toBe('FINISH');
  const reads = storage.asked.slice(from).filter(({ method }) => method === 'GET');
  expect(reads.filter(({ headers }) => headers['if-none-match'] === undefined)).toHaveLength(1);
  const results = Object.keys(await stored('cos-bucket', 'real-1250000000/shared/'));
  expect(results.filter((name) => name.includes('_transcode_'))).toHaveLength(2);
});

/** A fault that the first `times` of these requests meet. */
function first(times: number, which: (asked: Asked) => boolean, fault: Fault): S3Server['fault'] {
  let met = 0;
  return (asked) => (which(asked) && met++ < times ? fault : null);
}

const isPut = ({ method, query }: Asked) => method === 'PUT' && !query.has('uploadId');
const isPart = ({ method, query }: Asked) => method === 'PUT' && query.has('uploadId');
const isCompletion = ({ method, query }: Asked) => method === 'POST' && query.has('uploadId');

describe('a storage that fails for a while', () => {
  test.each<[string, number, (asked: Asked) => boolean, Fault]>([
    ['500', 1, isPut, { status: 500, code: 'InternalError' }],
    ['503', 2, isPut, { status: 503, code: 'SlowDown' }],
    ['a broken connection', 1, isPut, 'reset'],
    ['other bytes than were sent', 1, isPut, { etag: '0'.repeat(32) }],
    ['keys that were changed', 1, isPut, { status: 403, code: 'InvalidAccessKeyId' }],
    ['a part that is denied', 1, isPart, { status: 403, code: 'AccessDenied' }],
    ['a part of other bytes', 1, isPart, { etag: '0'.repeat(32) }],
    ['an upload that is gone', 1, isPart, { status: 404, code: 'NoSuchUpload' }],
    ['an upload that is gone at its end', 1, isCompletion, { status: 404, code: 'NoSuchUpload' }],
    ['200, but an error in the answer', 1, isCompletion, { status: 200, code: 'InternalError' }],
    ['an answer that is lost', 1, isCompletion, { breakAfter: 0 }],
  ])('%s', async (name, times, which, fault) => {
    const large = which !== isPut;
    const input = `slow/${name}.mp4`;
    await put('s3-bucket', input, large ? noise : clip);
    storage.fault = first(times, which, fault);
    const { task } = await system.run({ InputInfo: s3(`/${input}`), ...transcode(large ? 875 : 10) });
    expect(subtasksOf(task).map(({ status, reason }) => status + reason)).toEqual(['SUCCESS']);
    await decodeAll(await fetched('s3-bucket', subtasksOf(task)[0]?.path?.slice(1) ?? '', 'whole.mp4'));
    // What was begun and not used would be paid for.
    await expect.poll(storage.openUploads, { timeout: 5_000 }).toBe(0);
  });
});

test('a storage that hangs when one task is cleaned up delays no other', async () => {
  await put('s3-bucket', 'hang/large.mp4', noise);
  await put('s3-bucket', 'hang/small.mp4', clip);
  storage.fault = ({ method }) => (method === 'DELETE' ? 'hang' : null);
  const from = storage.asked.length;
  await system.run({ InputInfo: s3('/hang/large.mp4'), ...transcode(875) });
  await expect.poll(() => storage.asked.slice(from).some(({ method }) => method === 'DELETE')).toBe(true);
  const began = Date.now();
  const { task } = await system.run({ InputInfo: s3('/hang/small.mp4'), ...transcode(10) });
  const seconds = (Date.now() - began) / 1000;
  expect(subtasksOf(task).map(({ status }) => status)).toEqual(['SUCCESS']);
  // The edge gives a storage half a minute.
  expect(seconds).toBeLessThan(15);
});

test('whoever may only write can store files in parts', async () => {
  await put('s3-bucket', 'writeonly/in.mp4', noise);
  storage.fault = ({ method }) => (method === 'HEAD' ? { status: 403, code: 'AccessDenied' } : null);
  const { task } = await system.run({ InputInfo: s3('/writeonly/in.mp4'), ...transcode(875) });
  expect(subtasksOf(task).map(({ status, reason }) => status + reason)).toEqual(['SUCCESS']);
});

test.each<[string, (asked: Asked) => boolean, Fault, string]>([
  [
    'parts that are denied',
    isPart,
    { status: 403, code: 'AccessDenied' },
    'InvalidInput.PermissionDenied: The output bucket denies writing (403 AccessDenied).',
  ],
  [
    'completions that are denied',
    isCompletion,
    { status: 403, code: 'AccessDenied' },
    'InvalidInput.PermissionDenied: The output bucket denies writing (403 AccessDenied).',
  ],
  [
    'another region',
    isPart,
    { status: 301, code: 'PermanentRedirect' },
    'InvalidInput: The output bucket is in another place (301 PermanentRedirect): look at its region.',
  ],
])('%s: only that subtask fails, and nothing is left', async (name, which, fault, reason) => {
  const folder = `denied/${name}/`;
  await put('s3-bucket', `${folder}in.mp4`, noise);
  storage.fault = (asked) => (which(asked) ? fault : null);
  const { task } = await system.run({ InputInfo: s3(`/${folder}in.mp4`), ...transcode(875, 10) });
  expect(subtasksOf(task).map((subtask) => subtask.reason)).toEqual([reason, '']);
  await expect.poll(storage.openUploads, { timeout: 5_000 }).toBe(0);
  expect(Object.keys(await stored('s3-bucket', folder))).toEqual(['in.mp4', 'in_transcode_10.mp4']);
});
