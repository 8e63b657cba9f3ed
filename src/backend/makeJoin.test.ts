// Joining real files that differ in size, rate, sound and length.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, TONE } from '../../test/backend/clips.ts';
import type { JoinOutput, JoinPart } from '../contract/join.ts';
import { readConfig } from './config.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { sourceOf } from './ffmpeg/source.ts';
import { JobFailure } from './jobFailure.ts';
import { makeJoin } from './makeJoin.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
const config = readConfig({ INTERNAL_TOKEN: 't' });
let folder = '';
const at = (name: string) => join(folder, name);
const color = (name: string, size: string, rate: number, seconds: number) =>
  `color=${name}:size=${size}:rate=${rate}:duration=${seconds}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'join-'));
  await Promise.all([
    clip(at('red.mp4'), [color('red', '160x90', 25, 2), TONE(2)], QUICK),
    clip(at('green.mp4'), [color('green', '90x160', 10, 1)], QUICK),
    clip(at('blue.mkv'), [color('blue', '320x240', 30, 2), TONE(2)], QUICK),
    clip(at('tone.m4a'), [TONE(1)], ['-c:a', 'aac']),
    clip(at('late.mp4'), [color('white', '160x90', 25, 1), TONE(1)], ['-output_ts_offset', '30', ...QUICK]),
    writeFile(at('text.mp4'), 'no media'),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(names: string[], container: JoinOutput['container'], cuts: Partial<JoinPart>[] = []) {
  const output: JoinOutput = {
    ...{ kind: 'join', subtask: 0, container, main: `a.${container}` },
    segment:
      container === 'hls'
        ? { pattern: 'a_{number}.ts', number: { initial: 0, increment: 1, minLength: 1, placeholder: '0' } }
        : null,
    parts: names.map((name, index) => ({
      file: index === 0 ? null : name,
      start: 0,
      end: 0,
      ...cuts[index],
    })),
  };
  const input = at(names[0]!);
  const source = sourceOf(await probeInput('ffprobe', input, signal), (await stat(input)).size);
  const files = { path: at, parameter: at, failure: () => null };
  const own = await mkdtemp(at('out-'));
  const context = { config, signal, onProgress: () => {} };
  const made = await makeJoin(output, input, source, files, own, context);
  if (made.facts.kind !== 'media') throw new Error('no media');
  return { made, media: made.facts.media, file: made.files.at(-1)!.path };
}

/** The mean colour at a moment: red, green and blue from 0 to 255. */
async function colorAt(file: string, seconds: number): Promise<number[]> {
  const args = ['-v', 'error', '-ss', String(seconds), '-i', file, '-frames:v', '1'];
  const filters = 'crop=2:2:(iw-2)/2:(ih-2)/2,scale=1:1,format=rgb24';
  const options = { encoding: 'buffer' } as const;
  const { stdout } = await run('ffmpeg', [...args, '-vf', filters, '-f', 'rawvideo', '-'], options);
  return [...stdout];
}

test('parts follow each other in the size and rate of the first, with sound throughout', async () => {
  const { media, file } = await make(['red.mp4', 'green.mp4', 'blue.mkv'], 'mp4', [
    { start: 0.5, end: 1.5 },
    {},
    { start: -1 },
  ]);
  expect(media).toMatchObject({ width: 160, height: 90, video: [{ fpsNumerator: 25, fpsDenominator: 1 }] });
  expect(Math.abs(media.duration - 3)).toBeLessThan(0.1);
  expect(Math.abs(media.audioDuration - media.videoDuration)).toBeLessThan(0.1);
  const [red, green, blue] = [await colorAt(file, 0.5), await colorAt(file, 1.5), await colorAt(file, 2.5)];
  expect([red[0]! > 200, green[1]! > 100, blue[2]! > 200]).toEqual([true, true, true]);
  expect([red[2]! < 60, green[0]! < 60, blue[0]! < 60]).toEqual([true, true, true]);
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-count_frames', '-select_streams', 'v', '-show_entries', 'stream=nb_read_frames'],
    ...['-of', 'csv=p=0', file],
  ]);
  expect(Number.parseInt(stdout, 10)).toBe(75);
});

test('the same colour stays the same, whatever the matrix of its part', async () => {
  const orange = (matrix: string, size: string) => [`color=orange:size=${size}:rate=25:duration=1`, matrix];
  const made = async (name: string, [source, matrix]: string[], tags: string[]) =>
    clip(at(name), [source!], ['-vf', `scale=out_color_matrix=${matrix},format=yuv420p`, ...QUICK, ...tags]);
  const hd = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  await made('hd.mp4', orange('bt709', '1280x720'), hd);
  await made('sd.mp4', orange('bt601', '320x240'), []);
  for (const names of [
    ['hd.mp4', 'sd.mp4'],
    ['sd.mp4', 'hd.mp4'],
  ]) {
    const { file } = await make(names, 'mp4');
    const [first, second] = [await colorAt(file, 0.5), await colorAt(file, 1.5)];
    for (const [n, part] of first.entries()) expect(Math.abs(part - second[n]!)).toBeLessThan(6);
    for (const [n, part] of [255, 165, 0].entries()) expect(Math.abs(part - first[n]!)).toBeLessThan(8);
  }
});

test('a part without a picture is black, and a first one lends its form to nobody', async () => {
  const { media, file } = await make(['tone.m4a', 'red.mp4'], 'mov');
  expect(media).toMatchObject({ width: 160, height: 90 });
  expect(Math.abs(media.duration - 3)).toBeLessThan(0.1);
  expect((await colorAt(file, 0.5)).every((value) => value < 30)).toBe(true);
  expect((await colorAt(file, 2))[0]).toBeGreaterThan(200);
});

test.each(['flv', 'avi', 'hls'] as const)('%s', async (container) => {
  const { made, media } = await make(['red.mp4', 'late.mp4'], container);
  expect(Math.abs(media.duration - 3)).toBeLessThan(0.2);
  expect(media.audio[0]?.codec).toBe(container === 'avi' ? 'mp3' : 'aac');
  if (container === 'hls') {
    expect(made.files.map(({ key }) => key)).toEqual(['a_0.ts', 'a.hls']);
    expect(await readFile(made.files[1]!.path, 'utf8')).toContain('a_0.ts');
  }
});

test('sound alone is joined without a picture', async () => {
  const { media } = await make(['tone.m4a', 'tone.m4a'], 'mp4');
  expect(media.video).toEqual([]);
  expect(Math.abs(media.duration - 2)).toBeLessThan(0.1);
});

test('a part that can not be used is named', async () => {
  await expect(make(['red.mp4', 'text.mp4'], 'mp4')).rejects.toMatchObject({
    failure: { code: 'SourceFileError.ContentMalformed', message: expect.stringContaining('FileInfos.1: ') },
  });
  await expect(make(['red.mp4', 'green.mp4'], 'mp4', [{}, { start: 5 }])).rejects.toBeInstanceOf(JobFailure);
});
