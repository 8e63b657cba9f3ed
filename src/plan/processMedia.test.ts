import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { InputLocation } from '../contract/location.ts';
import { Output } from '../contract/output.ts';
import { ApiError } from '../mps/errors.ts';
import type { ProcessMediaRequest, TranscodeTaskInput } from '../mps/requests.ts';
import { planProcessMedia } from './processMedia.ts';

const documented: ProcessMediaRequest = {
  MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30 }, { Definition: 20 }, { Definition: 40 }] },
  InputInfo: {
    Type: 'COS',
    CosInputInfo: {
      Region: 'ap-chongqing',
      Object: '/movie/201907/WildAnimal.mov',
      Bucket: 'TopRankVideo-125xxx88',
    },
  },
};
const bucket = {
  provider: 'cos',
  appId: '1250000000',
  bucket: 'TopRankVideo-125xxx88',
  region: 'ap-chongqing',
  parameter: 'InputInfo.CosInputInfo',
};
const urlInput: ProcessMediaRequest['InputInfo'] = {
  Type: 'URL',
  UrlInputInfo: { Url: 'https://h.example/in/Wild%20Animal.mov?x=1' },
};
const cosStorage = (Bucket?: string, Region?: string) => ({
  Type: 'COS',
  CosOutputStorage: {
    ...(Bucket === undefined ? {} : { Bucket }),
    ...(Region === undefined ? {} : { Region }),
  },
});

const plan = (changes: Partial<ProcessMediaRequest>) =>
  planProcessMedia({ ...documented, ...changes }, '1250000000');
const transcodes = (...tasks: TranscodeTaskInput[]) => ({ MediaProcessTask: { TranscodeTaskSet: tasks } });

function refusal(changes: Partial<ProcessMediaRequest>): string {
  try {
    plan(changes);
  } catch (error) {
    if (error instanceof ApiError) return `${error.code}: ${error.message.match(/`[^`]+`/g)?.join(' ')}`;
    throw error;
  }
  return 'accepted';
}

describe('planProcessMedia', () => {
  it('makes one job of the documented request, in its order', () => {
    const { subtasks, jobs } = plan({});
    expect(subtasks.map(({ kind, definition, path }) => [kind, definition, path])).toEqual([
      ['Transcode', 30, '/movie/201907/WildAnimal_transcode_30.mp4'],
      ['Transcode', 20, '/movie/201907/WildAnimal_transcode_20.mp4'],
      ['Transcode', 40, '/movie/201907/WildAnimal_transcode_40.mp4'],
    ]);
    expect(jobs).toHaveLength(1);
    const [job] = jobs;
    expect(job).toMatchObject({ pool: 'cpu', kind: 'media' });
    expect(job?.input).toEqual({ ...bucket, key: 'movie/201907/WildAnimal.mov' });
    expect(job?.targets).toEqual([bucket, bucket, bucket]);
    expect(job?.outputs).toMatchObject([
      { subtask: 0, main: 'movie/201907/WildAnimal_transcode_30.mp4', segment: null },
      { subtask: 1, main: 'movie/201907/WildAnimal_transcode_20.mp4', segment: null },
      { subtask: 2, main: 'movie/201907/WildAnimal_transcode_40.mp4', segment: null },
    ]);
  });

  it('repeats the input of a subtask as the service does', () => {
    const storage = {
      Type: 'COS',
      CosOutputStorage: { Bucket: 'TopRankVideo-125xxx88', Region: 'ap-chongqing' },
      S3OutputStorage: null,
    };
    expect(plan({}).subtasks[1]).toEqual({
      kind: 'Transcode',
      definition: 20,
      path: '/movie/201907/WildAnimal_transcode_20.mp4',
      storage,
      input: {
        Definition: 20,
        RawParameter: null,
        OverrideParameter: null,
        WatermarkSet: [],
        BlindWatermark: null,
        MosaicSet: [],
        StartTimeOffset: 0,
        EndTimeOffset: 0,
        OutputStorage: { ...storage, VODOutputStorage: null },
        OutputObjectPath: '/movie/201907/WildAnimal_transcode_20',
        SegmentObjectName: '/movie/201907/WildAnimal_transcode_20_{number}',
        ObjectNumberFormat: { InitialValue: 0, Increment: 1, MinLength: 1, PlaceHolder: '0' },
        HeadTailParameter: null,
      },
    });
  });

  it('numbers the segments of HLS', () => {
    const ObjectNumberFormat = { InitialValue: 1, MinLength: 4 };
    const [job] = plan({ OutputDir: '/hls/', ...transcodes({ Definition: 220, ObjectNumberFormat }) }).jobs;
    expect(job?.outputs[0]).toMatchObject({
      container: 'hls',
      main: 'hls/WildAnimal_transcode_220.m3u8',
      segment: {
        pattern: 'hls/WildAnimal_transcode_220_{number}.ts',
        number: { initial: 1, increment: 1, minLength: 4, placeholder: '0' },
      },
    });
  });

  it('makes what RawParameter says, and repeats it', () => {
    const RawParameter = {
      Container: 'hls',
      VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 500, SegmentType: 7, HlsTime: 4 },
      AudioTemplate: { Codec: 'aac', Bitrate: 64, SampleRate: 0 },
    };
    const { jobs, subtasks } = plan(transcodes({ Definition: 0, RawParameter, StartTimeOffset: -5 }));
    const output = jobs[0]?.outputs[0];
    expect(Output.parse(output)).toEqual(output);
    expect(output).toMatchObject({
      container: 'hls',
      video: { codec: 'h264', bitrate: 500_000, rateControl: 'vbr' },
      clip: { start: -5, end: 0 },
      main: 'movie/201907/WildAnimal_transcode_0.m3u8',
      segment: {
        pattern: 'movie/201907/WildAnimal_transcode_0_{number}.m4s',
        init: 'movie/201907/WildAnimal_transcode_0_init.mp4',
        ...{ type: 'fmp4', seconds: 4 },
      },
    });
    expect(subtasks[0]?.input).toMatchObject({
      RawParameter: {
        ...{ Container: 'hls', RemoveVideo: null, TEHDConfig: null },
        VideoTemplate: { Codec: 'h264', Bitrate: 500, SegmentType: 7, HlsTime: 4, Mode: null },
        AudioTemplate: { Codec: 'aac', Bitrate: 64, SampleRate: 0, AudioChannel: null },
      },
      OverrideParameter: null,
      StartTimeOffset: -5,
      SegmentObjectName: '/movie/201907/WildAnimal_transcode_0_{number}',
    });
  });

  it('puts OverrideParameter over the template', () => {
    const OverrideParameter = { Container: 'mkv', VideoTemplate: { Codec: 'vp9', Bitrate: 300 } };
    const { jobs, subtasks } = plan(transcodes({ Definition: 20, OverrideParameter }));
    expect(jobs[0]?.outputs[0]).toMatchObject({
      container: 'mkv',
      video: { codec: 'vp9', bitrate: 300_000, width: 640, fps: 24 },
      audio: { codec: 'aac', bitrate: 48_000 },
    });
    expect(subtasks[0]?.path).toBe('/movie/201907/WildAnimal_transcode_20.mkv');
    expect(subtasks[0]?.input).toMatchObject({
      OverrideParameter: { Container: 'mkv', VideoTemplate: { Codec: 'vp9', Fps: null } },
    });
  });

  it('makes outputs and input that the contract takes', () => {
    const { jobs } = plan(
      transcodes(
        ...[10, 210, 10046, 580, 100080, 1010, 1140, 875, 876].map((Definition) => ({ Definition })),
      ),
    );
    expect(z.array(Output).parse(jobs[0]?.outputs)).toEqual(jobs[0]?.outputs);
    expect(InputLocation.parse(jobs[0]?.input)).toEqual(jobs[0]?.input);
  });

  it.each<[string, Partial<ProcessMediaRequest>, TranscodeTaskInput, string]>([
    ['from the input', {}, { Definition: 20 }, 'TopRankVideo-125xxx88 ap-chongqing'],
    ['from the request', { OutputStorage: cosStorage('r', 'rr') }, { Definition: 20 }, 'r rr'],
    [
      'region alone from the input',
      { OutputStorage: cosStorage('r', '') },
      { Definition: 20 },
      'r ap-chongqing',
    ],
    [
      'from the subtask',
      { OutputStorage: cosStorage('r', 'rr') },
      { Definition: 20, OutputStorage: cosStorage('s', 'ss') },
      's ss',
    ],
    [
      'bucket alone from the request',
      { OutputStorage: cosStorage('r', 'rr') },
      { Definition: 20, OutputStorage: cosStorage('', 'ss') },
      'r ss',
    ],
    [
      'a URL input, from the subtask',
      { InputInfo: urlInput },
      { Definition: 20, OutputStorage: cosStorage('s', 'ss') },
      's ss',
    ],
  ])('output storage: %s', (_, changes, task, expected) => {
    const { jobs, subtasks } = plan({ ...changes, ...transcodes(task) });
    const target = jobs[0]?.targets[0];
    expect(`${target?.bucket} ${target?.region}`).toBe(expected);
    expect(Object.values(subtasks[0]?.storage.CosOutputStorage ?? {}).join(' ')).toBe(expected);
  });

  it('puts the outputs of a URL into its decoded directory', () => {
    const { subtasks, jobs } = plan({ InputInfo: urlInput, OutputStorage: cosStorage('r', 'rr') });
    expect(subtasks[0]?.path).toBe('/in/Wild Animal_transcode_30.mp4');
    expect(jobs[0]?.input).toEqual({ provider: 'url', url: 'https://h.example/in/Wild%20Animal.mov?x=1' });
  });

  const set = 'MediaProcessTask.TranscodeTaskSet';
  const one = (task: Partial<TranscodeTaskInput>) => transcodes({ Definition: 20, ...task });
  it.each<[string, Partial<ProcessMediaRequest>, string]>([
    [
      'unknown Definition',
      one({ Definition: 50 }),
      `InvalidParameterValue.Definition: \`${set}.0.Definition\``,
    ],
    ['Definition 0', one({ Definition: 0 }), `MissingParameter: \`${set}.0.RawParameter\``],
    ['no subtask', transcodes(), `MissingParameter: \`${set}\``],
    ['an empty MediaProcessTask', { MediaProcessTask: {} }, `MissingParameter: \`${set}\``],
    ['URL without OutputStorage', { InputInfo: urlInput }, 'MissingParameter: `OutputStorage`'],
    [
      'URL with half a storage',
      { InputInfo: urlInput, OutputStorage: cosStorage('r') },
      'MissingParameter: `OutputStorage.CosOutputStorage.Region`',
    ],
    [
      'storage without its object',
      { OutputStorage: { Type: 'COS' } },
      'MissingParameter: `OutputStorage.CosOutputStorage`',
    ],
    [
      'storage AWS-S3 without its object',
      { OutputStorage: { Type: 'AWS-S3' } },
      'MissingParameter: `OutputStorage.S3OutputStorage`',
    ],
    [
      'a subtask to VOD without its object',
      one({ OutputStorage: { Type: 'VOD' } }),
      `MissingParameter: \`${set}.0.OutputStorage.VODOutputStorage\``,
    ],
    [
      'an illegal output bucket',
      { OutputStorage: cosStorage('a/b') },
      'InvalidParameterValue: `OutputStorage.CosOutputStorage.Bucket` `-` `.`',
    ],
    ['OutputDir without slashes', { OutputDir: 'out' }, 'InvalidParameterValue: `OutputDir` `/`'],
    [
      'RawParameter without what a container needs',
      one({ Definition: 0, RawParameter: { Container: 'mp4' } }),
      `InvalidParameterValue.RemoveAudio: \`${set}.0.RawParameter.RemoveAudio\``,
    ],
    [
      'a codec that the new container can not hold',
      one({ OverrideParameter: { Container: 'webm' } }),
      `InvalidParameterValue.VideoCodec: \`${set}.0.OverrideParameter.VideoTemplate.Codec\` \`av1\` \`vp8\` \`vp9\` \`copy\``,
    ],
    [
      'a preset that ffmpeg can not make',
      one({ Definition: 710 }),
      `UnsupportedOperation: \`h265\` \`${set}.0.Definition\``,
    ],
    [
      'an unknown watermark',
      one({ WatermarkSet: [{ Definition: 1 }] }),
      `InvalidParameterValue.Definition: \`${set}.0.WatermarkSet.0.Definition\``,
    ],
    [
      'a blur of a copied picture',
      one({ Definition: 875, MosaicSet: [{}] }),
      `UnsupportedOperation: \`${set}.0.MosaicSet\``,
    ],
    [
      'an end before the start',
      one({ StartTimeOffset: 3, EndTimeOffset: 2 }),
      `InvalidParameterValue: \`${set}.0.EndTimeOffset\` \`StartTimeOffset\``,
    ],
    [
      'an end before the start, from the end',
      one({ StartTimeOffset: -2, EndTimeOffset: -2 }),
      `InvalidParameterValue: \`${set}.0.EndTimeOffset\` \`StartTimeOffset\``,
    ],
    ['review', { AiContentReviewTask: { Definition: 10 } }, 'UnsupportedOperation: `AiContentReviewTask`'],
    [
      'too many',
      transcodes(...Array.from({ length: 101 }, () => ({ Definition: 20 }))),
      `InvalidParameterValue: \`${set}\``,
    ],
    [
      'the same file twice',
      transcodes({ Definition: 20 }, { Definition: 30 }, { Definition: 20 }),
      `InvalidParameterValue: \`${set}.0\` \`${set}.2\` \`/movie/201907/WildAnimal_transcode_20.mp4\``,
    ],
    [
      'its own input',
      {
        InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: 'a.mp4' } },
        ...one({ OutputObjectPath: '{inputName}.{format}' }),
      },
      `InvalidParameterValue: \`${set}.0\` \`/a.mp4\``,
    ],
  ])('refuses %s', (_, changes, expected) => {
    expect(refusal(changes)).toBe(expected);
  });

  it('refuses a request without MediaProcessTask', () => {
    expect(() => planProcessMedia({ InputInfo: documented.InputInfo }, '1')).toThrow(
      'The request is missing a required parameter `MediaProcessTask`.',
    );
  });

  it('takes empty fields for fields that were not set', () => {
    const task = {
      Definition: 20,
      WatermarkSet: [],
      MosaicSet: [],
      StartTimeOffset: 0,
      OverrideParameter: {},
      HeadTailParameter: { HeadSet: [] },
    };
    expect(refusal({ ScheduleId: 0, Activities: [], ...transcodes(task) })).toBe('accepted');
  });

  const hls = (
    Definition: number,
    name: string,
    SegmentObjectName: string,
    extra: Partial<TranscodeTaskInput> = {},
  ) => ({
    Definition,
    OutputObjectPath: `${name}.{format}`,
    SegmentObjectName,
    ...extra,
  });
  it.each([
    ['the same names', 's_{number}.{format}', 's_{number}.{format}', true],
    ['names that meet in s_10.ts', 's_{number}.{format}', 's_1{number}.{format}', true],
    ['names that meet in 10.ts', '{number}.{format}', '{number}0.{format}', true],
    ['other heads', 's1_{number}.{format}', 's2_{number}.{format}', false],
    ['one head longer', 's_{number}.{format}', 's_x{number}.{format}', false],
    ['other tails', 's_{number}a.{format}', 's_{number}b.{format}', false],
    ['other directories', 'a/{number}.{format}', 'b/{number}.{format}', false],
  ])('segments with %s', (_, first, second, meet) => {
    const result = refusal(transcodes(hls(210, 'x', first), hls(220, 'y', second)));
    expect(result.startsWith(`InvalidParameterValue: \`${set}.0\` \`${set}.1\``)).toBe(meet);
    expect(result === 'accepted').toBe(!meet);
  });

  it('lets the same names stand in two buckets', () => {
    const other = { OutputStorage: cosStorage('other', 'r') };
    expect(refusal(transcodes(hls(210, 'x', '{number}.ts'), hls(210, 'x', '{number}.ts', other)))).toBe(
      'accepted',
    );
  });
});
