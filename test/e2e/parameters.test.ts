// Parameters in the request itself, through the official SDK: RawParameter, OverrideParameter, parts of the source.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ffprobe, streamOf } from '../../src/cli/ffprobe.ts';
import { subtasksOf } from '../../src/cli/results.ts';
import { documentedRequest, type ProcessMediaRequest } from '../../src/cli/sdk.ts';
import { type Frame, framesOf } from '../backend/frames.ts';
import { decodeAll, ffmpeg } from './ffmpeg.ts';
import { startTestStack, type TestStack } from './testStack.ts';

const BUCKET = 'parameters-1250000000';
let system: TestStack;

beforeAll(async () => {
  system = await startTestStack();
  const source = join(system.folder, 'source.mp4');
  const sources = ['-f', 'lavfi', '-i', 'testsrc2=s=192x144:r=10:d=3', '-f', 'lavfi', '-i', 'sine=440:d=3'];
  await ffmpeg(...sources, '-preset', 'ultrafast', '-c:a', 'aac', source);
  await system.put(BUCKET, 'in/source.mp4', source);
});
afterAll(async () => {
  await system?.stop();
});

type Tasks = NonNullable<ProcessMediaRequest['MediaProcessTask']>['TranscodeTaskSet'];

const request = (TranscodeTaskSet: Tasks): ProcessMediaRequest => ({
  ...documentedRequest(BUCKET, 'in/source.mp4'),
  MediaProcessTask: { TranscodeTaskSet: TranscodeTaskSet ?? [] },
});

test('RawParameter and OverrideParameter', async () => {
  const OverrideParameter = {
    Container: 'webm',
    VideoTemplate: { Codec: 'vp9', Width: 128, Bitrate: 0, Mode: 'VCRF', Vcrf: 35 },
    AudioTemplate: { Codec: 'opus', SampleRate: 48_000 },
  };
  const RawParameter = {
    Container: 'hls',
    VideoTemplate: {
      ...{ Codec: 'h265', Fps: 0, Bitrate: 200, SegmentType: 7, HlsTime: 1 },
      ...{ Gop: 1, GopUnit: 'second', BitDepth: 10 },
    },
    AudioTemplate: { Codec: 'aac', Bitrate: 48, SampleRate: 44_100 },
  };
  const { task } = await system.run(
    request([
      { Definition: 0, RawParameter, StartTimeOffset: 1 },
      { Definition: 20, OverrideParameter, StartTimeOffset: -2, EndTimeOffset: -1 },
    ]),
  );
  expect(subtasksOf(task).map(({ status, path }) => [status, path])).toEqual([
    ['SUCCESS', '/in/source_transcode_0.m3u8'],
    ['SUCCESS', '/in/source_transcode_20.webm'],
  ]);
  const [raw, override] = (task.MediaProcessResultSet ?? []).map(({ TranscodeTask }) => TranscodeTask);
  expect(raw).toMatchObject({
    Input: {
      RawParameter: { Container: 'hls', VideoTemplate: { Codec: 'h265', SegmentType: 7, Mode: null } },
      OverrideParameter: null,
    },
    Output: { Container: 'hls,applehttp', VideoStreamSet: [{ Codec: 'hevc' }] },
  });
  expect(override).toMatchObject({
    Input: {
      ...{ RawParameter: null, StartTimeOffset: -2, EndTimeOffset: -1 },
      OverrideParameter: { Container: 'webm', VideoTemplate: { Codec: 'vp9', Vcrf: 35 } },
    },
  });

  for (const name of ['_init.mp4', '_0.m4s', '_1.m4s'])
    await system.get(BUCKET, `/in/source_transcode_0${name}`);
  const manifest = await system.get(BUCKET, '/in/source_transcode_0.m3u8');
  const hls = await ffprobe(manifest);
  expect(streamOf(hls, 'video')).toMatchObject({ codec_name: 'hevc', profile: 'Main 10', width: 192 });
  expect(Math.abs(Number(hls.format.duration) - 2)).toBeLessThan(0.1);
  await decodeAll(manifest);

  const webm = await system.get(BUCKET, '/in/source_transcode_20.webm');
  const probed = await ffprobe(webm);
  expect(streamOf(probed, 'video')).toMatchObject({ codec_name: 'vp9', width: 128, height: 96 });
  expect(streamOf(probed, 'audio')).toMatchObject({ codec_name: 'opus', sample_rate: 48_000 });
  expect(Math.abs(Number(probed.format.duration) - 1)).toBeLessThan(0.15);
  await decodeAll(webm);
});

test('watermarks of an image, a text and an SVG, and a mosaic, are seen in videos and pictures', async () => {
  const [gray, red] = [join(system.folder, 'gray.mp4'), join(system.folder, 'red.png')];
  const color = ['-f', 'lavfi', '-i', 'color=0x808080:s=192x144:r=10:d=2'];
  await ffmpeg(...color, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', gray);
  await ffmpeg('-f', 'lavfi', '-i', 'color=red:s=80x40', '-frames:v', '1', red);
  await system.put(BUCKET, 'in/gray.mp4', gray);
  await system.put(BUCKET, 'in/red.png', red);
  const text = await system.client.CreateWatermarkTemplate({
    ...{ Type: 'text', CoordinateOrigin: 'BottomLeft', XPos: '4px', YPos: '4px' },
    TextTemplate: { FontType: 'arial.ttf', FontSize: '24px', FontColor: '0xFF0000', FontAlpha: 1 },
  });
  const svg = await system.client.CreateWatermarkTemplate({
    ...{ Type: 'svg', CoordinateOrigin: 'BottomRight' },
    SvgTemplate: { Width: '25L%', Height: '0px' },
  });
  const image = (path: string) => ({
    Definition: 0,
    RawParameter: {
      ...{ Type: 'image', CoordinateOrigin: 'TopRight', XPos: '10px' },
      ImageTemplate: {
        Width: '20px',
        ImageContent: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'r', Object: path } },
      },
    },
  });
  const marks = [
    { ...image('/in/red.png'), StartTimeOffset: 1 },
    { Definition: Number(text.Definition), TextContent: `'%{x}:` },
    {
      Definition: Number(svg.Definition),
      SvgContent:
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1" fill="red"/></svg>',
    },
  ];
  const RawParameter = {
    Container: 'mp4',
    VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 0, Mode: 'VCRF', Vcrf: 10 },
    AudioTemplate: { Codec: 'aac', Bitrate: 48, SampleRate: 44_100 },
  };
  const { taskId } = await system.run({
    ...documentedRequest(BUCKET, 'in/gray.mp4'),
    MediaProcessTask: {
      TranscodeTaskSet: [
        { Definition: 0, RawParameter, WatermarkSet: marks, MosaicSet: [{ Width: '50%' }] },
        { Definition: 10, WatermarkSet: [image('/in/none.png')] },
      ],
      SnapshotByTimeOffsetTaskSet: [
        { Definition: 10, ExtTimeOffsetSet: ['0s'], WatermarkSet: [image('/in/red.png'), marks[1]!] },
      ],
    },
  });
  const detail = await system.client.DescribeTaskDetail({ TaskId: taskId });
  const [whole, lost, shot] = detail.WorkflowTask?.MediaProcessResultSet ?? [];
  expect(whole?.TranscodeTask).toMatchObject({
    Status: 'SUCCESS',
    Input: { WatermarkSet: [{ StartTimeOffset: 1 }, { TextContent: `'%{x}:` }, {}] },
  });
  expect(lost?.TranscodeTask).toMatchObject({
    ...{ Status: 'FAIL', ErrCodeExt: 'SourceFileError.DownloadNotAccessible' },
    Message:
      'MediaProcessTask.TranscodeTaskSet.1.WatermarkSet.0.RawParameter.ImageTemplate.ImageContent: The source does not exist.',
  });
  const [picture] = shot?.SnapshotByTimeOffsetTask?.Output?.PicInfoSet ?? [];
  expect(picture).toMatchObject({ WaterMarkDefinition: [0, Number(text.Definition)] });

  const frames = await framesOf(await system.get(BUCKET, '/in/gray_transcode_0.mp4'));
  const [shotFrame] = await framesOf(await system.get(BUCKET, picture?.Path ?? ''));
  const isRed = (frame: Frame | undefined, x: number, y: number) => (frame?.at(x, y)[0] ?? 0) > 220;
  expect([isRed(frames[5], 170, 4), isRed(frames[15], 170, 4)]).toEqual([false, true]);
  expect([isRed(frames[5], 185, 140), isRed(frames[15], 150, 125)]).toEqual([true, true]);
  expect(isRed(shotFrame, 170, 4)).toBe(true);
  // The text, cut out: it is no higher than a line.
  const line = frames[0]?.boxUnlike([128, 128, 128], 60);
  expect(line).toMatchObject({ x: expect.closeTo(5, -1), width: expect.closeTo(187, -1) });
});

test('a head, a tail, burned-in subtitles and added tracks; a tail that is missing fails its output alone', async () => {
  const place = (path: string) => ({
    Type: 'COS',
    CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: path },
  });
  for (const [name, size] of [
    ['gray', '192x144'],
    ['blue', '96x96'],
  ] as const) {
    const file = join(system.folder, `${name}-part.mp4`);
    const color = ['-f', 'lavfi', '-i', `color=${name}:s=${size}:r=10:d=1`];
    await ffmpeg(...color, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file);
    await system.put(BUCKET, `in/${name}-part.mp4`, file);
  }
  const srt = join(system.folder, 'words.srt');
  await writeFile(srt, '1\n00:00:00,000 --> 00:00:09,000\nWORDS\n');
  await system.put(BUCKET, 'in/words.srt', srt);
  const tone = join(system.folder, 'tone.m4a');
  await ffmpeg('-f', 'lavfi', '-i', 'sine=440:d=1', '-c:a', 'aac', tone);
  await system.put(BUCKET, 'in/tone.m4a', tone);
  const task = {
    Definition: 20,
    OverrideParameter: {
      VideoTemplate: { Width: 192, Height: 144, Fps: 10 },
      SubtitleTemplate: { SubtitleFileInput: place('/in/words.srt'), FontSize: '20%', FontColor: '0xFF0000' },
      AddonAudioStream: [place('/in/tone.m4a')],
      AddOnSubtitles: [
        {
          Type: 'subtitle-stream',
          Subtitle: place('/in/words.srt'),
          SubtitleLanguage: 'eng',
          DefaultTrack: true,
        },
      ],
    },
  };
  const ends = { HeadSet: [place('/in/blue-part.mp4')], TailSet: [place('/in/blue-part.mp4')] };
  const { task: done } = await system.run({
    ...documentedRequest(BUCKET, 'in/gray-part.mp4'),
    MediaProcessTask: {
      TranscodeTaskSet: [
        { ...task, HeadTailParameter: ends },
        {
          ...{ ...task, OutputObjectPath: 'lost.{format}' },
          HeadTailParameter: { TailSet: [place('/in/none.mp4')] },
        },
      ],
    },
  });
  const [whole, lost] = (done.MediaProcessResultSet ?? []).map(({ TranscodeTask }) => TranscodeTask);
  expect(whole).toMatchObject({
    Status: 'SUCCESS',
    Input: { HeadTailParameter: { HeadSet: [{ Type: 'COS' }] } },
    Output: { Duration: expect.closeTo(3, 0), Width: 192, Height: 144 },
  });
  expect(lost).toMatchObject({
    ...{ Status: 'FAIL', ErrCodeExt: 'SourceFileError.DownloadNotAccessible' },
    Message: 'MediaProcessTask.TranscodeTaskSet.1.HeadTailParameter.TailSet.0: The source does not exist.',
  });
  const file = await system.get(BUCKET, '/in/gray-part_transcode_20.mp4');
  const probed = await ffprobe(file);
  expect(streamOf(probed, 'audio')).toMatchObject({ codec_name: 'aac' });
  expect(probed.streams.map(({ codec_name }) => codec_name)).toContain('mov_text');
  const frames = await framesOf(file);
  expect(frames.length).toBe(30);
  const [head, main, tail] = [5, 15, 25].map((n) => frames[n]);
  expect([head, tail].map((frame) => (frame?.at(96, 20)[2] ?? 0) > 200)).toEqual([true, true]);
  // Bars beside the square one, and no words on it: all is blue between them.
  expect([head, tail].map((frame) => (frame?.at(4, 72)[2] ?? 255) < 30)).toEqual([true, true]);
  expect(head?.boxUnlike([0, 0, 0], 60)?.width).toBeCloseTo(144, -1);
  const words = main?.boxUnlike([128, 128, 128], 60);
  expect([(words?.y ?? 0) > 90, (words?.height ?? 99) < 40]).toEqual([true, true]);
});

test('EditMedia cuts and joins, and its callback says so', async () => {
  const source = (bucket: string, path: string) => ({
    Type: 'COS',
    CosInputInfo: { Bucket: bucket, Region: 'ap-guangzhou', Object: path },
  });
  const red = join(system.folder, 'red.mp4');
  const color = ['-f', 'lavfi', '-i', 'color=red:s=96x96:r=25:d=1'];
  await ffmpeg(...color, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', red);
  await system.put(BUCKET, 'in/red.mp4', red);
  const { TaskId = '' } = await system.client.EditMedia({
    FileInfos: [
      { InputInfo: source(BUCKET, '/in/source.mp4'), StartTimeOffset: -1 },
      { InputInfo: source(BUCKET, '/in/red.mp4'), EndTimeOffset: 0.6 },
    ],
    OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: BUCKET, Region: 'ap-guangzhou' } },
    OutputObjectPath: '/out/edited.mp4',
    TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: system.notifyUrl },
    SessionId: 'edit-1',
  });
  await expect
    .poll(() => system.client.DescribeTaskDetail({ TaskId }), { timeout: 60_000 })
    .toMatchObject({
      ...{ TaskType: 'EditMediaTask', Status: 'FINISH' },
      EditMediaTask: { ErrCode: 0, Output: { MetaData: { Width: 192, Height: 144 } } },
    });
  const edited = await system.get(BUCKET, '/out/edited.mp4');
  const probed = await ffprobe(edited);
  expect(streamOf(probed, 'video')).toMatchObject({ codec_name: 'h264', width: 192, height: 144 });
  expect(Math.abs(Number(probed.format.duration) - 1.6)).toBeLessThan(0.1);
  await decodeAll(edited);
  await expect
    .poll(() => system.events.find(({ EventType }) => EventType === 'EditMediaTask'), { timeout: 10_000 })
    .toBeDefined();
  await expect(
    system.client.EditMedia({
      FileInfos: [{ InputInfo: source(BUCKET, '/in/red.mp4') }],
      OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: BUCKET, Region: 'ap-guangzhou' } },
      OutputObjectPath: '/out/again.mp4',
      SessionId: 'edit-1',
    }),
  ).rejects.toMatchObject({ code: 'InvalidParameterValue.SessionId' });
});

test('EditMedia composes: a film, an image over it, a text and a sound', async () => {
  const [blue, white] = [join(system.folder, 'blue.mp4'), join(system.folder, 'white.png')];
  const color = ['-f', 'lavfi', '-i', 'color=blue:s=320x180:r=25:d=3'];
  await ffmpeg(...color, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', blue);
  await ffmpeg('-f', 'lavfi', '-i', 'color=white:s=40x40', '-frames:v', '1', white);
  await system.put(BUCKET, 'in/blue.mp4', blue);
  await system.put(BUCKET, 'in/white.png', white);
  const file = (Id: string, path: string) => ({
    Id,
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'r', Object: path } },
  });
  const edit = (OutputObjectPath: string, FileId: string) =>
    system.client.EditMedia({
      FileInfos: [
        file('film', '/in/blue.mp4'),
        file('image', '/in/white.png'),
        file('sound', '/in/source.mp4'),
      ],
      OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: BUCKET, Region: 'r' } },
      OutputObjectPath,
      ComposeConfig: {
        TargetInfo: { VideoStream: { Fps: 10 }, AudioStream: { SampleRate: 48_000 } },
        Canvas: { Width: 320, Height: 180 },
        Styles: [{ Id: 'text', Type: 'Subtitle', Subtitle: { FontSize: '20%', FontColor: '#FF0000FF' } }],
        Tracks: [
          {
            Type: 'Title',
            Items: [
              { Type: 'Subtitle', Subtitle: { StyleId: 'text', Text: '你好', TrackTime: { Start: '1s' } } },
            ],
          },
          {
            Type: 'Video',
            Items: [
              {
                Type: 'Image',
                Image: { SourceMedia: { FileId }, TrackTime: { Duration: '3s' }, XPos: '40px', YPos: '40px' },
              },
            ],
          },
          {
            Type: 'Video',
            Items: [{ Type: 'Video', Video: { SourceMedia: { FileId: 'film', EndTime: '3s' } } }],
          },
          { Type: 'Audio', Items: [{ Type: 'Audio', Audio: { SourceMedia: { FileId: 'sound' } } }] },
        ],
      },
    });
  await expect(edit('/out/composed', 'nobody')).rejects.toMatchObject({
    code: 'InvalidParameterValue',
    message: expect.stringContaining('ComposeConfig.Tracks.1.Items.0.Image.SourceMedia.FileId'),
  });
  const { TaskId = '' } = await edit('/out/composed', 'image');
  await expect
    .poll(() => system.client.DescribeTaskDetail({ TaskId }), { timeout: 60_000 })
    .toMatchObject({
      ...{ TaskType: 'EditMediaTask', Status: 'FINISH' },
      EditMediaTask: {
        ...{ ErrCode: 0, Output: { Path: '/out/composed.mp4', MetaData: { Width: 320, Height: 180 } } },
        Input: { FileInfoSet: [{ Id: 'film' }, { Id: 'image' }, { Id: 'sound' }] },
      },
    });
  const composed = await system.get(BUCKET, '/out/composed.mp4');
  const probed = await ffprobe(composed);
  expect(streamOf(probed, 'video')).toMatchObject({ codec_name: 'h264', nb_frames: '30' });
  expect(streamOf(probed, 'audio')).toMatchObject({ codec_name: 'aac', sample_rate: 48_000 });
  await decodeAll(composed);
  const frames = await framesOf(composed);
  expect(frames[5]?.boxUnlike([0, 0, 255], 120)).toMatchObject({ x: 20, y: 20, width: 40, height: 40 });
  // The text stands at the bottom.
  expect(frames[15]?.boxUnlike([0, 0, 255], 120)?.height).toBeGreaterThan(120);
});

test('what nothing here can do is refused when it is asked for', async () => {
  const smart = { VideoTemplate: { FillType: 'smarttailor', Width: 128, Height: 128 } };
  await expect(
    system.client.ProcessMedia(request([{ Definition: 20, OverrideParameter: smart }])),
  ).rejects.toMatchObject({
    code: 'UnsupportedOperation',
    message: expect.stringContaining('TranscodeTaskSet.0.OverrideParameter.VideoTemplate.FillType'),
  });
});

test('adaptive streams: HLS with encryption and MPEG-DASH', async () => {
  const Audio = { Codec: 'aac', Bitrate: 48, SampleRate: 44_100 };
  const Video = { Codec: 'h264', Fps: 10, Bitrate: 128, HlsTime: 1 };
  const StdExtStreamInfos = [
    { Audio, Video: { ...Video, Width: 192 } },
    { Audio, Video: { ...Video, Width: 128 } },
  ];
  const key = '00112233445566778899aabbccddeeff';
  const { task } = await system.run({
    ...documentedRequest(BUCKET, 'in/source.mp4'),
    MediaProcessTask: {
      AdaptiveDynamicStreamingTaskSet: [
        {
          ...{ Definition: 10, StdExtStreamInfos, OutputObjectPath: 'abr/hls.{format}' },
          SubStreamObjectName: '{subStreamNumber}.{format}',
          SegmentObjectName: '{subStreamNumber}_{segmentNumber}.{format}',
          DrmInfo: { Type: 'simpleaes', SimpleAesDrm: { Uri: 'https://keys.example/1', Key: key } },
        },
        { Definition: 20, StdExtStreamInfos },
      ],
    },
  });
  const storage = { Type: 'COS', CosOutputStorage: { Bucket: BUCKET } };
  expect(
    task.MediaProcessResultSet?.map(({ Type, AdaptiveDynamicStreamingTask: result }) => [Type, result]),
  ).toMatchObject([
    [
      'AdaptiveDynamicStreaming',
      {
        ...{ Status: 'SUCCESS', ErrCodeExt: '' },
        Input: {
          DrmInfo: { Type: 'simpleaes', SimpleAesDrm: { Key: null } },
          OutputObjectPath: '/in/abr/hls',
        },
        Output: { Storage: storage, Definition: 10, Package: 'HLS', Path: '/in/abr/hls.m3u8' },
      },
    ],
    [
      'AdaptiveDynamicStreaming',
      {
        Status: 'SUCCESS',
        Output: {
          ...{ Storage: storage, Definition: 20, Package: 'MPEG-DASH' },
          Path: '/in/source_adaptiveDynamicStreaming_20.mpd',
        },
      },
    ],
  ]);
  expect(JSON.stringify(task)).not.toContain(key);
  const objects = await system.objects(BUCKET);
  expect(objects.filter((name) => name.startsWith('in/abr/'))).toEqual(
    ['0.m3u8', '0_0.ts', '0_1.ts', '0_2.ts', '1.m3u8', '1_0.ts', '1_1.ts', '1_2.ts', 'hls.m3u8'].map(
      (name) => `in/abr/${name}`,
    ),
  );
  const stem = 'in/source_adaptiveDynamicStreaming_20';
  expect(objects.filter((name) => name.startsWith(stem))).toEqual([
    `${stem}.mpd`,
    ...[`${stem}_0.mp4`, `${stem}_1.mp4`, `${stem}_2.mp4`],
  ]);
  // The key is where the caller has put it: here beside the playlist.
  const list = await system.get(BUCKET, '/in/abr/1.m3u8');
  const text = await readFile(list, 'utf8');
  await writeFile(list, text.replace('https://keys.example/1', 'key'));
  await writeFile(join(list, '../key'), Buffer.from(key, 'hex'));
  for (const n of [0, 1, 2]) await system.get(BUCKET, `/in/abr/1_${n}.ts`);
  await ffmpeg(...['-allowed_extensions', 'ALL', '-xerror', '-i', list, '-f', 'null', '-']);
  expect(streamOf(await ffprobe(await system.get(BUCKET, `/${stem}_0.mp4`)), 'video')).toMatchObject({
    width: 192,
  });
  await decodeAll(await system.get(BUCKET, `/${stem}_2.mp4`));
  await expect.poll(system.backendLeftovers, { timeout: 10_000 }).toEqual([]);
});
