// The main job, as a user sees it: the official SDK, real media, playable files, webhooks.
import { createHash, randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signatureState } from '../../src/cli/callbackEvent.ts';
import { ffprobe, streamOf } from '../../src/cli/ffprobe.ts';
import { subtasksOf, type WorkflowTask } from '../../src/cli/results.ts';
import { documentedRequest, type ProcessMediaRequest, sdkClient } from '../../src/cli/sdk.ts';
import { decodeAll, ffmpeg, packetHashes, RECORDING } from './ffmpeg.ts';
import { startTestStack, type TestStack } from './testStack.ts';

const BUCKET = 'TopRankVideo-125xxx88';
const NOTIFY_KEY = 'e2e-key';
let system: TestStack;

beforeAll(async () => {
  system = await startTestStack();
});
afterAll(async () => {
  await system?.stop();
});

/** Waits for the last callback of a task, then answers all of them. */
async function callbacksOf(taskId: string) {
  const mine = () => system.events.filter((event) => event.WorkflowTaskEvent?.TaskId === taskId);
  await expect
    .poll(() => mine().at(-1)?.WorkflowTaskEvent?.Status, { timeout: 60_000, interval: 100 })
    .toBe('FINISH');
  return mine();
}

const succeeded = (task: WorkflowTask | null | undefined) =>
  task ? subtasksOf(task).filter(({ status }) => status === 'SUCCESS').length : 0;

/** An average over 8 seconds: the encoder begins carefully and may stay below its target (bits per second). */
function expectBitrate(actual: number | undefined, target: number) {
  expect(actual).toBeGreaterThan(target * 0.6);
  expect(actual).toBeLessThan(target * 1.15);
}

test('the documented request gives three playable renditions and signed callbacks', async () => {
  await system.put(BUCKET, 'movie/201907/WildAnimal.mov', RECORDING);
  const SessionId = randomUUID();
  const request: ProcessMediaRequest = {
    ...documentedRequest(BUCKET, 'movie/201907/WildAnimal.mov'),
    ...{ SessionId, SessionContext: 'from the test' },
    TaskNotifyConfig: {
      NotifyType: 'URL',
      NotifyMode: 'Change',
      NotifyUrl: system.notifyUrl,
      NotifyKey: NOTIFY_KEY,
    },
  };
  const { taskId, task, seen } = await system.run(request);
  expect(taskId).toMatch(/^1250000000-WorkflowTask-[0-9a-f]{32}tt0$/);
  expect(
    subtasksOf(task).map(({ type, definition, status, progress, path }) => [
      type,
      definition,
      status,
      progress,
      path,
    ]),
  ).toEqual([
    ['Transcode', 30, 'SUCCESS', 100, '/movie/201907/WildAnimal_transcode_30.mp4'],
    ['Transcode', 20, 'SUCCESS', 100, '/movie/201907/WildAnimal_transcode_20.mp4'],
    ['Transcode', 40, 'SUCCESS', 100, '/movie/201907/WildAnimal_transcode_40.mp4'],
  ]);
  for (const index of [0, 1, 2]) {
    const progress = seen.map((state) => subtasksOf(state)[index]?.progress ?? -1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  }

  // Presets 30, 20 and 40: long side, video bit rate; all 24 fps, H.264 High, AAC 48 kbps 44100 Hz stereo.
  const expected = [
    [1280, 720, 1_024_000],
    [640, 360, 512_000],
    [1920, 1080, 2_500_000],
  ] as const;
  for (const [index, [width, height, bitrate]] of expected.entries()) {
    const { path, md5 } = subtasksOf(task)[index]!;
    const file = await system.get(BUCKET, path!);
    const probe = await ffprobe(file);
    const video = streamOf(probe, 'video');
    expect(video).toMatchObject({ codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p', width, height });
    expect(video?.avg_frame_rate).toBe('24/1');
    expectBitrate(video?.bit_rate, bitrate);
    const audio = streamOf(probe, 'audio');
    expect(audio).toMatchObject({ codec_name: 'aac', sample_rate: 44_100, channels: 2 });
    expectBitrate(audio?.bit_rate, 48_000);
    expect(probe.format.format_name).toBe('mov,mp4,m4a,3gp,3g2,mj2');
    expect(probe.format.duration).toBeCloseTo(8.33, 0);
    expect(md5).toBe(
      createHash('md5')
        .update(await readFile(file))
        .digest('hex'),
    );
    await decodeAll(file);
  }

  const callbacks = await callbacksOf(taskId);
  expect(callbacks.length).toBeGreaterThanOrEqual(2);
  for (const event of callbacks) {
    expect(event).toMatchObject({ EventType: 'WorkflowTask', SessionId, SessionContext: 'from the test' });
    expect(signatureState(event, NOTIFY_KEY, Date.now() / 1000)).toBe('holds');
  }
  const states = callbacks.map((event) => event.WorkflowTaskEvent?.Status);
  expect(states).toEqual([...Array(states.length - 1).fill('PROCESSING'), 'FINISH']);
  const counts = callbacks.map((event) => succeeded(event.WorkflowTaskEvent));
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  expect(counts.at(-1)).toBe(3);

  await expect(system.client.ProcessMedia(request)).rejects.toMatchObject({
    code: 'InvalidParameterValue.SessionId',
  });
  await expect.poll(system.backendLeftovers, { timeout: 10_000 }).toEqual([]);
});

test('DescribeTaskDetail tells the whole task', async () => {
  const source = join(system.folder, 'short.mp4');
  await ffmpeg('-i', RECORDING, '-t', '1', '-c', 'copy', source);
  await system.put(BUCKET, 'short.mp4', source);
  const { taskId } = await system.run({
    InputInfo: {
      Type: 'COS',
      CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: 'short.mp4' },
    },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
    ...{ TasksPriority: 3, SessionContext: 'c' },
  });
  const detail = await system.client.DescribeTaskDetail({ TaskId: taskId });
  const file = await system.get(BUCKET, '/short_transcode_10.mp4');
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
  expect(detail).toMatchObject({
    ...{ TaskType: 'WorkflowTask', Status: 'FINISH', TasksPriority: 3, SessionContext: 'c', SessionId: '' },
    CreateTime: expect.stringMatching(iso),
    BeginProcessTime: expect.stringMatching(iso),
    FinishTime: expect.stringMatching(iso),
    EditMediaTask: null,
    ScheduleTask: null,
    WorkflowTask: {
      ...{ TaskId: taskId, Status: 'FINISH', ErrCode: 0, Message: '' },
      InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET }, UrlInputInfo: null },
      MetaData: {
        Width: 1280,
        Height: 720,
        VideoStreamSet: [{ Codec: 'h264' }],
        AudioStreamSet: [{ Codec: 'aac' }],
      },
      MediaProcessResultSet: [
        {
          Type: 'Transcode',
          ImageSpriteTask: null,
          TranscodeTask: {
            ...{ Status: 'SUCCESS', ErrCode: 0, ErrCodeExt: '', Progress: 100 },
            Input: { Definition: 10 },
            Output: { Definition: 10, Width: 320, Height: 180, Size: (await stat(file)).size },
          },
        },
      ],
      ...{ AiAnalysisResultSet: [], AiRecognitionResultSet: [], SmartSubtitlesTaskResult: [] },
      AiQualityControlTaskResult: null,
    },
  });
});

test('HLS, H.265, FLV, audio and remux in one task, into another bucket', async () => {
  const OUT = 'outputs-1250000000';
  const source = join(system.folder, 'loop.mp4');
  const halved = ['-vf', 'scale=640:-2', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];
  await ffmpeg('-stream_loop', '1', '-i', RECORDING, '-t', '12', ...halved, source);
  await system.put(BUCKET, 'in/loop.mp4', source);
  const { taskId, task } = await system.run({
    InputInfo: {
      Type: 'COS',
      CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: '/in/loop.mp4' },
    },
    OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: OUT, Region: 'ap-guangzhou' } },
    OutputDir: '/out/',
    MediaProcessTask: {
      TranscodeTaskSet: [230, 530, 10046, 1010, 875].map((Definition) => ({ Definition })),
    },
    TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: system.notifyUrl },
  });
  expect(subtasksOf(task).map(({ status, path, reason }) => [status, path, reason])).toEqual([
    ['SUCCESS', '/out/loop_transcode_230.m3u8', ''],
    ['SUCCESS', '/out/loop_transcode_530.mp4', ''],
    ['SUCCESS', '/out/loop_transcode_10046.flv', ''],
    ['SUCCESS', '/out/loop_transcode_1010.mp3', ''],
    ['SUCCESS', '/out/loop_transcode_875.mp4', ''],
  ]);
  const [hls, h265, flv, mp3, remux] = await Promise.all(
    subtasksOf(task).map(({ path }) => system.get(OUT, path!)),
  );

  const manifest = await readFile(hls!, 'utf8');
  const segments = manifest.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(segments).toEqual(['loop_transcode_230_0.ts', 'loop_transcode_230_1.ts']);
  for (const segment of segments) await system.get(OUT, `/out/${segment}`);
  // A key frame each 240 frames at 24 fps: segments are cut at 10 seconds.
  expect(Number(/#EXTINF:([\d.]+)/.exec(manifest)?.[1])).toBeCloseTo(10, 1);
  const hlsProbe = await ffprobe(hls!);
  expect(streamOf(hlsProbe, 'video')).toMatchObject({
    ...{ codec_name: 'h264', profile: 'High', width: 1280, height: 720, avg_frame_rate: '24/1' },
  });
  expect(streamOf(hlsProbe, 'audio')).toMatchObject({ codec_name: 'aac', sample_rate: 44_100, channels: 2 });
  expect(hlsProbe.format.duration).toBeCloseTo(12, 0);

  const hevc = streamOf(await ffprobe(h265!), 'video');
  expect(hevc).toMatchObject({
    ...{ codec_name: 'hevc', profile: 'Main', width: 1280, height: 720, avg_frame_rate: '25/1' },
  });
  expectBitrate(hevc?.bit_rate, 800_000);

  const flvProbe = await ffprobe(flv!);
  expect(flvProbe.format.format_name).toBe('flv');
  expect(streamOf(flvProbe, 'video')).toMatchObject({ codec_name: 'h264', width: 320, height: 180 });
  expect(streamOf(flvProbe, 'audio')).toMatchObject({ codec_name: 'mp3', sample_rate: 44_100, channels: 2 });

  const mp3Probe = await ffprobe(mp3!);
  expect(mp3Probe.streams).toHaveLength(1);
  expect(streamOf(mp3Probe, 'audio')).toMatchObject({
    ...{ codec_name: 'mp3', sample_rate: 44_100, channels: 2, bit_rate: 128_000 },
  });

  expect(await packetHashes(remux!)).toBe(await packetHashes(source));
  for (const file of [hls, h265, flv, mp3, remux]) await decodeAll(file!);

  const callbacks = await callbacksOf(taskId);
  expect(callbacks.map((event) => [event.WorkflowTaskEvent?.Status, event.Sign])).toEqual([['FINISH', '']]);
});

test('a wrong key and an unknown task are refused with the codes of the API', async () => {
  const { account } = system.stack.secrets;
  const stranger = sdkClient(system.stack.url, { ...account, secretKey: 'wrong' });
  const TaskId = `1250000000-WorkflowTask-${'0'.repeat(32)}tt0`;
  await expect(stranger.DescribeTaskDetail({ TaskId })).rejects.toMatchObject({
    code: 'AuthFailure.SignatureFailure',
  });
  const unknown = sdkClient(system.stack.url, { ...account, secretId: 'AKIDnobody' });
  await expect(unknown.DescribeTaskDetail({ TaskId })).rejects.toMatchObject({
    code: 'AuthFailure.SecretIdNotFound',
  });
  await expect(system.client.DescribeTaskDetail({ TaskId })).rejects.toMatchObject({
    code: expect.stringMatching(/^(ResourceNotFound|InvalidParameterValue)/),
  });
});
