// What comes before and after a transcoded source, with real ffmpeg: files that differ from it in every way.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, remux, TONE } from '../../test/backend/clips.ts';
import { framesOf } from '../../test/backend/frames.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import type { MediaOutput } from '../contract/media.ts';
import { endsOf } from './endParts.ts';
import { canBeCut } from './ffmpeg/chunkCommand.ts';
import { mainFile, mediaCommand } from './ffmpeg/command.ts';
import { encode } from './ffmpeg/encode.ts';
import { outputGroups } from './ffmpeg/groups.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { sourceOf } from './ffmpeg/source.ts';
import type { JobFiles } from './input/jobFiles.ts';
import { outputFiles } from './output/outputFiles.ts';
import { checkedFacts, countedPackets, expectedDuration } from './outputCheck.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
let folder = '';
const at = (name: string) => join(folder, name);
const files: JobFiles = { path: at, parameter: (name) => `Set.${name}`, failure: () => null };
const color = (name: string, size: string, rate: string, seconds: number) =>
  `color=${name}:size=${size}:rate=${rate}:duration=${seconds}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ends-'));
  await Promise.all([
    clip(at('red.mp4'), [color('red', '160x90', '25', 2), TONE(2)], QUICK),
    clip(at('mute.mp4'), [color('red', '160x90', '25', 1)], QUICK),
    clip(at('green.mp4'), [color('green', '90x160', '10', 1)], QUICK),
    clip(at('blue.mkv'), [color('blue', '320x180', '30000/1001', 1), 'anullsrc=r=22050:cl=mono:d=1'], QUICK),
    clip(at('white.mp4'), [color('white', '320x180', '30', 1), TONE(1)], QUICK),
    clip(at('tone.m4a'), [TONE(1)], ['-c:a', 'aac']),
    writeFile(at('text.mp4'), 'no media'),
  ]);
  await remux(at('turned.mov'), at('white.mp4'), [], ['-metadata:s:v', 'rotate=90']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(name: string, more: Partial<MediaOutput>) {
  const output: MediaOutput = {
    ...{ kind: 'media', subtask: 0, container: 'mp4', main: 'a', segment: null, audio: aac },
    video: { ...h264, height: 0 },
    ...more,
  };
  const source = sourceOf(await probeInput('ffprobe', at(name), signal), (await stat(at(name))).size);
  const ends = await endsOf(output, files, 'ffprobe', signal);
  const own = await mkdtemp(at('out-'));
  const rendition = { output, folder: own, ...(ends && { ends }) };
  const duration = expectedDuration(rendition, source);
  const args = mediaCommand(at(name), source, [rendition]);
  await encode({ ffmpeg: 'ffmpeg', args, cwd: own, duration, stallMs: 20_000, signal, onTime() {} });
  const counted = await countedPackets('ffprobe', rendition, signal);
  const written = await outputFiles(rendition);
  const { media } = await checkedFacts('ffprobe', rendition, written, counted, source, signal);
  const file = mainFile(rendition);
  return { media, file, duration, keys: written.map(({ key }) => key) };
}

/** The main colour of each frame: the letter of red, green, blue, white or black. */
async function colors(file: string): Promise<string> {
  const frames = await framesOf(file);
  return frames
    .map((frame) => {
      const [r, g, b] = frame.at(frame.width >> 1, frame.height >> 1).map((value) => value > 90);
      return r && g && b ? 'w' : r ? 'r' : g ? 'g' : b ? 'b' : '-';
    })
    .join('');
}

/** Decibels of the loudest sample of a part. */
async function loudness(file: string, start: number, seconds: number): Promise<number> {
  const part = ['-ss', String(start), '-t', String(seconds), '-i', file];
  const { stderr } = await run('ffmpeg', [...part, '-vn', '-af', 'volumedetect', '-f', 'null', '-']);
  return Number(/max_volume: (-?[\d.]+)/.exec(stderr)?.[1]);
}

test('heads and tails of other sizes, rates and sounds become like the output, to the frame', async () => {
  const { media, file, duration } = await make('red.mp4', {
    ...{ head: ['green.mp4', 'blue.mkv'], tail: ['turned.mov', 'tone.m4a'] },
    clip: { start: 0.4, end: -0.6 },
  });
  // Matroska's sound begins 23 ms before the picture: 1.047 s are 26 frames.
  expect(duration).toBeCloseTo(5.047, 2);
  expect(media).toMatchObject({ width: 160, height: 90, video: [{ fpsNumerator: 25, fpsDenominator: 1 }] });
  expect(media.audio).toMatchObject([{ codec: 'aac', sampleRate: 44_100, channels: 2 }]);
  expect(Math.abs(media.duration - 5.04)).toBeLessThan(0.03);
  expect(Math.abs(media.audioDuration - media.videoDuration)).toBeLessThan(0.03);
  expect(await colors(file)).toMatch(/^g{25}b{26}r{25}w{25}-{25}$/);
  // A head without sound is silent, and so is one that is silent; the tails have their tone.
  const levels = await Promise.all([0.1, 1.1, 2.1, 3.1, 4.1].map((start) => loudness(file, start, 0.7)));
  expect(levels.map((level) => level > -30)).toEqual([false, false, true, true, true]);
  // The upright picture stands between black bars.
  const frames = await framesOf(file);
  expect([frames[10]?.at(5, 45), frames[85]?.at(5, 45)].flat().every((value) => (value ?? 255) < 30)).toBe(
    true,
  );
});

test('the size is that of the template, bars as it says, and a rate of its own is held', async () => {
  const video = { ...h264, width: 128, height: 128, adaptive: false, fill: 'white', fps: 10 } as const;
  const { media, file } = await make('red.mp4', { video, tail: ['blue.mkv'] });
  expect(media).toMatchObject({ width: 128, height: 128 });
  expect(await colors(file)).toBe('r'.repeat(20) + 'b'.repeat(10));
  expect((await framesOf(file))[25]?.at(64, 5)[1]).toBeGreaterThan(220);
});

test.each(['hls', 'webm', 'mxf'] as const)('in %s', async (container) => {
  const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
  const codec = container === 'webm' ? 'vp8' : container === 'mxf' ? 'mpeg2' : 'h264';
  const sound = container === 'webm' ? 'opus' : container === 'mxf' ? 'pcm16' : 'aac';
  const { media, keys, file } = await make('red.mp4', {
    ...{ container, head: ['turned.mov'], tail: ['green.mp4'], main: `a.${container}` },
    segment: container === 'hls' ? { pattern: 'a_{number}.ts', number, seconds: 2 } : null,
    video: { ...h264, height: 0, codec },
    audio: { ...aac, codec: sound, sampleRate: sound === 'aac' ? 44_100 : 48_000 },
  });
  expect(Math.abs(media.duration - 4)).toBeLessThan(0.15);
  expect([media.video.length, media.audio.length]).toEqual([1, 1]);
  await run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, '-f', 'null', '-']);
  if (container === 'hls') expect(keys).toEqual(['a_0.ts', 'a_1.ts', 'a.hls']);
});

test('a head has the colours of the source, whose matrix is another', async () => {
  const tags = 'setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709';
  const told = ['-vf', `scale=out_color_matrix=bt709,${tags}`, ...QUICK];
  await clip(at('told.mp4'), [color('red', '160x90', '25', 0.4)], told);
  await clip(at('untold.mp4'), [color('red', '160x90', '25', 0.4)], QUICK);
  const { media, file } = await make('told.mp4', { audio: null, head: ['untold.mp4'] });
  expect(media.video).toMatchObject([
    { colorSpace: 'bt709', colorPrimaries: 'bt709', colorTransfer: 'bt709' },
  ]);
  const frames = await framesOf(file);
  expect([frames.length, frames[2]?.at(80, 45)]).toEqual([20, frames[15]?.at(80, 45)]);
});

test('a head of the standard range becomes HDR10 in an output that is', async () => {
  const hdr = 'setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc';
  const tagged = ['-vf', hdr, '-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le'];
  await clip(
    at('hdr.mp4'),
    [color('gray', '160x90', '25', 0.4)],
    [...tagged, '-x265-params', 'log-level=error'],
  );
  const video = { ...h264, height: 0, codec: 'h265', bitDepth: 10 } as const;
  const { media, file } = await make('hdr.mp4', { video, audio: null, head: ['white.mp4'] });
  expect(media.video).toMatchObject([{ hdr: 'HDR10', colorPrimaries: 'bt2020' }]);
  // White is 203 nits there, 0.58 of the signal.
  const frames = await framesOf(file);
  expect([frames.length, frames[5]?.at(80, 45).every((value) => Math.abs(value - 148) < 6)]).toEqual([
    35,
    true,
  ]);
});

test('a source without sound has that of its tail; sound alone stays so', async () => {
  const { media, file } = await make('mute.mp4', { tail: ['red.mp4'] });
  expect(Math.abs(media.duration - 3)).toBeLessThan(0.1);
  expect([await loudness(file, 0, 0.8), await loudness(file, 1.2, 0.8)].map((level) => level > -30)).toEqual([
    false,
    true,
  ]);
  const mp3 = { container: 'mp3', audio: { ...aac, codec: 'mp3' }, video: null } as const;
  const only = await make('tone.m4a', { ...mp3, head: ['green.mp4'], tail: ['tone.m4a'] });
  expect(Math.abs(only.media.duration - 3)).toBeLessThan(0.15);
  expect(only.media.video).toEqual([]);
  const dropped = await make('tone.m4a', { head: ['red.mp4'] });
  expect([dropped.media.video.length, Math.round(dropped.media.duration)]).toEqual([0, 3]);
});

test('a file that can not be used is named, and such outputs are made alone', async () => {
  await expect(make('red.mp4', { head: ['green.mp4', 'text.mp4'] })).rejects.toMatchObject({
    failure: {
      code: 'SourceFileError.ContentMalformed',
      message: expect.stringMatching(/^Set\.text\.mp4: /),
    },
  });
  const source = sourceOf(await probeInput('ffprobe', at('red.mp4'), signal), 1000);
  const one: MediaOutput = {
    ...{ kind: 'media', subtask: 0, container: 'mp4', main: 'a', segment: null, audio: null, video: h264 },
  };
  const outputs = [one, { ...one, head: ['red.mp4'] }, one, { ...one, video: null, audio: aac }];
  expect(outputGroups(outputs, source).map(({ length }) => length)).toEqual([1, 1, 2]);
  expect(outputs.map((output) => canBeCut(output, source))).toEqual([true, false, true, false]);
});
