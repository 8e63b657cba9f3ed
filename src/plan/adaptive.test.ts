import { describe, expect, it } from 'vitest';
import { Output, outputKeys } from '../contract/output.ts';
import { ApiError } from '../mps/errors.ts';
import type { ProcessMediaRequest } from '../mps/requests.ts';
import { planProcessMedia } from './processMedia.ts';

type Task = NonNullable<
  NonNullable<ProcessMediaRequest['MediaProcessTask']>['AdaptiveDynamicStreamingTaskSet']
>[number];

const InputInfo = { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/movie/Wild.mov' } };

function plan(...tasks: Task[]) {
  const { subtasks, jobs } = planProcessMedia(
    { InputInfo, MediaProcessTask: { AdaptiveDynamicStreamingTaskSet: tasks } },
    '1250000000',
  );
  return { subtasks, outputs: jobs.flatMap(({ outputs }) => outputs) };
}

/** The only output, which is a ladder that backends can read. */
function ladder(task: Task) {
  const output = Output.parse(plan(task).outputs[0]);
  if (output.kind !== 'ladder') throw new Error('not a ladder');
  return output;
}

/** Code and the names that a refusal puts in backticks. */
function refusal(...tasks: Task[]): string {
  try {
    plan(...tasks);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `${error.code}: ${[...error.message.matchAll(/`[^`]*`/g)].join(' ')}`;
  }
}

const Audio = { Codec: 'aac', Bitrate: 64, SampleRate: 44_100 };
const Video = { Codec: 'h264', Fps: 25, Bitrate: 500, Height: 360 };
/** With the times of the source. */
const timed = { ...Video, Fps: 0, RawPts: 1 };
const own = (...StdExtStreamInfos: NonNullable<Task['StdExtStreamInfos']>): Task => ({
  Definition: 10,
  StdExtStreamInfos,
});
const KEY = '00112233445566778899aabbccddeeff';
const aes = {
  Type: 'simpleaes',
  SimpleAesDrm: { Uri: 'https://keys.example/1?token=abcdefghijkl', Key: KEY },
};
const speke = { ResourceId: 'a', KeyServerUrl: 'https://keys.example/speke', Vector: KEY };

describe('planAdaptive', () => {
  it('resolves preset 10: six sub streams of HLS', () => {
    const { subtasks, outputs } = plan({ Definition: 10 });
    expect(outputs[0]).toMatchObject({
      ...{ kind: 'ladder', subtask: 0, packaging: 'hls', segments: 'ts', separateAudio: false },
      ...{ noHigher: { resolution: true, bitrate: false }, subtitles: [] },
      main: 'movie/Wild_adaptiveDynamicStreaming_10.m3u8',
      subStream: 'movie/Wild_adaptiveDynamicStreaming_10_{subStreamNumber}.m3u8',
      segment: 'movie/Wild_adaptiveDynamicStreaming_10_{subStreamNumber}_{segmentNumber}.ts',
    });
    const { rungs } = ladder({ Definition: 10 });
    expect(rungs.map(({ video }) => [video?.height, video?.bitrate, video?.fps])).toEqual([
      [240, 256_000, 24],
      [480, 512_000, 24],
      [720, 512_000, 24],
      [1080, 1_024_000, 24],
      [1440, 3_072_000, 24],
      [2160, 6_144_000, 24],
    ]);
    expect(rungs.map(({ audio }) => audio)).toEqual(
      rungs.map(() => [{ spec: { codec: 'aac', bitrate: 48_000, sampleRate: 44_100, channels: 2 } }]),
    );
    expect(subtasks[0]).toMatchObject({
      kind: 'AdaptiveDynamicStreaming',
      path: '/movie/Wild_adaptiveDynamicStreaming_10.m3u8',
      known: { Package: 'HLS' },
      input: {
        OutputObjectPath: '/movie/Wild_adaptiveDynamicStreaming_10',
        SubStreamObjectName: '/movie/Wild_adaptiveDynamicStreaming_10_{subStreamNumber}',
        SegmentObjectName: '/movie/Wild_adaptiveDynamicStreaming_10_{subStreamNumber}_{segmentNumber}',
      },
    });
  });

  it('resolves preset 20: MPEG-DASH, a file for each picture and each sound', () => {
    expect(ladder({ Definition: 20 })).toMatchObject({
      ...{ packaging: 'dash', segments: 'fmp4-ranges', separateAudio: true },
      ...{ noHigher: { resolution: false, bitrate: false } },
      main: 'movie/Wild_adaptiveDynamicStreaming_20.mpd',
      subStream: 'movie/Wild_adaptiveDynamicStreaming_20_{subStreamNumber}.mp4',
    });
  });

  it('names files as it is asked to', () => {
    const { main, subStream, segment, init } = ladder({
      Definition: 10,
      OutputObjectPath: '/abr/{inputName}/index.{format}',
      SubStreamObjectName: 'v{subStreamNumber}/list.{format}',
      SegmentObjectName: 'v{subStreamNumber}/{segmentNumber}.{format}',
    });
    expect([main, subStream, segment, init]).toEqual([
      'abr/Wild/index.m3u8',
      'abr/Wild/v{subStreamNumber}/list.m3u8',
      'abr/Wild/v{subStreamNumber}/{segmentNumber}.ts',
      'abr/Wild/v{subStreamNumber}/init.mp4',
    ]);
  });

  it('may write what its sub streams are called, and nothing else', () => {
    const { single, numbered } = outputKeys(
      ladder(own({ Audio, Video }, { Audio, Video: { ...Video, Height: 180 } })),
    );
    const stem = 'movie/Wild_adaptiveDynamicStreaming_10';
    expect(single).toEqual([
      `${stem}.m3u8`,
      ...[`${stem}_0.m3u8`, `${stem}_0_init.mp4`, `${stem}_1.m3u8`, `${stem}_1_init.mp4`],
    ]);
    expect(numbered.map(({ pattern }) => pattern)).toEqual([
      `${stem}_0_{number}.ts`,
      `${stem}_1_{number}.ts`,
    ]);
  });

  it('takes sub streams of the request, with several tracks of sound', () => {
    const German = { ...Audio, AudioName: 'Deutsch', AudioLanguage: 'ger', DefaultTrack: true };
    const third = {
      ...Audio,
      TrackChannelInfo: { SelectType: 'track', InputTrackInfo: [{ TrackNum: '3' }] },
    };
    const output = ladder(
      own(
        { Audio, Video: { ...Video, HlsTime: 4 }, AudioList: [Audio, German, third] },
        { Audio, RemoveVideo: 1 },
      ),
    );
    const spec = { codec: 'aac', bitrate: 64_000, sampleRate: 44_100, channels: 2 };
    expect(output).toMatchObject({ separateAudio: true, seconds: 4 });
    expect(output.rungs.map(({ video, audio }) => [video?.height, audio])).toEqual([
      [
        360,
        [
          { spec },
          { spec: { ...spec, tracks: [1] }, name: 'Deutsch', language: 'ger', isDefault: true },
          { spec, stream: 3 },
        ],
      ],
      [undefined, [{ spec }]],
    ]);
  });

  it('encrypts, and repeats no key', () => {
    const { subtasks, outputs } = plan({ Definition: 10, DrmInfo: aes });
    expect(outputs[0]).toMatchObject({ encryption: { uri: aes.SimpleAesDrm.Uri, key: KEY } });
    expect(subtasks[0]?.input.DrmInfo).toEqual({
      Type: 'simpleaes',
      SimpleAesDrm: { Uri: 'https://keys.example/1?token=***', Key: null, Vector: null },
      SpekeDrm: null,
    });
    expect(JSON.stringify(subtasks)).not.toContain(KEY);
  });

  it('knows where further segments begin', () => {
    const task = { ...own({ Audio, Video: timed }, { Audio, RemoveVideo: 1 }), KeyPTSList: [1360, 520, 520] };
    const { subtasks, outputs } = plan(task);
    expect(outputs[0]).toMatchObject({ keyTimes: [0.52, 1.36] });
    expect(subtasks[0]?.input.KeyPTSList).toEqual([1360, 520, 520]);
    expect(plan({ Definition: 10 }).outputs[0]).not.toHaveProperty('keyTimes');
  });

  it("adds subtitles, whose files are the job's", () => {
    const Subtitle = { Type: 'URL', UrlInputInfo: { Url: 'https://a.example/en.srt?sign=abcdefghijkl' } };
    const task = {
      Definition: 10,
      AddOnSubtitles: [{ Subtitle, SubtitleName: '中文 (1)', SubtitleLanguage: 'chi' }],
    };
    const { subtasks, jobs } = planProcessMedia(
      { InputInfo, MediaProcessTask: { AdaptiveDynamicStreamingTaskSet: [task] } },
      '1250000000',
    );
    expect(jobs[0]?.files).toMatchObject([
      {
        name: 'file-0',
        parameter: 'MediaProcessTask.AdaptiveDynamicStreamingTaskSet.0.AddOnSubtitles.0.Subtitle',
      },
    ]);
    const output = Output.parse(jobs[0]?.outputs[0]);
    expect(output).toMatchObject({
      subtitles: [{ file: 'file-0', name: '中文 (1)', language: 'chi', isDefault: false }],
    });
    expect(outputKeys(output).single).toContain('movie/Wild_adaptiveDynamicStreaming_10_6.vtt');
    expect(subtasks[0]?.input.AddOnSubtitles).toMatchObject([
      {
        ...{ Type: 'subtitle-stream', OutputFormat: 'WebVTT', DefaultTrack: false },
        Subtitle: { UrlInputInfo: { Url: 'https://a.example/en.srt?sign=***' } },
      },
    ]);
  });

  it('lays watermarks and subtitles over each picture, and repeats them', () => {
    const image = { Type: 'URL', UrlInputInfo: { Url: 'https://a.example/logo.png?sign=1' } };
    const WatermarkSet = [
      { Definition: 0, RawParameter: { Type: 'image', ImageTemplate: { ImageContent: image } } },
    ];
    const SubtitleTemplate = { SubtitleFileInput: InputInfo, FontSize: '5%' };
    const task = { ...own({ Video, Audio }, { Audio, RemoveVideo: 1 }), WatermarkSet, SubtitleTemplate };
    const [first, second] = ladder(task).rungs;
    expect(first?.video).toMatchObject({
      watermarks: [{ kind: 'image', file: 'file-1' }],
      subtitle: { file: 'file-0', size: { value: 5, of: 'height' } },
    });
    expect(second?.video).toBeNull();
    const { subtasks } = plan(task);
    expect(subtasks[0]?.input).toMatchObject({
      WatermarkSet: [{ Definition: 0, RawParameter: { Type: 'image' } }],
      SubtitleTemplate: { FontSize: '5%', YPos: null },
    });
    expect(JSON.stringify(subtasks)).not.toContain('sign=1');
    expect(
      ladder({ ...own({ Video, Audio }), WatermarkSet: [], SubtitleTemplate: {} }).rungs[0]?.video,
    ).toEqual(ladder(own({ Video, Audio })).rungs[0]?.video);
  });

  it('adds sound of other files to each sub stream, in the kind of its own', () => {
    const InputInfo = { Type: 'URL', UrlInputInfo: { Url: 'https://a.example/de.m4a?sign=1' } };
    const AddOnAudios = [{ InputInfo, AudioName: 'Deutsch', AudioLanguage: 'ger', DefaultTrack: true }];
    const list = [{ ...Audio, DefaultTrack: true }, Audio];
    const task = {
      ...own({ Video, Audio, AudioList: list }, { Audio, RemoveVideo: 1 }, { Video, Audio, RemoveAudio: 1 }),
      AddOnAudios,
    };
    const output = ladder(task);
    const spec = { codec: 'aac', bitrate: 64_000, sampleRate: 44_100, channels: 2 };
    const added = { spec, file: 'file-0', name: 'Deutsch', language: 'ger', isDefault: true };
    expect(output.separateAudio).toBe(true);
    expect(output.rungs.map(({ audio }) => audio)).toEqual([
      [{ spec }, { spec: { ...spec, tracks: [1] } }, added],
      [{ spec }, added],
      [added],
    ]);
    const { subtasks } = plan(task);
    expect(subtasks[0]?.input.AddOnAudios).toMatchObject([
      { InputInfo: { UrlInputInfo: { Url: 'https://a.example/de.m4a?sign=***' } }, AudioName: 'Deutsch' },
    ]);
    const silent = ladder({ ...own({ Video, Audio, RemoveAudio: 1 }), AddOnAudios });
    expect(silent.rungs[0]?.audio).toMatchObject([
      { spec: { codec: 'aac', bitrate: 128_000 }, file: 'file-0' },
    ]);
  });

  it.each<[string, Task[], string]>([
    [
      'sound with two defaults',
      [{ Definition: 10, AddOnAudios: [true, true].map((DefaultTrack) => ({ InputInfo, DefaultTrack })) }],
      'InvalidParameterValue: `M.0.AddOnAudios`',
    ],
    [
      'sound with a name that breaks playlists',
      [{ Definition: 10, AddOnAudios: [{ InputInfo, AudioName: 'a"b' }] }],
      'InvalidParameterValue: `M.0.AddOnAudios.0.AudioName`',
    ],
    [
      'sound of a local file',
      [
        {
          Definition: 10,
          AddOnAudios: [{ InputInfo: { Type: 'URL', UrlInputInfo: { Url: 'file:///etc/passwd' } } }],
        },
      ],
      'InvalidParameterValue: `M.0.AddOnAudios.0.InputInfo.UrlInputInfo.Url`',
    ],
    [
      'watermarks without a picture',
      [{ ...own({ Audio, RemoveVideo: 1 }), WatermarkSet: [{ Definition: 0 }] }],
      'UnsupportedOperation: `M.0.WatermarkSet`',
    ],
    [
      'a watermark of nothing',
      [{ Definition: 10, WatermarkSet: [{ Definition: 0 }] }],
      'MissingParameter: `M.0.WatermarkSet.0.RawParameter`',
    ],
    [
      'subtitles without a picture',
      [{ ...own({ Audio, RemoveVideo: 1 }), SubtitleTemplate: { Path: 'https://a.example/a.srt' } }],
      'UnsupportedOperation: `M.0.SubtitleTemplate`',
    ],
    [
      'captions inside the picture',
      [{ Definition: 10, AddOnSubtitles: [{ Type: 'close-caption-708' }] }],
      'UnsupportedOperation: `M.0.AddOnSubtitles.0.Type`',
    ],
    [
      'subtitles as TTML',
      [{ Definition: 10, AddOnSubtitles: [{ OutputFormat: 'TTML' }] }],
      'UnsupportedOperation: `M.0.AddOnSubtitles.0.OutputFormat`',
    ],
    [
      'subtitles without a file',
      [{ Definition: 10, AddOnSubtitles: [{}] }],
      'MissingParameter: `M.0.AddOnSubtitles.0.Subtitle`',
    ],
    ['an unknown template', [{ Definition: 11 }], 'InvalidParameterValue.Definition: `M.0.Definition`'],
    [
      'one path twice',
      [{ Definition: 10 }, { Definition: 10 }],
      'InvalidParameterValue: `M.0` `M.1` `/movie/Wild_adaptiveDynamicStreaming_10.m3u8`',
    ],
    [
      'no number',
      [{ Definition: 10, SubStreamObjectName: 'a.{format}' }],
      'InvalidParameterValue: `M.0.SubStreamObjectName` `{subStreamNumber}` `.{format}`',
    ],
    [
      'an absolute path',
      [{ Definition: 10, SegmentObjectName: '/a_{subStreamNumber}_{segmentNumber}.ts' }],
      'InvalidParameterValue: `M.0.SegmentObjectName` `{subStreamNumber}` `{segmentNumber}` `.{format}`',
    ],
    [
      'a way out',
      [{ Definition: 10, SegmentObjectName: '../{subStreamNumber}_{segmentNumber}.ts' }],
      'InvalidParameterValue: `M.0.SegmentObjectName` `.` `..`',
    ],
    [
      'another number',
      [{ Definition: 10, OutputObjectPath: '{number}.{format}' }],
      'InvalidParameterValue: `M.0.OutputObjectPath` `{number}`',
    ],
    [
      'copied pictures',
      [own({ Audio, Video: { ...Video, Codec: 'copy' } })],
      'InvalidParameterValue.VideoCodec: `M.0.StdExtStreamInfos.0.Video.Codec` `copy` `RemoveVideo`',
    ],
    [
      'nothing left',
      [own({ Audio, Video, RemoveVideo: 1, RemoveAudio: 1 })],
      'InvalidParameterValue.RemoveAudio: `M.0.StdExtStreamInfos.0.RemoveAudio`',
    ],
    [
      'a codec that HLS has not',
      [own({ Audio: { ...Audio, Codec: 'flac' }, Video })],
      'InvalidParameterValue.AudioCodec: `M.0.StdExtStreamInfos.0.Audio.Codec`',
    ],
    [
      'the same in AudioList',
      [own({ Audio, Video, AudioList: [Audio, { ...Audio, Codec: 'flac' }] })],
      'InvalidParameterValue.AudioCodec: `M.0.StdExtStreamInfos.0.AudioList.1.Codec`',
    ],
    [
      'two defaults',
      [
        own({
          Audio,
          Video,
          AudioList: [
            { ...Audio, DefaultTrack: true },
            { ...Audio, DefaultTrack: true },
          ],
        }),
      ],
      'InvalidParameterValue: `M.0.StdExtStreamInfos` `AudioList` `DefaultTrack`',
    ],
    [
      'mixed channels',
      [own({ Audio: { ...Audio, TrackChannelInfo: { SelectType: 'track_channel' } }, Video })],
      'UnsupportedOperation: `M.0.StdExtStreamInfos.0.Audio.TrackChannelInfo.SelectType`',
    ],
    [
      'compression',
      [own({ Audio, Video: { ...Video, Compress: 50 } })],
      'UnsupportedOperation: `M.0.StdExtStreamInfos.0.Video.Compress`',
    ],
    [
      'a licence server',
      [{ Definition: 20, DrmInfo: { Type: 'widevine+playready' } }],
      'UnsupportedOperation: `M.0.DrmInfo.Type`',
    ],
    [
      'a key without a type',
      [{ Definition: 10, DrmInfo: { ...aes, Type: '' } }],
      'MissingParameter: `M.0.DrmInfo.Type`',
    ],
    [
      'a licence server besides a key',
      [{ Definition: 10, DrmInfo: { ...aes, SpekeDrm: speke } }],
      'UnsupportedOperation: `M.0.DrmInfo.SpekeDrm`',
    ],
    [
      'unknown encryption',
      [{ Definition: 10, DrmInfo: { Type: 'rot13' } }],
      'InvalidParameterValue: `M.0.DrmInfo.Type` `simpleaes`',
    ],
    [
      'encrypted MPEG-DASH',
      [{ Definition: 20, DrmInfo: aes }],
      'InvalidParameterValue: `M.0.DrmInfo` `simpleaes`',
    ],
    [
      'a key address with a quote',
      [{ Definition: 10, DrmInfo: { ...aes, SimpleAesDrm: { ...aes.SimpleAesDrm, Uri: 'a"b' } } }],
      'InvalidParameterValue: `M.0.DrmInfo.SimpleAesDrm.Uri`',
    ],
    [
      'sound alone of a film',
      [{ Definition: 10, DefinitionType: 'PureAudio' }],
      'InvalidParameterValue: `M.0.DefinitionType`',
    ],
    [
      'a moment for a key frame',
      [{ Definition: 10, KeyPTSList: [40] }],
      'InvalidParameterValue: `M.0.KeyPTSList` `Video.RawPts` `Video.Fps` `Video.Gop`',
    ],
    [
      'moments for key frames at another rate',
      [{ ...own({ Audio, Video: { ...timed, Fps: 25 } }), KeyPTSList: [40] }],
      'InvalidParameterValue: `M.0.KeyPTSList` `Video.RawPts` `Video.Fps` `Video.Gop`',
    ],
    [
      'moments for key frames besides a GOP',
      [{ ...own({ Audio, Video: { ...timed, Gop: 25 } }), KeyPTSList: [40] }],
      'InvalidParameterValue: `M.0.KeyPTSList` `Video.RawPts` `Video.Fps` `Video.Gop`',
    ],
    [
      'a moment before all',
      [{ ...own({ Audio, Video: timed }), KeyPTSList: [-1] }],
      'InvalidParameterValue: `M.0.KeyPTSList`',
    ],
    [
      'too many moments',
      [{ ...own({ Audio, Video: timed }), KeyPTSList: Array.from({ length: 1001 }, (_, n) => n) }],
      'InvalidParameterValue: `M.0.KeyPTSList`',
    ],
    [
      'times of the source in one of two sub streams',
      [own({ Audio, Video: { ...Video, Fps: 0 } }, { Audio, Video: timed })],
      'InvalidParameterValue: `M.0.StdExtStreamInfos.1.Video.RawPts`',
    ],
    [
      'times of the source besides a GOP',
      [own({ Audio, Video: { ...timed, Gop: 50 } })],
      'InvalidParameterValue: `M.0.StdExtStreamInfos.0.Video.RawPts`',
    ],
    [
      'times of the source at another rate',
      [own({ Audio, Video: { ...timed, Fps: 25 } })],
      'InvalidParameterValue: `M.0.StdExtStreamInfos.0.Video.RawPts`',
    ],
  ])('refuses %s', (_, tasks, expected) => {
    const short = refusal(...tasks).replaceAll('MediaProcessTask.AdaptiveDynamicStreamingTaskSet', 'M');
    // Messages may name more than the parameter; what is listed here comes first.
    expect(short.slice(0, expected.length)).toBe(expected);
  });
});
