// Pictures of a real recording through the whole system, measured.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ffprobe, streamOf } from '../../src/cli/ffprobe.ts';
import { decodeAll, ffmpeg, RECORDING } from './ffmpeg.ts';
import { startTestStack, type TestStack } from './testStack.ts';

const BUCKET = 'TopRankVideo-125xxx88';
let system: TestStack;

beforeAll(async () => {
  system = await startTestStack();
});
afterAll(async () => {
  await system?.stop();
});

const sourceAt = (key: string) => ({
  Type: 'COS',
  CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: key },
});

/** Width and height of a picture. */
async function sizeOf(file: string) {
  const video = streamOf(await ffprobe(file), 'video');
  return [video?.width, video?.height];
}

/** SSIM of a picture and the n-th frame (from 0) of the recording; 1 is the same. */
async function likeness(picture: string, frame: number): Promise<number> {
  const stats = join(system.folder, 'ssim.txt');
  const graph = `[1:v]select=eq(n\\,${frame}),setpts=0,format=yuv420p[a];[0:v]setpts=0,format=yuv420p[b];[b][a]ssim=f=${stats}`;
  await ffmpeg('-i', picture, '-i', RECORDING, '-lavfi', graph, '-frames:v', '1', '-f', 'null', '-');
  return Number(/All:([\d.]+)/.exec(await readFile(stats, 'utf8'))?.[1]);
}

test('all four kinds of pictures in one task', async () => {
  await system.put(BUCKET, 'in/hello.mov', RECORDING);
  const { taskId } = await system.run({
    InputInfo: sourceAt('/in/hello.mov'),
    OutputDir: '/out/',
    MediaProcessTask: {
      TranscodeTaskSet: [{ Definition: 10 }],
      AnimatedGraphicTaskSet: [
        { Definition: 20000, StartTimeOffset: 1, EndTimeOffset: 4 },
        { Definition: 20001, StartTimeOffset: 0, EndTimeOffset: 0 },
      ],
      SnapshotByTimeOffsetTaskSet: [
        { Definition: 10, ExtTimeOffsetSet: ['3.51s', '100%'], ObjectNumberFormat: { InitialValue: 1 } },
      ],
      SampleSnapshotTaskSet: [{ Definition: 10 }],
      ImageSpriteTaskSet: [{ Definition: 10, WebVttObjectName: 'list/{inputName}.{format}' }],
    },
  });
  const detail = await system.client.DescribeTaskDetail({ TaskId: taskId });
  const set = detail.WorkflowTask?.MediaProcessResultSet ?? [];
  expect(set.map(({ Type }) => Type)).toEqual([
    'Transcode',
    ...['AnimatedGraphics', 'AnimatedGraphics', 'SnapshotByTimeOffset', 'SampleSnapshot', 'ImageSprites'],
  ]);
  expect(set[0]?.TranscodeTask?.Status).toBe('SUCCESS');
  const fetch = (path: string | undefined) => system.get(BUCKET, path ?? '');

  // 2 frames per second from 1 to 4 seconds, as large as the source.
  const gif = set[1]?.AnimatedGraphicTask?.Output;
  expect(gif).toMatchObject({
    ...{ Path: '/out/hello_animatedGraphic_20000.gif', Container: 'gif', Width: 1280, Height: 720 },
    ...{ StartTimeOffset: 1, EndTimeOffset: 4, Storage: { Type: 'COS' } },
  });
  const gifFile = await fetch(gif?.Path);
  expect(await sizeOf(gifFile)).toEqual([1280, 720]);
  expect(streamOf(await ffprobe(gifFile), 'video')?.avg_frame_rate).toBe('2/1');
  expect((await readFile(gifFile)).length).toBe(gif?.Size);
  const frames = await ffmpeg('-i', gifFile, '-f', 'framecrc', '-');
  expect(frames.split('\n').filter((line) => /^0,/.test(line))).toHaveLength(6);

  // ffprobe 5.1 does not read animated WebP: its chunks are counted (WebP Container Specification).
  const webp = set[2]?.AnimatedGraphicTask?.Output;
  expect(webp).toMatchObject({ Container: 'webp', Width: 1280, Height: 720, Definition: 20001 });
  const bytes = (await readFile(await fetch(webp?.Path))).toString('latin1');
  expect(bytes.slice(0, 4) + bytes.slice(8, 16)).toBe('RIFFWEBPVP8X');
  expect(bytes.split('ANMF')).toHaveLength(1 + 17);

  // Frame 105 is on screen from 3.5 to 3.533 seconds, frame 249 is the last one.
  const shots = set[3]?.SnapshotByTimeOffsetTask?.Output;
  expect(shots?.PicInfoSet).toEqual([
    { TimeOffset: 3.51, Path: '/out/hello_snapshotByTimeOffset_10_1.jpg', WaterMarkDefinition: [] },
    {
      TimeOffset: expect.closeTo(8.333, 2),
      Path: '/out/hello_snapshotByTimeOffset_10_2.jpg',
      WaterMarkDefinition: [],
    },
  ]);
  for (const [index, frame] of [105, 249].entries()) {
    const file = await fetch(shots?.PicInfoSet?.[index]?.Path);
    expect(await sizeOf(file)).toEqual([1280, 720]);
    expect(await likeness(file, frame)).toBeGreaterThan(0.95);
  }

  // 0, 10, … 90 percent of 8.33 seconds: each 25th frame.
  const samples = set[4]?.SampleSnapshotTask?.Output;
  expect(samples).toMatchObject({ SampleType: 'Percent', Interval: 10, WaterMarkDefinition: [] });
  expect(samples?.ImagePathSet).toEqual(
    Array.from({ length: 10 }, (_, n) => `/out/hello_sampleSnapshot_10_${n}.jpg`),
  );
  expect(await likeness(await fetch(samples?.ImagePathSet?.[4]), 100)).toBeGreaterThan(0.95);

  const sprite = set[5]?.ImageSpriteTask;
  expect(sprite).toMatchObject({
    ...{ Status: 'SUCCESS', Message: 'SUCCESS', BeginProcessTime: expect.stringMatching(/^20/) },
    Output: {
      ...{ Definition: 10, Width: 142, Height: 80, TotalCount: 1 },
      ImagePathSet: ['/out/hello_imageSprite_10_0.jpg'],
      WebVttPath: '/out/list/hello.vtt',
    },
  });
  const sheet = await fetch(sprite?.Output?.ImagePathSet?.[0]);
  expect(await sizeOf(sheet)).toEqual([1420, 800]);
  await decodeAll(sheet);
  expect(await readFile(await fetch(sprite?.Output?.WebVttPath), 'utf8')).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:08.333\n../hello_imageSprite_10_0.jpg#xywh=0,0,142,80\n',
  );
  await expect.poll(system.backendLeftovers, { timeout: 10_000 }).toEqual([]);
});

test('a sprite of two sheets, its WebVTT pointing at each picture once', async () => {
  const source = join(system.folder, 'long.mp4');
  const clip = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=1:duration=1090'];
  await ffmpeg(...clip, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '5', '-pix_fmt', 'yuv420p', source);
  await system.put(BUCKET, 'in/long.mp4', source);
  const { taskId } = await system.run({
    InputInfo: sourceAt('/in/long.mp4'),
    MediaProcessTask: { ImageSpriteTaskSet: [{ Definition: 10 }] },
  });
  const detail = await system.client.DescribeTaskDetail({ TaskId: taskId });
  const output = detail.WorkflowTask?.MediaProcessResultSet?.[0]?.ImageSpriteTask?.Output;
  const ImagePathSet = ['/in/long_imageSprite_10_0.jpg', '/in/long_imageSprite_10_1.jpg'];
  expect(output).toMatchObject({ TotalCount: 109, ImagePathSet });
  for (const path of ImagePathSet) {
    expect(await sizeOf(await system.get(BUCKET, path))).toEqual([1420, 800]);
  }
  const vtt = await readFile(await system.get(BUCKET, output?.WebVttPath ?? ''), 'utf8');
  const rectangles = [...vtt.matchAll(/^(.+)#xywh=(\d+),(\d+),142,80$/gm)].map(
    ([, file, x, y]) => `${file} ${x} ${y}`,
  );
  const places = (name: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${name} ${(n % 10) * 142} ${Math.floor(n / 10) * 80}`);
  expect(rectangles).toEqual([
    ...places('long_imageSprite_10_0.jpg', 100),
    ...places('long_imageSprite_10_1.jpg', 9),
  ]);
  expect(vtt).toContain('\n00:18:00.000 --> 00:18:10.000\nlong_imageSprite_10_1.jpg#xywh=1136,0,142,80\n');
});

test('pictures fail alone, and say why', async () => {
  const sound = join(system.folder, 'sound.mp4');
  await ffmpeg('-i', RECORDING, '-t', '1', '-vn', '-c', 'copy', sound);
  await system.put(BUCKET, 'sound.mp4', sound);
  await system.put(BUCKET, 'hello.mov', RECORDING);
  const errors = async (key: string) => {
    const { taskId } = await system.run({
      InputInfo: sourceAt(key),
      MediaProcessTask: {
        TranscodeTaskSet: [{ Definition: 1010 }],
        SnapshotByTimeOffsetTaskSet: [{ Definition: 10, ExtTimeOffsetSet: ['1s', '9s'] }],
        AnimatedGraphicTaskSet: [{ Definition: 20000, StartTimeOffset: 9, EndTimeOffset: 10 }],
      },
    });
    const { WorkflowTask } = await system.client.DescribeTaskDetail({ TaskId: taskId });
    return (WorkflowTask?.MediaProcessResultSet ?? []).map(
      ({ TranscodeTask, SnapshotByTimeOffsetTask, AnimatedGraphicTask }) =>
        (TranscodeTask ?? SnapshotByTimeOffsetTask ?? AnimatedGraphicTask)?.ErrCodeExt,
    );
  };
  const noVideo = 'SourceFileError.NoVideoMedia';
  expect(await errors('sound.mp4')).toEqual(['', noVideo, noVideo]);
  const beyond = 'InvalidInput.InvalidTimeOffset';
  expect(await errors('hello.mov')).toEqual(['', beyond, beyond]);
  expect(await system.exists(BUCKET, '/hello_snapshotByTimeOffset_10_0.jpg')).toBe(false);
});

test('custom templates of every kind of media, from the moment of their creation', async () => {
  const { client } = system;
  await ffmpeg(
    '-i',
    RECORDING,
    '-t',
    '2',
    '-vf',
    'scale=320:-2',
    '-preset',
    'ultrafast',
    join(system.folder, 'own.mp4'),
  );
  await system.put(BUCKET, 'in/own.mp4', join(system.folder, 'own.mp4'));
  const Video = { Codec: 'h265', Fps: 10, Bitrate: 128, Width: 160 };
  const Audio = { Codec: 'aac', Bitrate: 48, SampleRate: 44_100 };
  const definitions = await Promise.all([
    client.CreateTranscodeTemplate({ Container: 'mp4', VideoTemplate: Video, AudioTemplate: Audio }),
    client.CreateSnapshotByTimeOffsetTemplate({ Format: 'png', Width: 128, Height: 128, FillType: 'white' }),
    client.CreateSampleSnapshotTemplate({ SampleType: 'Percent', SampleInterval: 50, Format: 'webp' }),
    client.CreateImageSpriteTemplate({
      ...{ SampleType: 'Time', SampleInterval: 1, RowCount: 1, ColumnCount: 2, Width: 160, Height: 0 },
    }),
    client.CreateAnimatedGraphicsTemplate({ Fps: 5, Width: 128 }),
    client.CreateAdaptiveDynamicStreamingTemplate({
      ...{ Format: 'HLS', StreamInfos: [{ Video: { ...Video, Codec: 'h264' }, Audio }] },
    }),
  ]);
  const [transcode, shot, sample, sprite, animation, adaptive] = definitions.map(({ Definition }) =>
    Number(Definition),
  );
  const { task } = await system.run({
    InputInfo: sourceAt('/in/own.mp4'),
    OutputDir: '/own/',
    MediaProcessTask: {
      TranscodeTaskSet: [{ Definition: transcode! }],
      SnapshotByTimeOffsetTaskSet: [{ Definition: shot!, ExtTimeOffsetSet: ['1s'] }],
      SampleSnapshotTaskSet: [{ Definition: sample! }],
      ImageSpriteTaskSet: [{ Definition: sprite! }],
      AnimatedGraphicTaskSet: [{ Definition: animation!, StartTimeOffset: 0, EndTimeOffset: 1 }],
      AdaptiveDynamicStreamingTaskSet: [{ Definition: adaptive! }],
    },
  });
  const failed = (task.MediaProcessResultSet ?? []).filter(
    (result) => !JSON.stringify(result).includes('"Status":"SUCCESS"'),
  );
  expect(failed).toEqual([]);
  const at = (kind: string, id: number | undefined, rest: string) =>
    system.get(BUCKET, `/own/own_${kind}_${id}${rest}`);
  const mp4 = await ffprobe(await at('transcode', transcode, '.mp4'));
  expect(streamOf(mp4, 'video')).toMatchObject({ codec_name: 'hevc', width: 160, avg_frame_rate: '10/1' });
  expect(await sizeOf(await at('snapshotByTimeOffset', shot, '_0.png'))).toEqual([128, 128]);
  expect(await sizeOf(await at('sampleSnapshot', sample, '_0.webp'))).toEqual([320, 180]);
  expect(await sizeOf(await at('imageSprite', sprite, '_0.jpg'))).toEqual([320, 90]);
  expect(await sizeOf(await at('animatedGraphic', animation, '.gif'))).toEqual([128, 72]);
  const keys = await system.objects(BUCKET);
  expect(
    keys.filter((key) => key.startsWith(`own/own_adaptiveDynamicStreaming_${adaptive}`)).length,
  ).toBeGreaterThan(2);
});
