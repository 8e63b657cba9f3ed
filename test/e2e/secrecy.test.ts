// What nobody but the caller may see: keys and signed URLs in requests, and one account's things from another.
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signatureState } from '../../src/cli/callbackEvent.ts';
import { subtasksOf } from '../../src/cli/results.ts';
import { type MpsClient, type ProcessMediaRequest, sdkClient } from '../../src/cli/sdk.ts';
import { localSecrets } from '../../src/cli/settings.ts';
import { QUEUE_KEYS, type QueueService, startQueueService } from '../support/queueService.ts';
import { ffmpeg, RECORDING } from './ffmpeg.ts';
import { startTestStack, type TestStack } from './testStack.ts';

const BUCKET = 'private-1250000000';
const OTHER = { appId: '1250000001', secretId: 'AKIDother', secretKey: 'planted-other-account-key' };
/** Every one of them is given to the stack, and none may be found afterwards. */
const PLANTED = {
  notifyKey: 'planted-notify-key',
  s3Id: 'planted-s3-id',
  s3Key: 'planted-s3-key',
  sqsKey: QUEUE_KEYS.secretKey,
  cmqId: 'planted-cmq-id',
  cmqKey: 'planted-cmq-key',
  signature: 'planted-signature',
  token: 'planted-token',
};
let system: TestStack;
let other: MpsClient;
let queues: QueueService;
let source: Server;
let sourceUrl: string;

beforeAll(async () => {
  let bytes = Buffer.alloc(0);
  source = createServer((request, response) => {
    if (request.url?.startsWith('/clip.mp4')) response.setHeader('Content-Type', 'video/mp4').end(bytes);
    else response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
  sourceUrl = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
  queues = await startQueueService();
  const cmq = { secretId: PLANTED.cmqId, secretKey: PLANTED.cmqKey, endpoint: `${queues.url}/cmq` };
  system = await startTestStack({
    MPS_ACCOUNTS: JSON.stringify([localSecrets().account, OTHER]),
    MPS_NOTIFY: JSON.stringify({ '*': { cmq, sqs: { endpoint: `${queues.url}/sqs` } } }),
    MPS_BUCKETS: JSON.stringify([{ match: { type: 'AWS-S3' }, to: { provider: 's3', endpoint: sourceUrl } }]),
  });
  other = sdkClient(system.stack.url, OTHER);
  const clip = join(system.folder, 'clip.mp4');
  await ffmpeg('-i', RECORDING, '-t', '1', '-c', 'copy', clip);
  await system.put(BUCKET, 'in/clip.mp4', clip);
  bytes = await readFile(clip);
});
afterAll(async () => {
  queues?.close();
  source?.closeAllConnections();
  source?.close();
  await system?.stop();
});

const cosInput = (key: string) => ({
  Type: 'COS',
  CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: key },
});
const signedInput = (path: string) => ({
  Type: 'URL',
  UrlInputInfo: {
    Url: `${sourceUrl}${path}?id=7&X-Amz-Signature=${PLANTED.signature}&x=${PLANTED.token}`,
  },
});

/** The answer, or the error as text: what a caller gets to see. */
async function seen(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    (value) => JSON.stringify(value),
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );
}

/** Every file below a folder as text, byte for byte. */
async function filesOf(folder: string): Promise<{ name: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(names.map(async (name) => ({ name, text: (await readFile(name)).toString('latin1') })));
}

test('keys and signed URLs of requests are in no answer, callback, log or stored file', async () => {
  const answers: string[] = [];
  const TaskNotifyConfig = {
    NotifyType: 'URL',
    NotifyMode: 'Change',
    NotifyUrl: system.notifyUrl,
    NotifyKey: PLANTED.notifyKey,
    AwsSQS: { SQSRegion: 'r', SQSQueueName: 'q', S3SecretId: PLANTED.s3Id, S3SecretKey: PLANTED.sqsKey },
  };
  const S3InputInfo = {
    ...{ S3Bucket: 'b', S3Region: 'r', S3Object: 'o' },
    ...{ S3SecretId: PLANTED.s3Id, S3SecretKey: PLANTED.s3Key },
  };
  const S3Storage = {
    Type: 'AWS-S3',
    S3OutputStorage: { S3Bucket: 'b', S3Region: 'r', S3SecretId: PLANTED.s3Id, S3SecretKey: PLANTED.s3Key },
  };
  const request = (InputInfo: ProcessMediaRequest['InputInfo']): ProcessMediaRequest => ({
    InputInfo: { ...InputInfo, S3InputInfo },
    OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: BUCKET, Region: 'ap-guangzhou' } },
    OutputDir: '/out/',
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
    TaskNotifyConfig,
  });

  const good = await system.run(request(signedInput('/clip.mp4')));
  expect(subtasksOf(good.task).map(({ status }) => status)).toEqual(['SUCCESS']);
  expect(good.task).toMatchObject({
    InputInfo: { UrlInputInfo: { Url: `${sourceUrl}/clip.mp4?id=7&X-Amz-Signature=***&x=***` } },
  });
  const bad = await system.run(request(signedInput('/gone.mp4')));
  expect(subtasksOf(bad.task).map(({ status }) => status)).toEqual(['FAIL']);
  for (const { taskId } of [good, bad]) {
    answers.push(await seen(system.client.DescribeTaskDetail({ TaskId: taskId })));
    const told = () => system.events.filter((event) => event.WorkflowTaskEvent?.TaskId === taskId);
    await expect
      .poll(() => told().at(-1)?.WorkflowTaskEvent?.Status, { timeout: 30_000, interval: 100 })
      .toBe('FINISH');
    // The key was kept, somehow: callbacks are signed with it.
    for (const event of told())
      expect(signatureState(event, PLANTED.notifyKey, Date.now() / 1000)).toBe('holds');
  }
  answers.push(await seen(system.client.DescribeMediaMetaData({ InputInfo: signedInput('/clip.mp4') })));
  expect(answers.at(-1)).toContain('"VideoStreamSet"');
  answers.push(await seen(system.client.DescribeMediaMetaData({ InputInfo: signedInput('/gone.mp4') })));
  expect(answers.at(-1)).toMatch(/^InvalidParameterValue\.SrcFile: /);
  // Queues: one takes the message, one refuses the key and says so.
  const AwsSQS = { SQSRegion: 'us-east-1', SQSQueueName: 'q', S3SecretId: QUEUE_KEYS.secretId };
  const queued = await system.run({
    ...request(signedInput('/gone.mp4')),
    TaskNotifyConfig: {
      ...{ NotifyType: 'AWS-SQS', NotifyKey: PLANTED.notifyKey },
      AwsSQS: { ...AwsSQS, S3SecretKey: PLANTED.sqsKey },
    },
  });
  await expect.poll(() => queues.messages.length, { timeout: 30_000 }).toBe(1);
  const unqueued = await system.run({
    ...request(signedInput('/gone.mp4')),
    TaskNotifyConfig: { CmqRegion: 'bj', QueueName: 'q', NotifyKey: PLANTED.notifyKey },
  });
  await expect.poll(() => queues.refused.length, { timeout: 30_000 }).toBeGreaterThan(0);
  // An S3 that refuses the keys.
  const s3Input = await system.run(request({ Type: 'AWS-S3', S3InputInfo }));
  const s3Output = await system.run({ ...request(signedInput('/clip.mp4')), OutputStorage: S3Storage });
  for (const { task } of [s3Input, s3Output])
    expect(subtasksOf(task).map(({ status }) => status)).toEqual(['FAIL']);
  for (const { taskId } of [queued, unqueued, s3Input, s3Output]) {
    answers.push(await seen(system.client.DescribeTaskDetail({ TaskId: taskId })));
  }
  answers.push(queues.messages.map(({ body }) => body).join());
  const refused = request(signedInput('/clip.mp4'));
  for (const wrong of [
    { ...refused, OutputStorage: { ...S3Storage, Type: 'VOD' } },
    { ...refused, InputInfo: { Type: 'VOD', S3InputInfo } },
    { ...refused, TaskNotifyConfig: { ...TaskNotifyConfig, NotifyType: 'SCF' } },
    { ...refused, OutputDir: 'x' },
    { ...refused, [PLANTED.token]: 1 },
  ]) {
    const text = await seen(system.client.ProcessMedia(wrong as ProcessMediaRequest));
    expect(text).toMatch(
      /^(UnsupportedOperation|MissingParameter|InvalidParameterValue|UnknownParameter|InvalidParameter)/,
    );
    // The name of an unknown parameter is told to who sent it.
    answers.push(text.replace(`\`${PLANTED.token}\``, ''));
  }

  const places = [
    ...answers.map((text, index) => ({ name: `answer ${index}`, text })),
    { name: 'states on the way', text: JSON.stringify([good, bad]) },
    { name: 'callbacks', text: JSON.stringify(system.events) },
    ...(await filesOf(system.stateDir)),
  ];
  const logs = places.filter(({ name }) => name.includes('/logs/')).map(({ text }) => text);
  expect(logs.join()).toContain(good.taskId);
  expect(logs.join()).not.toMatch(/[?&](signature|X-Amz-Signature)=/);
  const stored = places.filter(({ name }) => name.startsWith(join(system.stateDir, 'edge')));
  expect(stored.map(({ text }) => text).join()).toContain(good.taskId);
  const { account, internalToken } = system.stack.secrets;
  const secrets = [...Object.values(PLANTED), OTHER.secretKey, account.secretKey, internalToken];
  const found = places.flatMap(({ name, text }) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${name}`),
  );
  expect(found).toEqual([]);
});

test("an account reads none of another's tasks and files", async () => {
  const { taskId } = await system.run({
    InputInfo: cosInput('in/clip.mp4'),
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
  });
  expect(await seen(other.DescribeTaskDetail({ TaskId: taskId }))).toMatch(/^ResourceNotFound: /);
  expect(await seen(other.ManageTask({ OperationType: 'Abort', TaskId: taskId }))).toMatch(
    /^InvalidParameterValue\.TaskId: /,
  );
  for (const Status of ['WAITING', 'PROCESSING', 'FINISH']) {
    expect(await other.DescribeTasks({ Status })).toMatchObject({ TaskSet: [], TotalCount: 0 });
  }
  const mine = await system.client.DescribeTasks({ Status: 'FINISH', Limit: 100 });
  expect(mine.TaskSet?.map((task) => task.TaskId)).toContain(taskId);

  // The same bucket name is another bucket, whatever the way in.
  expect(await seen(system.client.DescribeMediaMetaData({ InputInfo: cosInput('in/clip.mp4') }))).toContain(
    '"VideoStreamSet"',
  );
  for (const key of ['in/clip.mp4', `../../1250000000/${BUCKET}/in/clip.mp4`]) {
    expect(await seen(other.DescribeMediaMetaData({ InputInfo: cosInput(key) }))).toMatch(
      /^InvalidParameterValue/,
    );
  }
  const stolen = await other.ProcessMedia({
    InputInfo: cosInput('in/clip.mp4'),
    OutputDir: '/stolen/',
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
  });
  await expect
    .poll(async () => (await other.DescribeTaskDetail({ TaskId: stolen.TaskId ?? '' })).Status, {
      timeout: 60_000,
      interval: 200,
    })
    .toBe('FINISH');
  const { WorkflowTask } = await other.DescribeTaskDetail({ TaskId: stolen.TaskId ?? '' });
  expect(WorkflowTask?.MediaProcessResultSet?.[0]?.TranscodeTask).toMatchObject({
    Status: 'FAIL',
    ErrCodeExt: 'SourceFileError.DownloadNotAccessible',
  });
  expect(await system.objects(BUCKET)).not.toContain('stolen/clip_transcode_10.mp4');
});
