import { expect, test } from 'vitest';
import { aac, h264 } from '../../../test/backend/specs.ts';
import type { LadderOutput } from '../../contract/ladder.ts';
import type { VideoSpec } from '../../contract/media.ts';
import type { JobFailure } from '../jobFailure.ts';
import { adaptiveCommand } from './adaptiveCommand.ts';
import { ladderOf } from './ladder.ts';
import type { Source, VideoSource } from './source.ts';

const video: VideoSource = {
  ...{ index: 0, codec: 'h264', width: 1280, height: 720, plain: true, interlaced: false },
  ...{ fps: 25, variableFps: 0, bitrate: 1_000_000, range: '' },
};
const sound = { codec: 'aac', bitrate: 128_000, sampleRate: 48_000, channels: 2 };
const source: Source = {
  facts: {
    ...{ size: 1, container: 'mov,mp4,m4a,3gp,3g2,mj2', bitrate: 1, width: 1280, height: 720, rotate: 0 },
    ...{ duration: 8, videoDuration: 8, audioDuration: 8, video: [], audio: [] },
  },
  ...{ video, startTime: 0, spans: new Map() },
  audio: [
    { index: 1, ...sound, language: 'deu', title: 'Ton' },
    { index: 3, ...sound },
  ],
};
const at = (height: number, bitrate: number, more: Partial<VideoSpec> = {}) => ({
  video: { ...h264, height, bitrate, ...more },
  audio: [{ spec: aac }],
});
const output: LadderOutput = {
  ...{ kind: 'ladder', subtask: 0, packaging: 'hls', segments: 'ts', separateAudio: false, subtitles: [] },
  rungs: [at(180, 200_000), at(360, 400_000)],
  noHigher: { resolution: true, bitrate: false },
  ...{ main: 'm.m3u8', subStream: '{subStreamNumber}.m3u8', segment: '{subStreamNumber}_{segmentNumber}.ts' },
  init: '{subStreamNumber}.mp4',
};

/** The command from its filter graph on. */
function command(part: Partial<LadderOutput>, of: Source = source): string[] {
  const asked = { ...output, ...part };
  const args = adaptiveCommand('/in', of, asked, ladderOf(asked, of));
  return args.slice(args.indexOf('/in') + 1);
}

const slave = (select: string, type: string, files: string, list: string) =>
  `[onfail=abort:f=hls:select=\\'${select}\\':avoid_negative_ts=disabled${type === 'mpegts' ? ':output_ts_offset=10' : ''}:hls_time=5.999:hls_list_size=0:hls_playlist_type=vod:hls_segment_type=${type}:hls_flags=independent_segments${files}]${list}`;

test('one decode, one scaling for each size, one sound for all', () => {
  const rate = (n: number, bits: number) => [
    ...[`-c:v:${n}`, 'libx264', `-preset:v:${n}`, 'faster', `-pix_fmt:v:${n}`, 'yuv420p'],
    ...[`-b:v:${n}`, String(bits), `-maxrate:v:${n}`, String(bits * 2), `-bufsize:v:${n}`, String(bits * 4)],
    ...[`-g:v:${n}`, '250', `-fps_mode:v:${n}`, 'vfr', `-force_key_frames:v:${n}`, 'expr:gte(t,n_forced*6)'],
  ];
  expect(command({ rungs: [at(180, 200_000), at(360, 400_000), at(360, 600_000)] })).toEqual([
    '-filter_complex',
    [
      '[0:0]fps=25:start_time=0[s1]',
      '[s0]scale=320:180,setsar=1[v0]',
      '[s1]scale=640:360,setsar=1,split=3[v1][v2][s0]',
      '[0:1]aresample=async=1:first_pts=0[a0]',
    ].join(';'),
    ...[
      '-map',
      '[v0]',
      '-map',
      '[v1]',
      '-map',
      '[v2]',
      '-map',
      '[a0]',
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
    ],
    ...[...rate(0, 200_000), ...rate(1, 400_000), ...rate(2, 600_000)],
    ...['-c:a:0', 'aac', '-b:a:0', '48000', '-ar:a:0', '44100', '-ac:a:0', '2'],
    ...['-max_muxing_queue_size', '4096', '-flags', '+global_header', '-f', 'tee'],
    [
      slave('v:0,a:0', 'mpegts', ':hls_segment_filename=0_%06d.ts', '0.m3u8'),
      slave('v:1,a:0', 'mpegts', ':hls_segment_filename=1_%06d.ts', '1.m3u8'),
      slave('v:2,a:0', 'mpegts', ':hls_segment_filename=2_%06d.ts', '2.m3u8'),
    ].join('|'),
  ]);
});

test.each<[string, Partial<LadderOutput>, string[]]>([
  [
    'sound apart, fragmented MP4',
    { segments: 'fmp4', separateAudio: true },
    ['v:0', 'v:1', 'a:0'].map((select, n) =>
      slave(
        select,
        'fmp4',
        `:hls_fmp4_init_filename=${n}_init.mp4:hls_segment_filename=${n}_%06d.m4s`,
        `${n}.m3u8`,
      ),
    ),
  ],
  [
    'byte ranges',
    { segments: 'fmp4-ranges' },
    ['v:0,a:0', 'v:1,a:0'].map((select, n) =>
      slave(select, 'fmp4', `+single_file:hls_segment_filename=${n}.mp4`, `${n}.m3u8`),
    ),
  ],
])('files: %s', (_, part, slaves) => {
  expect(command(part).at(-1)).toBe(slaves.join('|'));
});

test.each<[string, Partial<LadderOutput>, Source, string]>([
  [
    'a variable rate becomes a constant one',
    {},
    { ...source, video: { ...video, fps: 29.83, variableFps: 60 } },
    '[0:0]fps=30:start_time=0[s1];',
  ],
  [
    'a rate that was asked for counts for all',
    { rungs: [at(180, 1, { fps: 24_000 / 1001 }), at(360, 1, { fps: 60 })] },
    source,
    '[0:0]fps=24000/1001:start_time=0[s1];',
  ],
  [
    'interlaced pictures are made whole first',
    {},
    { ...source, video: { ...video, interlaced: true } },
    '[0:0]bwdif=mode=send_frame:deint=interlaced,fps=25:start_time=0[s1];',
  ],
  [
    'the same size is not scaled',
    { rungs: [at(720, 1)] },
    source,
    '[0:0]fps=25:start_time=0[s0];[s0]null[v0];[0:1]',
  ],
  [
    'blurred borders have labels of their own',
    { rungs: [at(360, 1, { width: 360, fill: 'gauss' }), at(180, 1, { width: 180, fill: 'gauss' })] },
    source,
    '[0:0]fps=25:start_time=0,split=2[s0][s1];[s0]split[a0][b0];[a0]',
  ],
  [
    'several tracks, one of them twice',
    {
      separateAudio: true,
      rungs: [
        { video: null, audio: [{ spec: { ...aac, tracks: [1] } }, { spec: aac }] },
        { video: null, audio: [{ spec: { ...aac, bitrate: 96_000 } }] },
      ],
    },
    source,
    '[0:3]aresample=async=1:first_pts=0[a0];[0:1]aresample=async=1:first_pts=0[a1];[0:1]aresample=async=1:first_pts=0[a2]',
  ],
])('filters: %s', (_, part, of, graph) => {
  expect(command(part, of)[1]?.slice(0, graph.length)).toBe(graph);
});

/** Heights of the rungs that are made; 0 = the source's size. */
const heights = (rungs: LadderOutput['rungs'], noHigher: LadderOutput['noHigher'], of = source) =>
  ladderOf({ ...output, rungs, noHigher }, of).streams.map(({ video: spec }) => [
    spec?.height,
    spec?.bitrate,
  ]);

test.each<[string, LadderOutput['rungs'], LadderOutput['noHigher'], [number, number][]]>([
  [
    'all',
    [at(180, 1), at(1080, 2)],
    { resolution: false, bitrate: false },
    [
      [180, 1],
      [1080, 2],
    ],
  ],
  [
    'none larger than the source',
    [at(180, 1), at(720, 2), at(1080, 3)],
    { resolution: true, bitrate: false },
    [
      [180, 1],
      [720, 2],
    ],
  ],
  [
    'the source itself when all are larger',
    [at(2160, 9), at(1080, 3)],
    { resolution: true, bitrate: false },
    [[0, 3]],
  ],
  ['none with more bits', [at(180, 1), at(720, 2_000_000)], { resolution: false, bitrate: true }, [[180, 1]]],
  [
    'the bits of the source when all have more',
    [at(720, 3_000_000), at(360, 2_000_000)],
    { resolution: false, bitrate: true },
    [[360, 1_000_000]],
  ],
])('rungs: %s', (_, rungs, noHigher, made) => {
  expect(heights(rungs, noHigher)).toEqual(made);
});

test('a portrait source is measured as it is shown', () => {
  const portrait = { ...source, video: { ...video, width: 720, height: 1280 } };
  expect(heights([at(720, 1), at(1080, 2)], { resolution: true, bitrate: false }, portrait)).toEqual([
    [720, 1],
  ]);
});

test.each<[string, Partial<LadderOutput>, Source, unknown]>([
  [
    'sound beside the picture',
    {},
    source,
    [
      [0, []],
      [1, []],
    ],
  ],
  [
    'sound of its own',
    { separateAudio: true },
    source,
    [
      [0, [2]],
      [1, [2]],
    ],
  ],
  [
    'no sound',
    { separateAudio: true },
    { ...source, audio: [] },
    [
      [0, []],
      [1, []],
    ],
  ],
  ['no picture: what is the same is there once', {}, { ...source, video: null }, [[0, []]]],
  [
    'alternatives',
    {
      separateAudio: true,
      rungs: [{ ...at(180, 1), audio: [{ spec: aac }, { spec: { ...aac, tracks: [1] } }] }],
    },
    source,
    [[0, [1, 2]]],
  ],
])('variants: %s', (_, part, of, variants) => {
  expect(ladderOf({ ...output, ...part }, of).variants.map(({ stream, sounds }) => [stream, sounds])).toEqual(
    variants,
  );
});

test('sound is called what was asked for, or what the source says', () => {
  const audio = [
    { spec: aac, name: 'source', language: 'source' },
    { spec: { ...aac, tracks: [1] }, name: 'B' },
  ];
  const { streams } = ladderOf({ ...output, separateAudio: true, rungs: [{ video: null, audio }] }, source);
  expect(streams.map(({ sound: one }) => [one?.name, one?.language, one?.source.index])).toEqual([
    ['Ton', 'deu', 1],
    ['B', '', 3],
  ]);
});

test.each([
  [0, undefined, 6],
  [0, 4, 4],
  [50, undefined, 6],
  [75, undefined, 6],
  [250, undefined, 10],
])('a GOP of %s frames and segments of %s s make segments of %s s', (gop, seconds, expected) => {
  const asked = { ...output, rungs: [at(180, 1, { gop })], ...(seconds ? { seconds } : {}) };
  expect(ladderOf(asked, source).seconds).toBe(expected);
});

test.each<[string, Partial<LadderOutput>, Source, string]>([
  ['neither', {}, { ...source, video: null, audio: [] }, 'SourceFileError.NoVideoMedia'],
  [
    'a third track',
    { rungs: [{ video: null, audio: [{ spec: { ...aac, tracks: [2] } }] }] },
    source,
    'InvalidInput.ConfigurationUnsupported',
  ],
  [
    'sound at index 0',
    { rungs: [{ video: null, audio: [{ spec: aac, stream: 0 }] }] },
    source,
    'InvalidInput.ConfigurationUnsupported',
  ],
  [
    'sound',
    { rungs: [{ video: null, audio: [{ spec: aac }] }] },
    { ...source, audio: [] },
    'SourceFileError.ContentUnsupported',
  ],
  ['a size', {}, { ...source, video: { ...video, width: 0 } }, 'SourceFileError.NoVideoResolution'],
])('a source that lacks %s', (_, part, of, code) => {
  expect(() => ladderOf({ ...output, ...part }, of)).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code }) }) as JobFailure,
  );
});

test('key frames at moments of the source, which begin segments', () => {
  const asked = { ...output, seconds: 2, rungs: [at(180, 1)], keyTimes: [1, 1.4, 2.5] };
  const ladder = ladderOf(asked, { ...source, startTime: 1.4 });
  expect(ladder.keyTimes?.map((time) => time.toFixed(3))).toEqual(['1.100']);
  const args = adaptiveCommand('/in', source, asked, ladder);
  const optionOf = (name: string) => args[args.indexOf(name) + 1];
  expect(optionOf('-force_key_frames:v:0')).toBe(
    'expr:isnan(prev_forced_t)+gt(floor((t+0.0015)/2),floor((prev_forced_t+0.0015)/2))' +
      '+gte(t,1.0985)*lt(prev_forced_t,1.0985)',
  );
  expect([optionOf('-g:v:0'), optionOf('-keyint_min:v:0'), optionOf('-enc_time_base:v:0')]).toEqual([
    ...['100', '100', '1:90000'],
  ]);
  expect(optionOf('-filter_complex')).not.toContain('fps=');
  expect(args.at(-1)).toContain(':hls_time=0.001:');
});
