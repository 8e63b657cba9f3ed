import { expect, test } from 'vitest';
import type { AudioSpec, MediaOutput, VideoSpec } from '../../contract/media.ts';
import type { Watermark } from '../../contract/overlay.ts';
import { mediaCommand } from './command.ts';
import { DEMUXERS } from './demuxers.ts';
import type { DrawnPictures } from './drawing.ts';
import { outputGroups } from './groups.ts';
import type { Source, VideoSource } from './source.ts';
import { outputFailure } from './streams.ts';

const video: VideoSource = {
  index: 0,
  codec: 'h264',
  width: 1920,
  height: 1080,
  plain: true,
  interlaced: false,
  fps: 25,
  variableFps: 0,
  bitrate: 4_000_000,
  range: '',
};
const source: Source = {
  facts: {
    size: 1,
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    bitrate: 4_128_000,
    duration: 8,
    videoDuration: 8,
    audioDuration: 8,
    width: 1920,
    height: 1080,
    rotate: 0,
    video: [],
    audio: [],
  },
  video,
  startTime: 0,
  spans: new Map(),
  audio: [{ index: 2, codec: 'aac', bitrate: 128_000, sampleRate: 48_000, channels: 2 }],
};
/** Picture and sound of so many seconds. */
const spans = (picture: number, sound: number): Source['spans'] =>
  new Map([
    [0, { start: 0, end: picture }],
    [2, { start: 0, end: sound }],
  ]);
const portrait: Source = { ...source, video: { ...video, plain: false, width: 1080, height: 1920 } };

const h264: VideoSpec = {
  codec: 'h264',
  profile: '',
  bitrate: 512_000,
  rateControl: 'vbr',
  fps: 0,
  width: 640,
  height: 0,
  adaptive: true,
  fill: 'black',
  gop: 0,
};
const aac: AudioSpec = { codec: 'aac', bitrate: 48_000, sampleRate: 44_100, channels: 2 };
const segment = {
  pattern: 'a_{number}.ts',
  number: { initial: 0, increment: 1, minLength: 1, placeholder: '0' },
};

function output(container: MediaOutput['container'], videoSpec: VideoSpec | null, audio: AudioSpec | null) {
  return {
    kind: 'media' as const,
    subtask: 0,
    container,
    video: videoSpec,
    audio,
    main: 'a',
    segment: container === 'hls' ? segment : null,
  };
}

const COMMON =
  '-hide_banner -nostdin -n -loglevel error -nostats -progress pipe:1 -max_alloc 1073741824 ' +
  `-protocol_whitelist file,pipe -format_whitelist ${DEMUXERS.join(',')} -fflags +genpts -i /w/input `;

/** The command after the common part, for outputs in /w/0, /w/1, … */
function rest(from: Source, ...outputs: MediaOutput[]): string {
  const renditions = outputs.map((one, index) => ({ output: one, folder: `/w/${index}` }));
  const command = mediaCommand('/w/input', from, renditions).join(' ');
  expect(command.slice(0, COMMON.length)).toBe(COMMON);
  return command.slice(COMMON.length);
}

const MAPS = '-map 0:0 -map 0:2 -map_chapters -1';
const RATE = '-b:v 512000 -maxrate 1024000 -bufsize 2048000';
const AAC = '-af aresample=async=1 -c:a aac -b:a 48000 -ar 44100 -ac 2';
const QUEUE = '-max_muxing_queue_size 4096';
const HLS =
  '-hls_list_size 0 -hls_playlist_type vod -hls_segment_type mpegts -hls_flags independent_segments';

const cases: [name: string, from: Source, one: MediaOutput, expected: string][] = [
  [
    'mp4, H.264, open GOP',
    source,
    output('mp4', h264, aac),
    `${MAPS} -vf scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p ${RATE} -g 250 -fps_mode vfr ` +
      `${AAC} ${QUEUE} -movflags +faststart -f mp4 /w/0/main.mp4`,
  ],
  [
    'mp4, H.265, fixed GOP, average rate, asked frame rate',
    source,
    output('mp4', { ...h264, codec: 'h265', profile: 'high', gop: 48, rateControl: 'abr', fps: 23.976 }, aac),
    `${MAPS} -vf fps=24000/1001,scale=640:360,setsar=1 -c:v libx265 -preset veryfast -pix_fmt yuv420p -b:v 512000 ` +
      '-g 48 -forced-idr 1 -x265-params log-level=error:open-gop=0:scenecut=0:min-keyint=48 -tag:v hvc1 ' +
      `-fps_mode vfr ${AAC} ${QUEUE} -movflags +faststart -f mp4 /w/0/main.mp4`,
  ],
  [
    'flv with MP3 has a rate that FLV can say',
    source,
    output(
      'flv',
      { ...h264, profile: 'baseline', gop: 50 },
      { ...aac, codec: 'mp3', sampleRate: 0, channels: 0 },
    ),
    `${MAPS} -vf scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p -profile:v baseline ${RATE} ` +
      '-g 50 -keyint_min 50 -sc_threshold 0 -fps_mode vfr -af aresample=async=1 -c:a libmp3lame -b:a 48000 -ar 44100 ' +
      `${QUEUE} -f flv /w/0/main.flv`,
  ],
  [
    'hls, open GOP: key frames are forced where segments begin',
    source,
    output('hls', h264, aac),
    `${MAPS} -vf scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p ${RATE} -g 250 ` +
      `-force_key_frames expr:gte(t,n_forced*10) -fps_mode vfr ${AAC} ${QUEUE} ` +
      `-f hls -hls_time 9.999 ${HLS} -hls_segment_filename /w/0/%06d.ts /w/0/main.m3u8`,
  ],
  [
    'hls, fixed GOP of 2 s',
    source,
    output('hls', { ...h264, gop: 50 }, aac),
    `${MAPS} -vf scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p ${RATE} ` +
      `-g 50 -keyint_min 50 -sc_threshold 0 -fps_mode vfr ${AAC} ${QUEUE} ` +
      `-f hls -hls_time 1.999 ${HLS} -hls_segment_filename /w/0/%06d.ts /w/0/main.m3u8`,
  ],
  [
    'remux',
    source,
    output('mp4', { ...h264, codec: 'copy' }, { ...aac, codec: 'copy' }),
    `${MAPS} -c:v copy -c:a copy ${QUEUE} -movflags +faststart -f mp4 /w/0/main.mp4`,
  ],
  [
    'remux of H.265 gets the tag that Apple wants',
    { ...source, video: { ...video, codec: 'hevc' } },
    output('mp4', { ...h264, codec: 'copy' }, null),
    `-map 0:0 -map_chapters -1 -c:v copy -tag:v hvc1 ${QUEUE} -movflags +faststart -f mp4 /w/0/main.mp4`,
  ],
  [
    'sound only, MP3',
    source,
    output('mp3', null, { codec: 'mp3', bitrate: 0, sampleRate: 0, channels: 0 }),
    `-map 0:2 -map_chapters -1 -af aresample=async=1 -c:a libmp3lame -b:a 128000 ${QUEUE} -f mp3 /w/0/main.mp3`,
  ],
  [
    'sound only, M4A',
    source,
    output('m4a', null, aac),
    `-map 0:2 -map_chapters -1 ${AAC} ${QUEUE} -movflags +faststart -f ipod /w/0/main.m4a`,
  ],
  [
    'a source without sound',
    { ...source, audio: [] },
    output('mp4', h264, aac),
    `-map 0:0 -map_chapters -1 -vf scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p ${RATE} ` +
      `-g 250 -fps_mode vfr ${QUEUE} -movflags +faststart -f mp4 /w/0/main.mp4`,
  ],
  [
    'a source without video',
    { ...source, video: null },
    output('hls', h264, aac),
    `-map 0:2 -map_chapters -1 ${AAC} ${QUEUE} ` +
      `-f hls -hls_time 9.999 ${HLS} -hls_segment_filename /w/0/%06d.ts /w/0/main.m3u8`,
  ],
  [
    "the source's own size, rate and bit rate: nothing is filtered",
    source,
    output('mp4', { ...h264, width: 0, bitrate: 0 }, null),
    '-map 0:0 -map_chapters -1 -c:v libx264 -preset faster -pix_fmt yuv420p ' +
      `-b:v 4000000 -maxrate 8000000 -bufsize 16000000 -g 250 -fps_mode vfr ${QUEUE} ` +
      '-movflags +faststart -f mp4 /w/0/main.mp4',
  ],
  [
    'a bit rate that nobody knows: constant quality',
    { ...source, video: { ...video, bitrate: 0 } },
    output('mp4', { ...h264, bitrate: 0 }, null),
    '-map 0:0 -map_chapters -1 -vf scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p -crf 23 ' +
      `-g 250 -fps_mode vfr ${QUEUE} -movflags +faststart -f mp4 /w/0/main.mp4`,
  ],
  [
    'a variable rate stays variable',
    { ...source, video: { ...video, fps: 24.7, variableFps: 60 } },
    output('mp4', h264, null),
    '-map 0:0 -map_chapters -1 -vf scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p ' +
      `${RATE} -g 247 -fps_mode vfr -enc_time_base 1:90000 ${QUEUE} -movflags +faststart -f mp4 /w/0/main.mp4`,
  ],
  [
    'timestamps of 1/600 s are no frame rate',
    { ...source, video: { ...video, fps: 29.6, variableFps: 600 } },
    output('mp4', h264, null),
    '-map 0:0 -map_chapters -1 -vf fps=30,scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p ' +
      `${RATE} -g 296 -fps_mode vfr ${QUEUE} -movflags +faststart -f mp4 /w/0/main.mp4`,
  ],
  [
    'constant quality, level, B-frames, 10 bits, GOP of seconds with scene cuts, H.265 in mov',
    source,
    output(
      'mov',
      {
        ...{
          ...h264,
          codec: 'h265',
          rateControl: 'crf',
          quality: 30,
          level: '5.1',
          bFrames: 3,
          bitDepth: 10,
        },
        ...{ gop: 4, gopUnit: 'second', sceneCuts: true },
      },
      { ...aac, codec: 'pcm24' },
    ),
    `${MAPS} -vf scale=640:360,setsar=1 -c:v libx265 -preset veryfast -pix_fmt yuv420p10le -crf 30 -bf 3 ` +
      '-g 100 -forced-idr 1 -x265-params log-level=error:open-gop=0:level-idc=5.1 -tag:v hvc1 -fps_mode vfr ' +
      `-af aresample=async=1 -c:a pcm_s24le -ar 44100 -ac 2 ${QUEUE} -movflags +faststart -f mov /w/0/main.mov`,
  ],
  [
    'ts of constant rate with Layer II, whose bit rates are fixed',
    source,
    output('ts', { ...h264, rateControl: 'cbr', level: '4' }, { ...aac, codec: 'mp2', bitrate: 100_000 }),
    `${MAPS} -vf scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p -level:v 4 -b:v 512000 ` +
      '-minrate 512000 -maxrate 512000 -bufsize 512000 -x264-params nal-hrd=cbr -g 250 -fps_mode vfr ' +
      `-af aresample=async=1 -c:a mp2 -b:a 112000 -ar 44100 -ac 2 ${QUEUE} -f mpegts /w/0/main.ts`,
  ],
  [
    'webm: VP9 of bounded quality, Opus',
    source,
    output('webm', { ...h264, codec: 'vp9', quality: 20, gop: 50 }, { ...aac, codec: 'opus', sampleRate: 0 }),
    `${MAPS} -vf scale=640:360,setsar=1 -c:v libvpx-vp9 -deadline good -cpu-used 5 -row-mt 1 -pix_fmt yuv420p ` +
      '-crf 25 -b:v 512000 -g 50 -keyint_min 50 -fps_mode vfr ' +
      '-af aresample=async=1,aformat=channel_layouts=mono|stereo|5.1|7.1 -c:a libopus -b:a 48000 -ac 2 ' +
      `${QUEUE} -f webm /w/0/main.webm`,
  ],
  [
    'a bit rate of AV1 has no bound',
    source,
    output('mp4', { ...h264, codec: 'av1' }, null),
    '-map 0:0 -map_chapters -1 -vf scale=640:360,setsar=1 -c:v libsvtav1 -preset 8 -pix_fmt yuv420p -b:v 512000 ' +
      `-g 250 -fps_mode vfr ${QUEUE} -movflags +faststart -f mp4 /w/0/main.mp4`,
  ],
  [
    'MXF has the frame rates of MPEG-2 and 48 kHz',
    { ...source, video: { ...video, fps: 12 }, spans: spans(8, 8) },
    output('mxf', { ...h264, codec: 'mpeg2', gop: 12 }, { ...aac, codec: 'pcm16', sampleRate: 0 }),
    `${MAPS} -vf fps=24000/1001,scale=640:360,setsar=1 -c:v mpeg2video -pix_fmt yuv420p ${RATE} -g 12 -flags +cgop ` +
      `-sc_threshold 1000000000 -fps_mode vfr -af aresample=async=1 -c:a pcm_s16le -ar 48000 -ac 2 ${QUEUE} ` +
      '-f mxf /w/0/main.mxf',
  ],
  [
    'all tracks of MXF are as long as the longest',
    { ...source, spans: spans(8, 5) },
    output('mxf', { ...h264, codec: 'mpeg2', gop: 12 }, { ...aac, codec: 'pcm16', sampleRate: 0 }),
    `${MAPS} -vf scale=640:360,setsar=1,fps=25:start_time=0,tpad=stop_mode=clone:stop_duration=8.000000 ` +
      `-c:v mpeg2video -pix_fmt yuv420p ${RATE} -g 12 -flags +cgop -sc_threshold 1000000000 -fps_mode vfr ` +
      '-af aresample=async=1:first_pts=0,apad=whole_dur=8.000000,atrim=end=8.000000 -c:a pcm_s16le -ar 48000 -ac 2 ' +
      `-t 8.000000 ${QUEUE} -f mxf /w/0/main.mxf`,
  ],
  [
    'Vorbis is asked for a quality',
    source,
    output('ogg', null, { ...aac, codec: 'vorbis', bitrate: 136_000, channels: 0 }),
    `-map 0:2 -map_chapters -1 -af aresample=async=1 -c:a libvorbis -q:a 4.2 -ar 44100 ${QUEUE} -f ogg /w/0/main.ogg`,
  ],
  [
    'two tracks keep their own bit rates',
    {
      ...source,
      audio: [
        { index: 1, codec: 'aac', bitrate: 96_000, sampleRate: 48_000, channels: 2 },
        { index: 2, codec: 'aac', bitrate: 192_000, sampleRate: 48_000, channels: 2 },
      ],
    },
    output('mkv', null, { ...aac, bitrate: 0, sampleRate: 0, channels: 0, tracks: [1, 0] }),
    `-map 0:2 -map 0:1 -map_chapters -1 -af aresample=async=1 -c:a aac -b:a:0 192000 -b:a:1 96000 ${QUEUE} ` +
      '-f matroska /w/0/main.mkv',
  ],
  [
    'times of the source, pixels of twice their height',
    { ...source, startTime: 1.4 },
    output('mp4', { ...h264, keepTimes: true, sampleAspect: '2:1' }, null),
    `-map 0:0 -map_chapters -1 -vf scale=640:360,setsar=1,setsar=2 -c:v libx264 -preset faster -pix_fmt yuv420p ${RATE} ` +
      `-g 250 -fps_mode passthrough -enc_time_base 1:90000 ${QUEUE} -output_ts_offset 1.400000 ` +
      '-movflags +faststart -f mp4 /w/0/main.mp4',
  ],
  [
    'HLS of fragmented MP4 with segments of 4 s',
    source,
    { ...output('hls', h264, null), segment: { ...segment, type: 'fmp4', init: 'a_init.mp4', seconds: 4 } },
    '-map 0:0 -map_chapters -1 -vf scale=640:360,setsar=1 -c:v libx264 -preset faster -pix_fmt yuv420p ' +
      `${RATE} -g 250 -force_key_frames expr:gte(t,n_forced*4) -fps_mode vfr ${QUEUE} ` +
      '-f hls -hls_time 3.999 -hls_list_size 0 -hls_playlist_type vod -hls_segment_type fmp4 ' +
      '-hls_flags independent_segments -hls_fmp4_init_filename init.mp4 ' +
      '-hls_segment_filename /w/0/%06d.m4s /w/0/main.m3u8',
  ],
];

const px = (value: number) => ({ value, of: 'px' as const });
const topLeft = { corner: 'top-left', x: px(0), y: px(0), start: 0, end: 0 } as const;
const logo: Watermark = {
  ...{ kind: 'image', ...topLeft, file: 'logo', repeat: 'forever' },
  ...{ width: { value: 10, of: 'width' }, height: px(0) },
};
/** Pictures as they would be drawn: stills but of files that are called after their seconds. */
const drawn: DrawnPictures = {
  get(drawing) {
    const name = 'file' in drawing ? drawing.file : drawing.kind;
    return { path: `/w/${name}`, seconds: Number(/^\d+/.exec(name)?.[0] ?? 0) || null };
  },
};
const looks: [name: string, from: Source, look: Partial<VideoSpec>, inputs: string, filters: string][] = [
  [
    'a watermark',
    source,
    { watermarks: [logo] },
    '-protocol_whitelist file,pipe -f png_pipe -i /w/logo',
    '[0:0]scale=640:360,setsar=1,format=yuv420p[main2];' +
      '[1:v]scale=out_color_matrix=bt601:out_range=tv,format=yuva420p[other2];' +
      '[main2][other2]overlay=format=yuv420:x=0:y=0[picture]',
  ],
  [
    'two in their times, the second one animated, of ten bits',
    source,
    {
      ...{ bitDepth: 10, height: 1080, width: 1920, fps: 30 },
      watermarks: [
        { ...logo, corner: 'bottom-right', x: px(10), y: { value: 5, of: 'height' }, start: 1, end: -2 },
        { ...logo, corner: 'top-right', file: '3.gif', start: 2, repeat: 'once' },
      ],
    },
    '-protocol_whitelist file,pipe -f png_pipe -i /w/logo -protocol_whitelist file,pipe -f matroska -i /w/3.gif',
    '[0:0]fps=30,format=yuv420p10le[main2];' +
      '[1:v]scale=out_color_matrix=bt709:out_range=tv,format=yuva420p10le[other2];' +
      "[main2][other2]overlay=format=yuv420p10:x=W-w-(10):y=H-h-(54):enable='gte(t,0.9995)*lt(t,5.9995)'[joined2];" +
      '[2:v]setpts=PTS+2.000/TB,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p10le[other3];' +
      "[joined2][other3]overlay=format=yuv420p10:x=W-w-(0):y=0:enable='gte(t,1.9995)*lt(t,4.9995)'[picture]",
  ],
  [
    'an animation without end, with filters behind it',
    source,
    { watermarks: [{ ...logo, file: '3.gif' }], sampleAspect: '2:1' },
    '-stream_loop -1 -protocol_whitelist file,pipe -f matroska -i /w/3.gif',
    '[0:0]scale=640:360,setsar=1,format=yuv420p[main2];' +
      '[1:v]scale=out_color_matrix=bt601:out_range=tv,format=yuva420p[other2];' +
      '[main2][other2]overlay=format=yuv420:x=0:y=0:shortest=1[joined2];[joined2]setsar=2[picture]',
  ],
  [
    'a text over high dynamic range',
    { ...source, video: { ...video, range: 'HDR10' } },
    {
      ...{ bitDepth: 10, height: 0, width: 0 },
      watermarks: [
        { ...{ kind: 'text', ...topLeft, text: 'a', font: 'kai', size: px(9), color: 'FFFFFF', alpha: 1 } },
      ],
    },
    '-protocol_whitelist file,pipe -f png_pipe -i /w/text',
    '[0:0]format=yuv420p10le[main1];' +
      '[1:v]format=rgba,colorchannelmixer=rr=0.58:gg=0.58:bb=0.58,scale=out_color_matrix=bt2020:out_range=tv,format=yuva420p10le[other1];' +
      '[main1][other1]overlay=format=yuv420p10:x=0:y=0[picture]',
  ],
];

test.each(looks)('over the picture: %s', (_name, from, look, inputs, filters) => {
  const one = output('mp4', { ...h264, ...look }, aac);
  const command = mediaCommand('/w/input', from, [{ output: one, folder: '/w/0' }], drawn).join(' ');
  const [before, after = ''] = command.slice(COMMON.length).split(' -map [picture] -map 0:2 ');
  expect(before).toBe(`${inputs} -filter_complex ${filters}`);
  expect(after).toMatch(/^-map_chapters -1 -c:v libx264 /);
});

test('mosaics are on the source, before it is scaled', () => {
  const part = { x: px(101), y: px(50), width: px(199), height: { value: 10, of: 'height' as const } };
  const mosaics = [
    { ...part, start: 0, end: 0 },
    { ...part, x: px(1900), start: -2, end: 0 },
  ];
  expect(rest(source, output('mp4', { ...h264, mosaics }, aac))).toContain(
    '-vf split[whole0][part0];[part0]crop=200:108:100:50,pixelize=w=18:h=18[blocks0];' +
      '[whole0][blocks0]overlay=format=yuv420:x=100:y=50,' +
      'split[whole1][part1];[part1]crop=20:108:1900:50,pixelize=w=8:h=8[blocks1];' +
      "[whole1][blocks1]overlay=format=yuv420:x=1900:y=50:enable='gte(t,5.9995)',scale=640:360,setsar=1 -c:v",
  );
  const odd = { ...source, video: { ...video, plain: false } };
  expect(rest(odd, output('mp4', { ...h264, mosaics: mosaics.slice(0, 1) }, aac))).toContain(
    '-vf scale=1920:1080,setsar=1,split[whole0]',
  );
});

test('what is laid over several outputs is one input', () => {
  const one = output('mp4', { ...h264, watermarks: [logo] }, aac);
  const other = output('mp4', { ...h264, width: 320, watermarks: [logo] }, aac);
  const renditions = [one, other, output('mp4', h264, aac)].map((spec, n) => ({
    output: spec,
    folder: `/w/${n}`,
  }));
  const command = mediaCommand('/w/input', source, renditions, drawn);
  expect(command.filter((word) => word === '-i')).toHaveLength(2);
  expect(command.filter((word) => word === '-filter_complex')).toHaveLength(2);
  expect(command.filter((word) => word === '-vf')).toHaveLength(1);
});

test.each([[{ start: -1, end: 0 }], [{ start: 0, end: -1 }]])(
  'times from an end that is unknown are refused: %j',
  (times) => {
    const endless = { ...source, facts: { ...source.facts, duration: 0 } };
    const look = { ...h264, watermarks: [{ ...logo, ...times }] };
    const renditions = [{ output: output('mp4', look, aac), folder: '/w/0' }];
    expect(() => mediaCommand('/w/input', endless, renditions, drawn)).toThrow(
      'The duration of the source is unknown.',
    );
  },
);

test('each part of the source is an input of its own', () => {
  const whole = output('mp3', null, { ...aac, codec: 'mp3' });
  const start = { ...whole, clip: { start: 2, end: 0 } };
  const middle = { ...whole, clip: { start: -4, end: -1 } };
  const command = mediaCommand(
    '/w/input',
    source,
    [start, whole, middle, start].map((one, index) => ({ output: one, folder: `/w/${index}` })),
  );
  const text = command.join(' ');
  expect([...text.matchAll(/\+genpts (.*?)-i /g)].map(([, options]) => options)).toEqual([
    '-ss 2.000 -t 6.000 ',
    '',
    '-ss 4.000 -t 3.000 ',
  ]);
  expect([...text.matchAll(/-map (\S+) .*?(\/w\/\d)/g)].map(([, map, folder]) => `${folder} ${map}`)).toEqual(
    ['/w/0 0:2', '/w/1 1:2', '/w/2 2:2', '/w/3 0:2'],
  );
});

test.each<[string, Partial<MediaOutput>, string]>([
  ['a start behind the end', { clip: { start: 9, end: 0 } }, 'InvalidInput.InvalidTimeOffset'],
  [
    'a track that is not there',
    { audio: { ...aac, tracks: [0, 3] } },
    'InvalidInput.ConfigurationUnsupported',
  ],
  [
    'a copy that the container can not hold',
    { container: 'webm', video: { ...h264, codec: 'copy' } },
    'InvalidInput.ConfigurationUnsupported',
  ],
])('can not be made: %s', (_name, part, code) => {
  expect(outputFailure({ ...output('mp4', h264, aac), ...part }, source)?.code).toBe(code);
});

test.each(cases)('%s', (_name, from, one, expected) => {
  expect(rest(from, one)).toBe(expected);
});

test('three outputs share one input', () => {
  const first = output('mp4', h264, aac);
  const second = output('hls', { ...h264, width: 320 }, aac);
  const third = output('mp3', null, { ...aac, codec: 'mp3' });
  const one = (which: MediaOutput, folder: string) =>
    rest(source, which).replaceAll('/w/0/', `/w/${folder}/`);
  const graph =
    '-filter_complex [0:0]null[s0];[s0]scale=640:360,setsar=1,split=2[size0][s1];[s1]scale=320:180,setsar=1[size1]';
  const sized = (args: string, n: number) =>
    args.replace('-map 0:0', `-map [size${n}]`).replace(/-vf scale=[^ ]+ /, '');
  expect(rest(source, first, second, third)).toBe(
    [graph, sized(one(first, '0'), 0), sized(one(second, '1'), 1), one(third, '2')].join(' '),
  );
});

const big = { ...h264, width: 1280 };
test.each<[string, Partial<MediaOutput>[], string[]]>([
  [
    'one rate for all, the smaller of the larger; the same size once',
    [{ video: { ...big, fps: 24 } }, { video: { ...h264, fps: 24 } }, { video: { ...big, fps: 24 } }],
    [
      '[0:0]fps=24[s0];[s0]scale=1280:720,setsar=1,split=3[size0][size2][s1];[s1]scale=640:360,setsar=1[size1]',
    ],
  ],
  [
    'each part of the source by itself',
    [big, h264, big, h264].map((video, n) => ({ video, ...(n > 1 && { clip: { start: 1, end: 0 } }) })),
    [
      '[0:0]null[s0];[s0]scale=1280:720,setsar=1,split=2[size0][s1];[s1]scale=640:360,setsar=1[size1]',
      '[1:0]null[s0];[s0]scale=1280:720,setsar=1,split=2[size2][s1];[s1]scale=640:360,setsar=1[size3]',
    ],
  ],
  ['different rates', [{ video: { ...big, fps: 24 } }, { video: h264 }], []],
  ['ten and eight bits', [{ video: { ...big, bitDepth: 10 } }, { video: h264 }], []],
  [
    'times that are kept',
    [{ video: { ...big, keepTimes: true } }, { video: { ...h264, keepTimes: true } }],
    [],
  ],
  ['blurred borders', [{ video: { ...big, width: 360, height: 360, fill: 'gauss' } }, { video: h264 }], []],
])('sizes of several outputs: %s', (_, parts, graphs) => {
  const renditions = parts.map((part, n) => ({
    output: { ...output('mp4', h264, aac), ...part },
    folder: `/w/${n}`,
  }));
  const command = mediaCommand('/w/input', source, renditions);
  expect(command.flatMap((word, n) => (word === '-filter_complex' ? [command[n + 1]] : []))).toEqual(graphs);
});

const sizes: [name: string, from: Source, spec: Partial<VideoSpec>, filter: string][] = [
  [
    'adaptive, landscape',
    source,
    { width: 640, height: 480 },
    'scale=640:360,pad=640:480:(ow-iw)/2:(oh-ih)/2:black,setsar=1',
  ],
  ['adaptive, portrait', portrait, { width: 1280, height: 720 }, 'scale=720:1280,setsar=1'],
  ['adaptive, portrait, long side only', portrait, { width: 640, height: 0 }, 'scale=360:640,setsar=1'],
  ['adaptive, portrait, short side only', portrait, { width: 0, height: 360 }, 'scale=360:640,setsar=1'],
  ['not adaptive, portrait', portrait, { adaptive: false, width: 640, height: 0 }, 'scale=640:1138,setsar=1'],
  ['height only', source, { width: 0, height: 480 }, 'scale=854:480,setsar=1'],
  ['stretch', source, { width: 480, height: 480, fill: 'stretch' }, 'scale=480:480,setsar=1'],
  [
    'white',
    source,
    { width: 480, height: 480, fill: 'white' },
    'scale=480:270,pad=480:480:(ow-iw)/2:(oh-ih)/2:white,setsar=1',
  ],
  [
    'gauss',
    source,
    { width: 480, height: 480, fill: 'gauss' },
    'split[a][b];[a]scale=214:120,crop=120:120,gblur=sigma=6,scale=480:480[back];[b]scale=480:270[front];' +
      '[back][front]overlay=(W-w)/2:(H-h)/2,setsar=1',
  ],
  [
    'odd sides are made even',
    { ...source, video: { ...video, width: 321, height: 181 } },
    { width: 0, height: 0 },
    'scale=322:182,setsar=1',
  ],
  ['rotated, own size', portrait, { width: 0, height: 0 }, 'scale=1080:1920,setsar=1'],
  [
    'interlaced',
    { ...source, video: { ...video, interlaced: true } },
    { width: 0, height: 0 },
    'bwdif=mode=send_frame:deint=interlaced',
  ],
];

test.each(sizes)('picture: %s', (_name, from, spec, filter) => {
  const command = mediaCommand('/w/input', from, [
    { output: output('mp4', { ...h264, ...spec }, null), folder: '/w/0' },
  ]);
  expect(command[command.indexOf('-vf') + 1]).toBe(filter);
});

test('outputs are made together as far as memory goes', () => {
  const sized = (height: number) => output('mp4', { ...h264, width: 0, height }, aac);
  const lengths = (outputs: MediaOutput[]) => outputGroups(outputs, source).map((group) => group.length);
  expect(lengths([sized(360), sized(720), sized(1080)])).toEqual([3]);
  expect(lengths(Array.from({ length: 9 }, () => sized(1080)))).toEqual([8, 1]);
  expect(lengths([sized(2160), sized(2160), sized(4320), sized(360)])).toEqual([2, 1, 1]);
  expect(lengths(Array.from({ length: 20 }, () => output('mp3', null, { ...aac, codec: 'mp3' })))).toEqual([
    16, 4,
  ]);
});
