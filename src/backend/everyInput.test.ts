// One clip of each kind of input through a whole backend: what is said of it agrees with ffprobe, and what is made of it
// plays to its end.
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, remux, TONE, VIDEO } from '../../test/backend/clips.ts';
import { type OneBackend, oneBackend } from '../../test/backend/oneBackend.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import { jobOn, type TestEdge } from '../../test/backend/testEdge.ts';
import type { Output } from '../contract/output.ts';
import { mediaMetaData } from '../mps/mediaMetaData.ts';
import type { Backend } from './backend.ts';

const run = promisify(execFile);
let folder = '';
let edge: TestEdge;
let backend: Backend;
let whole: OneBackend;

beforeAll(async () => {
  whole = await oneBackend({ SLOTS: '8' });
  ({ backend, edge, folder } = whole);
});
afterAll(() => whole.stop());

const FILM = [VIDEO(1), TONE(1)];
const MPEG4 = ['-c:v', 'mpeg4', '-c:a', 'libmp3lame'];
const TEN_BITS = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'];
const HDR10 = [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-x265-params'],
  'log-level=none:hdr10=1:repeat-headers=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:max-cll=1000,400',
];

interface Clip {
  file: string;
  /** Sources of ffmpeg and the options of the file; or what makes it. */
  make: [sources: string[], args?: string[]] | ((file: string) => Promise<unknown>);
  /** Pixels as they are stored; absent = 320x180. */
  size?: [width: number, height: number] | null;
  /** Tracks of sound; absent = 1. */
  sounds?: number;
  /** Seconds; absent = 1. */
  seconds?: number;
  /** What else is true of it, in the words of the API. */
  facts?: object;
  /** Size of what is made of it with a height of 120; absent = 214x120. */
  made?: [width: number, height: number];
}

const CLIPS: Clip[] = [
  { file: 'a.mp4', make: [FILM, QUICK] },
  { file: 'a.mov', make: [FILM, [...QUICK, '-c:a', 'pcm_s16le']] },
  { file: 'a.mkv', make: [FILM, [...QUICK, '-c:a', 'flac']] },
  { file: 'a.webm', make: [FILM, ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus']] },
  { file: 'av1.mp4', make: [FILM, ['-c:v', 'libsvtav1', '-preset', '12', '-c:a', 'aac']] },
  { file: 'a.ts', make: [FILM, QUICK] },
  { file: 'a.flv', make: [FILM, QUICK] },
  { file: 'old.flv', make: [FILM, ['-c:v', 'flv', '-c:a', 'libmp3lame', '-ar', '44100']] },
  { file: 'a.avi', make: [FILM, MPEG4] },
  { file: 'a.mxf', make: [FILM, ['-c:v', 'mpeg2video', '-c:a', 'pcm_s16le']] },
  { file: 'a.mpg', make: [FILM, ['-c:v', 'mpeg2video', '-c:a', 'mp2']] },
  { file: 'a.wmv', make: [FILM, ['-c:v', 'wmv2', '-c:a', 'wmav2']] },
  { file: 'a.asf', make: [FILM, ['-c:v', 'msmpeg4', '-c:a', 'wmav2']] },
  {
    file: 'a.3gp',
    make: [
      [VIDEO(1, '176x144'), TONE(1)],
      ['-c:v', 'h263', '-c:a', 'aac', '-ar', '16000'],
    ],
    ...{ size: [176, 144], made: [146, 120] },
  },
  { file: 'a.gif', make: [[VIDEO(1, '320x180', '10')]], sounds: 0 },
  { file: 'fragmented.mp4', make: [FILM, [...QUICK, '-movflags', 'frag_keyframe+empty_moov', '-g', '10']] },

  { file: 'a.mp3', make: [[TONE(1)]], size: null },
  { file: 'cover.mp3', make: (file) => withCover(file), size: null },
  { file: 'a.m4a', make: [[TONE(1)]], size: null },
  { file: 'a.flac', make: [[TONE(1)]], size: null },
  { file: 'a.ogg', make: [[TONE(1)], ['-c:a', 'libvorbis']], size: null },
  { file: 'a.wav', make: [[TONE(1)]], size: null },
  { file: 'a.wma', make: [[TONE(1)], ['-c:a', 'wmav2']], size: null },
  { file: 'a.aac', make: [[TONE(1)]], size: null },
  { file: 'a.ac3', make: [[TONE(1)]], size: null },

  {
    file: 'variable.mp4',
    make: [[VIDEO(2)], [...QUICK, '-vf', "select='lt(n,25)+not(mod(n,5))'", '-fps_mode', 'vfr']],
    ...{ sounds: 0, seconds: 1.9 },
  },
  {
    file: 'odd.mkv',
    make: [['testsrc=duration=1:size=427x241:rate=25', TONE(1)], MPEG4],
    size: [427, 241],
    made: [212, 120],
  },
  { file: 'mute.mp4', make: [[VIDEO(1)], QUICK], sounds: 0 },
  {
    file: 'tracks.mkv',
    make: [
      [VIDEO(1), TONE(1), TONE(1), TONE(1)],
      [...QUICK, ...[0, 1, 2, 3].flatMap((n) => ['-map', `${n}`])],
    ],
    sounds: 3,
  },
  {
    file: 'ten.mp4',
    make: [FILM, [...TEN_BITS, '-pix_fmt', 'yuv420p10le']],
    facts: { VideoStreamSet: [{ Codec: 'hevc', HdrType: '' }] },
  },
  {
    file: 'hdr10.mp4',
    make: [FILM, HDR10],
    facts: { VideoStreamSet: [{ Codec: 'hevc', HdrType: 'HDR10', ColorPrimaries: 'bt2020' }] },
  },
  {
    file: 'turned.mp4',
    async make(file) {
      const plain = await clip(join(folder, 'plain.mp4'), FILM, QUICK);
      await remux(file, plain, [], ['-metadata:s:v', 'rotate=270']);
    },
    ...{ facts: { Rotate: 90 }, made: [120, 214] },
  },
  {
    file: 'fields.ts',
    make: [
      [VIDEO(1, '320x180', '50'), TONE(1)],
      [...['-vf', 'tinterlace=interleave_top', '-c:v', 'mpeg2video', '-flags', '+ildct+ilme', '-c:a', 'mp2']],
    ],
  },
  { file: 'blink.mp4', make: [[VIDEO(0.1, '320x180', '30'), TONE(0.1)], QUICK], seconds: 0.1 },
  { file: 'one.mp4', make: [[VIDEO(1)], [...QUICK, '-frames:v', '1']], sounds: 0, seconds: 0.04 },
];

/** A second of sound with a picture that is no video. */
async function withCover(file: string): Promise<void> {
  const cover = [
    '-map',
    '0',
    '-map',
    '1',
    '-frames:v',
    '1',
    '-disposition:v',
    'attached_pic',
    '-c:v',
    'mjpeg',
  ];
  await clip(file, [TONE(1), VIDEO(1)], cover);
}

const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
const picture = { format: 'png', width: 0, height: 120, adaptive: true, fill: 'black' } as const;
const film = (name: string): Output => ({
  ...{ kind: 'media', subtask: 0, container: 'mp4', main: `${name}/a.mp4`, segment: null },
  ...{ video: h264, audio: aac },
});
const sound = (name: string): Output => ({
  ...{ kind: 'media', subtask: 1, container: 'mp3', main: `${name}/a.mp3`, segment: null },
  ...{ video: null, audio: { ...aac, codec: 'mp3' } },
});
/** Pictures at the beginning, in the middle and at the end. */
const shots = (name: string): Output => ({
  ...{ kind: 'snapshot', subtask: 2, picture, files: { pattern: `${name}/{number}.png`, number } },
  at: [0, 50, 100].map((value) => ({ unit: 'percent' as const, value })),
});
const sprite = (name: string, every: number): Output => ({
  ...{ kind: 'sprite', subtask: 3, picture: { ...picture, format: 'jpg', width: 64, height: 36 } },
  ...{ at: { unit: 'seconds', every }, rows: 2, columns: 2 },
  ...{ files: { pattern: `${name}/sheet{number}.jpg`, number }, main: `${name}/a.vtt` },
});

/** Runs a job on a file; answers what is said of the source, in the words of the API, and of each output. */
async function work(file: string, outputs: Output[]) {
  const name = file.slice(file.lastIndexOf('/') + 1);
  edge.inputs.set(name, new Uint8Array(await readFile(file)));
  const job = jobOn(name, outputs, { id: name });
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${edge.token}` },
    body: JSON.stringify(job),
  };
  expect((await fetch(`${backend.url}/jobs`, init)).status).toBe(202);
  expect(await edge.final(name)).toMatchObject({ failure: null });
  edge.inputs.delete(name);
  const source = edge.reports.find(({ id, report }) => id === name && report.source)?.report.source;
  return { said: mediaMetaData(source!) as unknown as Facts, results: edge.results(name) };
}

interface Facts {
  Size: number;
  Container: string;
  Bitrate: number;
  Duration: number;
  Width: number;
  Height: number;
  VideoStreamSet: { Codec: string; Width: number; Height: number }[];
  AudioStreamSet: { Codec: string; SamplingRate: number; Channel: number }[];
}

interface Probed {
  streams: {
    index: number;
    codec_type: string;
    codec_name: string;
    width?: number;
    height?: number;
    sample_rate?: string;
    channels?: number;
    disposition: { attached_pic: number };
  }[];
  format: { format_name: string; duration: string; size: string };
  packets: { stream_index: number; size: string }[];
}

/** What ffprobe says of a file by itself. */
async function probe(file: string): Promise<Probed> {
  const show = ['-show_format', '-show_streams', '-show_entries', 'packet=stream_index,size'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...show, '-of', 'json', file], {
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout);
}

/** The result's fields are what ffprobe says of the file. */
async function expectAgreement(file: string, said: Facts, seconds: number): Promise<void> {
  const { streams, format, packets } = await probe(file);
  const media = streams.filter((one) => one.disposition.attached_pic !== 1);
  const films = media.filter((one) => one.codec_type === 'video');
  expect(said).toMatchObject({
    Size: (await stat(file)).size,
    Container: format.format_name,
    Width: Math.max(0, ...films.map(({ width = 0 }) => width)),
    Height: Math.max(0, ...films.map(({ height = 0 }) => height)),
    VideoStreamSet: films.map((one) => ({ Codec: one.codec_name, Width: one.width, Height: one.height })),
    AudioStreamSet: media
      .filter((one) => one.codec_type === 'audio')
      .map((one) => ({
        ...{ Codec: one.codec_name, SamplingRate: Number(one.sample_rate), Channel: one.channels },
      })),
  });
  expect(Math.abs(said.Duration - Number(format.duration))).toBeLessThan(0.002);
  expect(Math.abs(said.Duration - seconds)).toBeLessThan(0.1 + seconds / 1000);
  // No more than the file has, no less than its packets have.
  const own = packets.filter(({ stream_index }) => media.some(({ index }) => index === stream_index));
  const payload = own.reduce((sum, { size }) => sum + Number(size), 0);
  expect(said.Bitrate).toBeLessThan(((said.Size * 8) / said.Duration) * 1.1);
  expect(said.Bitrate).toBeGreaterThan(((payload * 8) / said.Duration) * 0.9);
}

/** Writes what was stored of a job, and decodes all of it. */
async function decodeStored(name: string): Promise<{ file: string; bytes: Buffer }[]> {
  const own = [...edge.stored].filter(([key]) => key.startsWith(`${name}/`));
  const files: { file: string; bytes: Buffer }[] = [];
  for (const [key, bytes] of own) {
    const file = join(folder, key.replace('/', '-made-'));
    await writeFile(file, bytes);
    files.push({ file, bytes });
    edge.stored.delete(key);
  }
  const media = files.filter(({ file }) => !file.endsWith('.vtt'));
  const inputs = media.flatMap(({ file }) => ['-i', file]);
  const maps = media.flatMap((_, n) => ['-map', `${n}`]);
  const { stderr } = await run('ffmpeg', ['-v', 'error', '-nostdin', ...inputs, ...maps, '-f', 'null', '-']);
  expect(stderr).toBe('');
  return files;
}

test.concurrent.each(CLIPS)('$file', async ({ file, make, size = [320, 180], sounds = 1, ...more }) => {
  const path = join(folder, file);
  await (typeof make === 'function' ? make(path) : clip(path, ...make));
  const { seconds = 1, facts = {}, made = [214, 120] } = more;
  const outputs = [film(file), size ? shots(file) : sound(file)];
  const { said, results } = await work(path, outputs);
  expect(results.map((one) => (one.status === 'failed' ? one.failure : 'success'))).toEqual([
    'success',
    'success',
  ]);
  await expectAgreement(path, said, seconds);
  expect([said.Width, said.Height]).toEqual(size ?? [0, 0]);
  expect(said.AudioStreamSet).toHaveLength(sounds);
  expect(said).toMatchObject(facts);

  const stored = await decodeStored(file);
  expect(stored).toHaveLength(size ? 4 : 2);
  for (const one of stored) {
    const pixels = [one.bytes.readUInt32BE(16), one.bytes.readUInt32BE(20)];
    if (one.file.endsWith('.png')) expect(pixels).toEqual(made);
    else expect(Math.abs(Number((await probe(one.file)).format.duration) - seconds)).toBeLessThan(0.15);
  }
  const [main] = results;
  if (main?.status !== 'success' || main.output.kind !== 'media') throw new Error('no media');
  expect(main.output.media).toMatchObject(
    size
      ? {
          video: [{ codec: 'h264' }],
          width: made[0],
          height: made[1],
          audio: { length: sounds },
        }
      : { video: [], audio: [{ codec: 'aac' }] },
  );
});

test.concurrent.each(['png', 'jpg', 'webp', 'bmp', 'tiff'])('a still picture: %s', async (extension) => {
  const name = `still.${extension}`;
  const path = await clip(join(folder, name), [VIDEO(1)], ['-frames:v', '1']);
  const { said, results } = await work(path, [film(name), shots(name), sprite(name, 1)]);
  expect(said).toMatchObject({ Width: 320, Height: 180, Duration: 0, AudioStreamSet: [] });
  expect(results).toMatchObject([
    { status: 'failed', failure: { code: 'SourceFileError.ContentUnsupported' } },
    { status: 'success', output: { files: 3 } },
    { status: 'success', output: { tiles: 1 } },
  ]);
  expect(await decodeStored(name)).toHaveLength(5);
});

test('eight hours', async () => {
  const hours = 8 * 3600;
  const minute = await clip(
    join(folder, 'minute.mp4'),
    ['testsrc2=duration=60:size=64x36:rate=1/2', 'anullsrc=duration=60:sample_rate=8000:channel_layout=mono'],
    [...QUICK, '-g', '5', '-b:a', '8k'],
  );
  const path = join(folder, 'long.mp4');
  await remux(path, minute, ['-stream_loop', String(hours / 60 - 1)], ['-t', String(hours)]);
  const copy: Output = {
    ...{ kind: 'media', subtask: 0, container: 'mkv', main: 'long.mp4/a.mkv', segment: null },
    ...{ video: { ...h264, codec: 'copy' }, audio: { ...aac, codec: 'copy' } },
  };
  const { said, results } = await work(path, [copy, shots('long.mp4'), sprite('long.mp4', 1800)]);
  expect(said).toMatchObject({ Width: 64, Height: 36, AudioStreamSet: [{ SamplingRate: 8000 }] });
  expect(Math.abs(said.Duration - hours)).toBeLessThan(60);
  expect(results).toMatchObject([
    { status: 'success', output: { media: { video: [{ codec: 'h264' }], audio: [{ codec: 'aac' }] } } },
    { status: 'success', output: { files: 3 } },
    { status: 'success', output: { tiles: 16, sheets: 4 } },
  ]);
  await decodeStored('long.mp4');
});
