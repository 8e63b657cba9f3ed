// A picture that is cut, encoded in chunks and joined is the picture that is encoded in one piece.
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, TONE } from '../../test/backend/clips.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import { type Chunk, type ChunkRequest, MAX_CHUNKS } from '../contract/chunk.ts';
import type { AudioSpec, MediaOutput, VideoSpec } from '../contract/media.ts';
import { readConfig } from './config.ts';
import { canBeCut, chunkCommand, chunkRanges, isChunk } from './ffmpeg/chunkCommand.ts';
import { mainFile, mediaCommand } from './ffmpeg/command.ts';
import { encode } from './ffmpeg/encode.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { sourceOf } from './ffmpeg/source.ts';
import { inChunks } from './inChunks.ts';
import type { InputClient } from './input/inputClient.ts';
import { mendManifest } from './output/mendManifest.ts';
import { countedPackets } from './outputCheck.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
const config = { ...readConfig({ INTERNAL_TOKEN: 't' }), chunkSeconds: 2 };
let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chunks-'));
  const args = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  const late = ['-f', 'lavfi', '-itsoffset', '0.03', '-i', 'testsrc2=size=160x90:rate=24:duration=6'];
  await Promise.all([
    clip(at('late.mp4'), [TONE(6)], [...late, '-map', '1', '-map', '0', ...args]),
    // The sound begins half a second after the picture.
    clip(
      at('later.mp4'),
      ['testsrc2=size=160x90:rate=24:duration=6'],
      [...['-f', 'lavfi', '-itsoffset', '0.5', '-i', TONE(5), '-map', '0', '-map', '1', ...args]],
    ),
    clip(at('ntsc.mp4'), ['testsrc2=size=160x90:rate=30000/1001:duration=6', TONE(6)], args),
    clip(at('film.mp4'), ['testsrc2=size=160x90:rate=24:duration=6.5', TONE(6)], args),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function sourceFrom(name: string) {
  return sourceOf(await probeInput('ffprobe', at(name), signal), (await stat(at(name))).size);
}

const outputOf = (video: Partial<VideoSpec>, more: Partial<MediaOutput> = {}): MediaOutput => ({
  ...{ kind: 'media', subtask: 0, container: 'mp4', main: 'a.mp4', segment: null, audio: aac },
  video: { ...h264, width: 0, height: 0, fps: 0, bitrate: 0, rateControl: 'crf', quality: 18, ...video },
  ...more,
});

/** An edge with a second backend that makes every other chunk; `lost` are chunks that it begins and never ends. */
function edgeFor(name: string, output: MediaOutput, lost: number[] = []) {
  const states: { mine: boolean; file: string | null; gone: boolean }[] = [];
  const calls: ChunkRequest[] = [];
  const chunks = async (request: ChunkRequest) => {
    calls.push(request);
    if (states.length === 0)
      states.push(...request.ranges.map(() => ({ mine: false, file: null, gone: false })));
    const source = await sourceFrom(name);
    for (const [index, state] of states.entries()) {
      if (index % 2 === 0 || state.mine || state.file || state.gone) continue;
      if (lost.includes(index)) {
        // Its backend has died: the chunk is free again at the next question.
        state.gone = true;
        continue;
      }
      const chunk: MediaOutput = { ...output, container: 'mp4', audio: null, chunk: request.ranges[index]! };
      const own = await mkdtemp(at('other-'));
      if (!isChunk(chunk)) throw new Error('not a chunk');
      const args = chunkCommand(at(name), source, chunk, own);
      const options = { cwd: own, duration: 0, stallMs: 60_000, signal, onTime: () => {} };
      await encode({ ffmpeg: 'ffmpeg', args, ...options });
      state.file = mainFile({ output: chunk, folder: own });
    }
    const free = states.findIndex(
      ({ mine, file }, index) => !mine && !file && (index % 2 === 0 || lost.includes(index)),
    );
    const taken = request.take && free >= 0 ? free : null;
    if (taken !== null) states[taken]!.mine = true;
    return {
      taken,
      chunks: states.map(({ mine, file }, index): Chunk => {
        const range = request.ranges[index]!;
        if (file) return { range, state: 'stored', input: { url: `file:${file}`, allowLoopback: false } };
        return { range, state: mine ? 'mine' : 'ready' };
      }),
    };
  };
  return { chunks, calls };
}

/** Fetches by copying: what is fetched and how is tested elsewhere. */
const client: InputClient = {
  fetch: async () => {
    throw new Error('not used');
  },
} as unknown as InputClient;

async function frames(file: string): Promise<number> {
  const show = [
    '-v',
    'error',
    '-count_frames',
    '-select_streams',
    'v',
    '-show_entries',
    'stream=nb_read_frames',
  ];
  return Number.parseInt((await run('ffprobe', [...show, '-of', 'csv=p=0', file])).stdout, 10);
}

async function times(file: string): Promise<number[]> {
  const show = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0'];
  return (await run('ffprobe', [...show, file])).stdout.match(/^[\d.]+/gm)!.map(Number);
}

/** Times of packets in the order of their times, and which of them begin with a key frame. */
async function packets(file: string, kind: 'v' | 'a' = 'v'): Promise<{ time: number; key: boolean }[]> {
  const show = ['-select_streams', kind, '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...show, file]);
  // Packets of transport streams have a line for their side data, too.
  const lines = stdout.split('\n').filter((line) => /^[\d-]/.test(line));
  const all = lines.map((line) => line.split(','));
  return all
    .map(([time, flags]) => ({ time: Number(time), key: flags?.startsWith('K') ?? false }))
    .sort((one, other) => one.time - other.time);
}

/** The least SSIM of any pair of frames. */
async function leastLikeness(a: string, b: string): Promise<number> {
  const filter = '[0:v]settb=1/90000[x];[1:v]settb=1/90000[y];[x][y]ssim=stats_file=-';
  const { stdout } = await run('ffmpeg', [
    '-v',
    'error',
    '-i',
    a,
    '-i',
    b,
    '-lavfi',
    filter,
    '-f',
    'null',
    '-',
  ]);
  return Math.min(...[...stdout.matchAll(/All:([\d.]+)/g)].map((found) => Number(found[1])));
}

/** The output in chunks by two backends, and in one piece: their main files, as they are stored. */
async function bothWays(name: string, output: MediaOutput): Promise<[cut: string, one: string]> {
  const source = await sourceFrom(name);
  const { chunks, calls } = edgeFor(name, output);
  const edge = { chunks } as never;
  const made = await inChunks(output, at(name), source, folder, {
    ...{ config, client, edge, signal, onProgress: () => {} },
    fetch: ({ url }, file) => copyFile(url.slice('file:'.length), file),
  });
  if (!made) throw new Error('it was not cut');
  expect(calls[0]!.ranges.length).toBeGreaterThanOrEqual(3);
  const whole = await mkdtemp(at('whole-'));
  const args = mediaCommand(at(name), source, [{ output, folder: whole }]);
  const options = { cwd: whole, duration: 0, stallMs: 60_000, signal, onTime: () => {} };
  await encode({ ffmpeg: 'ffmpeg', args, ...options });
  for (const rendition of output.segment ? [made, { output, folder: whole }] : []) {
    const counted = await countedPackets('ffprobe', rendition, signal);
    await mendManifest(rendition, source, counted!);
  }
  return [mainFile(made), mainFile({ output, folder: whole })];
}

test.each([
  ['ntsc.mp4', {}],
  ['film.mp4', { fps: 30, codec: 'h265' }],
  // The picture begins after the sound: by less than a frame of the source, and at the second one of the output.
  ['late.mp4', { fps: 25 }],
  ['late.mp4', {}],
] as const)('%s with %j', async (name, change) => {
  const [cut, one] = await bothWays(name, outputOf(change));
  expect(await frames(cut)).toBe(await frames(one));
  const [a, b] = [await times(cut), await times(one)];
  expect(Math.max(...a.map((time, index) => Math.abs(time - b[index]!)))).toBeLessThan(0.002);
  expect(await leastLikeness(cut, one)).toBeGreaterThan(0.93);
  const shown = async (file: string) =>
    (
      await run('ffprobe', [
        '-v',
        'error',
        '-show_entries',
        'stream=codec_name,duration,codec_tag_string',
        '-of',
        'json',
        file,
      ])
    ).stdout;
  const [streams, expected] = [JSON.parse(await shown(cut)).streams, JSON.parse(await shown(one)).streams];
  expect(
    streams.map((stream: { codec_name: string; codec_tag_string: string }) => [
      stream.codec_name,
      stream.codec_tag_string,
    ]),
  ).toEqual(
    expected.map((stream: { codec_name: string; codec_tag_string: string }) => [
      stream.codec_name,
      stream.codec_tag_string,
    ]),
  );
  // The sound is encoded in one piece.
  expect(streams[1].duration).toBe(expected[1].duration);
  expect(await packets(cut, 'a')).toEqual(await packets(one, 'a'));
  expect((await readdir(folder)).filter((entry) => entry.startsWith('chunks-'))).toEqual([]);
});

const segment = {
  pattern: 'a-{number}.ts',
  number: { initial: 0, increment: 1, minLength: 1, placeholder: '0' },
};

test.each<[string, Partial<VideoSpec>, Partial<NonNullable<MediaOutput['segment']>>]>([
  // Two seconds are no whole number of frames: where segments begin differs by a frame.
  ['ntsc.mp4', {}, { type: 'ts', seconds: 2 }],
  ['film.mp4', { fps: 25, codec: 'h265' }, { type: 'fmp4', seconds: 1.5 }],
  // Segments of whole GOPs, chunks of others.
  ['film.mp4', { gop: 36 }, { type: 'ts-ranges', seconds: 3 }],
])('HLS: %s with %j in segments %j', async (name, change, segments) => {
  const output = outputOf(change, { container: 'hls', main: 'a.m3u8', segment: { ...segment, ...segments } });
  const [cut, one] = await bothWays(name, output);
  const listed = async (file: string) =>
    (await readFile(file, 'utf8')).split('\n').filter((line) => !line.startsWith('#EXT-X-BYTERANGE'));
  expect(await listed(cut)).toEqual(await listed(one));
  const [a, b] = [await packets(cut), await packets(one)];
  expect(a.map(({ key }) => key)).toEqual(b.map(({ key }) => key));
  expect(Math.max(...a.map(({ time }, n) => Math.abs(time - b[n]!.time)))).toBeLessThan(0.002);
  expect(await leastLikeness(cut, one)).toBeGreaterThan(0.93);
  // The sound is encoded in one piece, and every segment can be decoded.
  expect(await packets(cut, 'a')).toEqual(await packets(one, 'a'));
  const { stderr } = await run('ffmpeg', ['-v', 'error', '-i', cut, '-f', 'null', '-']);
  expect(stderr).toBe('');
});

test.each<[string, MediaOutput['container'], Partial<AudioSpec>]>([
  ['later.mp4', 'mp4', {}],
  ['later.mp4', 'mkv', { codec: 'opus', sampleRate: 48_000 }],
  ['film.mp4', 'mp4', {}],
  ['film.mp4', 'mkv', { codec: 'opus', sampleRate: 48_000 }],
  ['film.mp4', 'ts', { codec: 'ac3' }],
  ['film.mp4', 'flv', { codec: 'mp3' }],
  ['film.mp4', 'mov', { codec: 'pcm16' }],
  ['film.mp4', 'ts', { codec: 'mp2' }],
  ['film.mp4', 'mp4', { codec: 'copy' }],
])('the sound of %s in %s with %j is the same to the sample', async (name, container, change) => {
  const output = outputOf({}, { container, main: `a.${container}`, audio: { ...aac, ...change } });
  const [cut, one] = await bothWays(name, output);
  const [a, b] = [await packets(cut, 'a'), await packets(one, 'a')];
  expect(a.length).toBe(b.length);
  for (const [n, { time }] of a.entries()) expect(Math.abs(time - b[n]!.time)).toBeLessThan(0.0001);
  const samples = async (file: string) =>
    (await run('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:a', '-f', 'md5', '-'])).stdout;
  expect(await samples(cut)).toBe(await samples(one));
});

test('a chunk whose backend died is done again', async () => {
  const output = outputOf({});
  const { chunks } = edgeFor('ntsc.mp4', output, [1]);
  const made = await inChunks(output, at('ntsc.mp4'), await sourceFrom('ntsc.mp4'), folder, {
    ...{ config, client, edge: { chunks } as never, signal, onProgress: () => {} },
    fetch: ({ url }, file) => copyFile(url.slice('file:'.length), file),
  });
  expect(await frames(mainFile(made!))).toBe(180);
});

test('no other backend: no chunks', async () => {
  const output = outputOf({});
  const edge = { chunks: async () => ({ chunks: [], taken: null }) } as never;
  const context = { config, client, edge, signal, onProgress: () => {} };
  expect(await inChunks(output, at('ntsc.mp4'), await sourceFrom('ntsc.mp4'), folder, context)).toBeNull();
});

test('what can not be cut', async () => {
  const source = await sourceFrom('ntsc.mp4');
  expect(canBeCut(outputOf({}), source)).toBe(true);
  for (const output of [
    outputOf({ codec: 'copy' }),
    outputOf({ codec: 'vp9' }, { container: 'webm' }),
    outputOf({ rateControl: 'cbr', bitrate: 100_000 }),
    outputOf({ rateControl: 'content' }),
    outputOf({ enhance: { denoise: 'weak' } }),
    outputOf({}, { clip: { start: 1, end: 0 } }),
    outputOf({ gop: 50, sceneCuts: true }, { container: 'hls' }),
    outputOf({}, { video: null }),
  ]) {
    expect(canBeCut(output, source)).toBe(false);
  }
  const late = new Map([[source.video!.index, { start: 1, end: 7 }]]);
  // A start time of the whole is no excuse, and what is not known can not be relied on.
  for (const odd of [{ spans: late, startTime: 10 }, { spans: late }, { spans: new Map() }])
    expect(canBeCut(outputOf({}), { ...source, ...odd })).toBe(false);
  const variable = { ...source, video: { ...source.video!, variableFps: 60 } };
  expect(canBeCut(outputOf({ fps: 25 }), variable)).toBe(false);
});

test('chunks are whole GOPs', async () => {
  const source = await sourceFrom('ntsc.mp4');
  const output = outputOf({ gop: 50, fps: 25 });
  if (!canBeCut(output, source)) throw new Error('it can not be cut');
  expect(chunkRanges(output, source, 3)).toEqual([
    { start: 0, frames: 100 },
    { start: 100, frames: null },
  ]);
  // Forced key frames: the first frame that is not before each.
  const listed = outputOf({}, { container: 'hls', segment: { ...segment, seconds: 1.5 } });
  if (!canBeCut(listed, source)) throw new Error('it can not be cut');
  expect(chunkRanges(listed, source, 3)).toEqual([
    { start: 0, frames: 90, forced: { every: 1.5, late: 0 } },
    { start: 90, frames: null, forced: { every: 1.5, late: expect.closeTo(0.003, 6) } },
  ]);
  // Of long ones the last two are halved where whole GOPs and segments can be; the very last has what is left.
  const lasting = (videoDuration: number) => ({ ...source, facts: { ...source.facts, videoDuration } });
  const starts = (one: typeof output, seconds: number, fps: number) =>
    chunkRanges(one, lasting(seconds), 60).map(({ start }) => start / fps);
  expect(starts(output, 300, 25)).toEqual([0, 60, 120, 180, 210, 240, 270]);
  expect(starts(output, 275, 25)).toEqual([0, 60, 120, 180, 210, 240]);
  expect(starts(output, 120, 25)).toEqual([0, 60]);
  expect(starts({ ...output, video: { ...output.video, gop: 1500 } }, 300, 25)).toEqual([
    0, 60, 120, 180, 240,
  ]);
  const even = { ...listed, video: { ...listed.video, fps: 25 }, segment: { ...segment, seconds: 12 } };
  expect(starts(even, 300, 25)).toEqual([0, 60, 120, 180, 216, 240, 276]);
  const halves = chunkRanges(even, lasting(300), 60).slice(-4);
  expect(halves.map(({ frames }) => frames)).toEqual([900, 600, 900, null]);
  // A day: as many as one request may name, and no more.
  const long = { ...source, facts: { ...source.facts, videoDuration: 86_400 } };
  expect(chunkRanges(output, long, 3).length).toBeLessThanOrEqual(MAX_CHUNKS);
});
