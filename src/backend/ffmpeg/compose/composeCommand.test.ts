import { expect, test } from 'vitest';
import type { ComposeOutput, PictureElement, SoundElement, TextElement } from '../../../contract/compose.ts';
import type { Source, VideoSource } from '../source.ts';
import { composeCommand } from './composeCommand.ts';
import { layoutOf } from './layout.ts';

const film = (video: Partial<VideoSource> | null, audio: boolean, seconds: number, more = {}): Source => ({
  facts: {
    ...{ size: 1, container: 'mov,mp4', bitrate: 1, duration: seconds, videoDuration: seconds },
    ...{ audioDuration: seconds, width: 0, height: 0, rotate: 0, video: [], audio: [] },
  },
  ...{ startTime: 0, spans: new Map() },
  video: video && {
    ...{ index: 0, codec: 'h264', width: 640, height: 360, plain: true, interlaced: false, fps: 25 },
    ...{ variableFps: 0, bitrate: 0, range: '', colorSpace: 'bt709', ...video },
  },
  audio: audio ? [{ index: 1, codec: 'aac', bitrate: 1, sampleRate: 48_000, channels: 2 }] : [],
  ...more,
});
const materials = new Map([
  [null, { file: '/in', source: film({}, true, 10) }],
  [
    'png',
    { file: '/png', source: film({ codec: 'png', width: 100, height: 50 }, false, 0, { still: true }) },
  ],
  ['mp3', { file: '/mp3', source: film(null, true, 60) }],
]);
const seconds = (value: number) => ({ value, of: 'seconds' as const });
const percent = (value: number, of: 'width' | 'height') => ({ value, of });
const picture = (file: string | null, more: Partial<PictureElement> = {}): PictureElement => ({
  ...{ kind: 'picture', parameter: 'p', file, begin: seconds(0), end: null, start: null, duration: null },
  ...{ still: false, x: percent(50, 'width'), y: percent(50, 'height'), width: null, height: null },
  ...{ turns: [], volume: 1, ...more },
});
const sound: SoundElement = {
  ...{ kind: 'sound', parameter: 'p', file: 'mp3', begin: seconds(2), end: seconds(8) },
  ...{ start: 1, duration: null, volume: 0.5 },
};
const text: TextElement = { kind: 'text', parameter: 'p', text: 'x', style: 0, start: 0, duration: 2 };
const composed = (tracks: ComposeOutput['tracks'], more: Partial<ComposeOutput> = {}) => {
  const output: ComposeOutput = {
    ...{ kind: 'compose', subtask: 0, container: 'mp4', main: 'a.mp4', segment: null, styles: [], tracks },
    ...{ canvas: { color: '102030', width: 0, height: 0 }, video: { fps: 0, bitrate: 0 } },
    ...{ audio: { sampleRate: 16_000, channels: 2, bitrate: 80_000 }, ...more },
  };
  const args = composeCommand(layoutOf(output, materials), output, new Map([[0, 'texts-0.ass']]), '/o');
  const from = args.indexOf('-filter_complex');
  const inputs = args
    .slice(0, from)
    .filter(
      (arg, n, all) => /^(-ss|-t|-i|-threads)$/.test(all[n - 1] ?? '') || /^-(ss|t|i|threads)$/.test(arg),
    );
  return { inputs, graph: args[from + 1]!.split(';'), rest: args.slice(from + 2) };
};

test('what covers the canvas is joined as it is', () => {
  const items = [picture(null, { end: seconds(4) }), picture(null, { begin: seconds(4), start: 5 })];
  const { inputs, graph, rest } = composed([{ kind: 'pictures', items }]);
  expect(inputs).toEqual([
    '-ss',
    '0.000',
    '-t',
    '4.000',
    '-i',
    '/in',
    '-ss',
    '4.000',
    '-t',
    '1.000',
    '-i',
    '/in',
  ]);
  const stays = (frames: number) =>
    `tpad=stop=-1:stop_mode=clone,trim=end_frame=${frames},setpts=N/(FRAME_RATE*TB),setsar=1`;
  expect(graph).toEqual([
    `[0:0]fps=25,scale=in_color_matrix=bt709:out_color_matrix=bt601,format=yuv420p,${stays(100)}[t0e0x]`,
    'color=c=0x102030:s=640x360:r=25,format=gbrp,scale=out_color_matrix=bt601:out_range=tv,format=yuv420p,trim=end_frame=25,setsar=1[t0e1g]',
    `[1:0]fps=25,scale=in_color_matrix=bt709:out_color_matrix=bt601,format=yuv420p,${stays(25)}[t0e1x]`,
    '[t0e0x][t0e1g][t0e1x]concat=n=3:v=1:a=0[t0]',
    '[t0]format=yuv420p,setparams=colorspace=smpte170m:color_primaries=smpte170m:color_trc=smpte170m[v]',
    '[0:1]aresample=async=1:first_pts=0,aformat=sample_fmts=fltp:sample_rates=16000:channel_layouts=stereo,atrim=end=4.000000[s0]',
    '[1:1]aresample=async=1:first_pts=0,aformat=sample_fmts=fltp:sample_rates=16000:channel_layouts=stereo,atrim=end=1.000000,adelay=delays=80000S:all=1[s1]',
    '[s0][s1]amix=inputs=2:duration=longest:dropout_transition=0:normalize=0,apad=whole_dur=6.000000,atrim=end=6.000000[a]',
  ]);
  expect(rest).toEqual([
    ...['-map', '[v]', '-c:v', 'libx264', '-preset', 'faster', '-crf', '20', '-pix_fmt', 'yuv420p'],
    ...[
      '-g',
      '250',
      '-fps_mode',
      'vfr',
      '-map',
      '[a]',
      '-c:a',
      'aac',
      '-b:a',
      '80000',
      '-ar',
      '16000',
      '-ac',
      '2',
    ],
    ...['-map_chapters', '-1', '-max_muxing_queue_size', '4096', '-movflags', '+faststart', '-f', 'mp4'],
    '/o/main.mp4',
  ]);
});

test('a title over an image over the canvas, with a turn, and a sound', () => {
  const image = picture('png', {
    ...{ still: true, duration: 2, width: percent(50, 'width'), x: percent(100, 'width') },
    turns: [{ kind: 'rotate', degrees: 90 }],
  });
  const { inputs, graph, rest } = composed(
    [
      { kind: 'texts', items: [text] },
      { kind: 'pictures', items: [image] },
      { kind: 'sounds', items: [sound] },
    ],
    {
      canvas: { color: 'FFFFFF', width: 400, height: 800 },
      video: { fps: 30, bitrate: 1_000_000 },
      audio: { sampleRate: 48_000, channels: 1, bitrate: 900_000 },
    },
  );
  expect(inputs).toEqual(['-i', '/png', '-ss', '2.000', '-t', '6.000', '-i', '/mp3']);
  expect(graph.map((chain) => chain.replace(/^color=.*trim/, 'color…trim'))).toEqual([
    'color…trim=end_frame=210,setsar=1[canvas]',
    // 200x100 is turned to 100x200 around the right edge: its left half is seen.
    '[0:0]scale=200:100,setsar=1,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p,transpose=clock,crop=50:200:0:0,pad=400:800:350:300:black@0,tpad=stop=-1:stop_mode=clone,fps=30,trim=end_frame=60,setpts=N/(FRAME_RATE*TB),setsar=1[t1e0x]',
    '[t1e0x]null[t1]',
    '[canvas][t1]overlay=eof_action=pass[p1]',
    '[p1]ass=f=texts-0.ass[p0]',
    '[p0]format=yuv420p,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709[v]',
    '[1:1]aresample=async=1:first_pts=0,aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=mono,atrim=end=6.000000,volume=0.5,adelay=delays=48000S:all=1[s0]',
    '[s0]anull,apad=whole_dur=7.000000,atrim=end=7.000000[a]',
  ]);
  expect(rest.slice(0, 14)).toEqual([
    ...['-map', '[v]', '-c:v', 'libx264', '-preset', 'faster', '-b:v', '1000000', '-maxrate', '2000000'],
    ...['-bufsize', '4000000', '-pix_fmt', 'yuv420p'],
  ]);
  // As much as AAC holds of one channel.
  expect(rest).toContain('288000');
});

test('transitions, below and above others', () => {
  const transition = {
    kind: 'transition',
    parameter: 't',
    duration: 1,
    picture: 'fade',
    sound: true,
  } as const;
  const two = { end: seconds(2) };
  const small = { ...two, width: percent(10, 'width') };
  const { graph } = composed([
    { kind: 'pictures', items: [picture(null, small), transition, picture(null, small)] },
    { kind: 'pictures', items: [picture(null, two), transition, picture(null, { ...two, volume: 0 })] },
  ]);
  const links = graph.map((chain) =>
    chain.replace(/(fps|color|aresample)=.*?(format=yuva?444p|\[\w+\]$)/, '$1…$2'),
  );
  expect(links.slice(0, 9)).toEqual([
    '[0:0]fps…format=yuv444p[t1e0]',
    '[1:0]fps…format=yuv444p[t1e1]',
    '[t1e0][t1e1]xfade=transition=fade:duration=1.000000:offset=1.000000,format=yuv420p[t1e0x]',
    '[t1e0x]null[t1]',
    '[2:0]fps…format=yuva444p,premultiply=inplace=1[t0e0]',
    '[3:0]fps…format=yuva444p,premultiply=inplace=1[t0e1]',
    '[t0e0][t0e1]xfade=transition=fade:duration=1.000000:offset=1.000000,unpremultiply=inplace=1,format=yuva420p[t0e0x]',
    '[t0e0x]null[t0]',
    '[t1][t0]overlay=eof_action=pass[p0]',
  ]);
  expect(graph.filter((chain) => chain.includes('afade'))).toHaveLength(3);
  expect(graph.find((chain) => chain.startsWith('[3:1]'))).toContain(
    'afade=t=in:d=1:curve=qsin,adelay=delays=16000S:all=1',
  );
  expect(graph.at(-1)).toContain('alimiter=');
});
