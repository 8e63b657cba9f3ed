// Pictures that ffmpeg really makes, of tiny clips whose frames are known: the n-th one has the luma 16 + 4n.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, cut, QUICK, remux, VIDEO } from '../../test/backend/clips.ts';
import type { PictureSpec } from '../contract/picture.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { sourceOf } from './ffmpeg/source.ts';
import { makePicture, type PictureOutput } from './makePicture.ts';

/** 40 frames, 10 a second, a key frame each second. */
const RAMP = "nullsrc=size=160x90:rate=10:duration=4,geq=lum='16+4*N':cb=128:cr=128";
const signal = AbortSignal.timeout(60_000);
const config = { tools: { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }, stallMs: 60_000 };
const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
const jpg: PictureSpec = { format: 'jpg', width: 0, height: 0, adaptive: true, fill: 'stretch' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  await clip(join(folder, 'ramp.mp4'), [RAMP], [...QUICK, '-crf', '1', '-g', '10', '-bf', '2']);
  await clip(join(folder, 'plain.mp4'), [VIDEO(1, '320x180')], QUICK);
  await remux(join(folder, 'turned.mp4'), join(folder, 'plain.mp4'), [], ['-metadata:s:v', 'rotate=90']);
  await cut(
    await remux(join(folder, 'short.mp4'), join(folder, 'ramp.mp4'), [], ['-movflags', '+faststart']),
    0.6,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(name: string, output: PictureOutput) {
  const input = join(folder, name);
  const source = sourceOf(await probeInput('ffprobe', input, signal), (await stat(input)).size);
  const own = await mkdtemp(join(folder, 'out-'));
  return makePicture(output, input, source, own, { config, signal, onProgress: () => {} });
}

const snapshot = (
  at: Extract<PictureOutput, { kind: 'snapshot' }>['at'],
  picture: Partial<PictureSpec> = {},
): PictureOutput => ({
  ...{ kind: 'snapshot', subtask: 0, at, picture: { ...jpg, ...picture } },
  files: { pattern: 'a_{number}.jpg', number },
});
const sprite = (every: number, rows: number, columns: number): PictureOutput => ({
  ...{ kind: 'sprite', subtask: 0, at: { unit: 'seconds', every }, rows, columns },
  picture: { ...jpg, width: 32, height: 18 },
  ...{ files: { pattern: 's/{number}.jpg', number }, main: 'list/a.vtt' },
});

/** Luma (0–255, video range) of the pixels of a picture that is scaled to `width`×`height`. */
async function luma(file: string, width = 1, height = 1): Promise<number[]> {
  const filter = `scale=${width}:${height}:flags=area:out_range=tv,format=gray`;
  const args = ['-v', 'error', '-i', file, '-vf', filter, '-f', 'rawvideo', '-'];
  const { stdout } = await promisify(execFile)('ffmpeg', args, { encoding: 'buffer' });
  return [...stdout];
}

/** The frame of the ramp that a picture shows. */
const frameOf = (value: number | undefined) => Math.round(((value ?? 0) - 16) / 4);

test('shots show what is on screen at their moments, between frames and at the end too', async () => {
  const at = [0, 1.25, 1.3, 2.99, 3.9, 3.99].map((value) => ({ unit: 'seconds' as const, value }));
  const { files, facts } = await make('ramp.mp4', snapshot([...at, { unit: 'percent', value: 100 }]));
  const frames = [];
  for (const { path } of files) frames.push(frameOf((await luma(path))[0]));
  expect(frames).toEqual([0, 12, 13, 29, 39, 39, 39]);
  expect(files.map(({ key }) => key)).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `a_${n}.jpg`));
  expect(facts).toEqual({ kind: 'pictures', times: [0, 1.25, 1.3, 2.99, 3.9, 3.99, 4], files: 7 });
});

test.each([
  ['half a second: in one pass', 0.5, [0, 5, 10, 15, 20, 25, 30, 35]],
  ['two seconds: by seeking', 2, [0, 20]],
])('sampled shots each %s', async (_, every, expected) => {
  const { files, facts } = await make('ramp.mp4', snapshot({ unit: 'seconds', every }));
  const frames = [];
  for (const { path } of files) frames.push(frameOf((await luma(path))[0]));
  expect(frames).toEqual(expected);
  expect(facts).toEqual({ kind: 'pictures', times: [], files: expected.length });
});

test.each([
  [
    '0.5 s is less than a GOP: all frames',
    0.5,
    2,
    2,
    [
      [0, 5, 10, 15],
      [20, 25, 30, 35],
    ],
  ],
  [
    '1 s is a GOP: key frames',
    1,
    1,
    3,
    [
      [0, 10, 20],
      [30, 0, 0],
    ],
  ],
])('a sprite each %s', async (_, every, rows, columns, expected) => {
  const { files, facts } = await make('ramp.mp4', sprite(every, rows, columns));
  const sheets = [];
  for (const { path } of files.slice(0, -1)) sheets.push((await luma(path, columns, rows)).map(frameOf));
  // What is left of the last sheet is black.
  expect(sheets).toEqual(expected);
  const tiles = 4 / every;
  expect(facts).toEqual({ kind: 'sprite', tiles, width: 32, height: 18, sheets: 2, files: 3 });
});

test('WebVTT names the sheets relative to itself and ends with the source', async () => {
  const { files } = await make('ramp.mp4', sprite(1.5, 1, 2));
  expect(files.map(({ key }) => key)).toEqual(['s/0.jpg', 's/1.jpg', 'list/a.vtt']);
  expect(await readFile(files[2]!.path, 'utf8')).toBe(
    [
      'WEBVTT\n',
      '00:00:00.000 --> 00:00:01.500\n../s/0.jpg#xywh=0,0,32,18\n',
      '00:00:01.500 --> 00:00:03.000\n../s/0.jpg#xywh=32,0,32,18\n',
      '00:00:03.000 --> 00:00:04.000\n../s/1.jpg#xywh=0,0,32,18\n',
    ].join('\n'),
  );
});

test.each<[string, string, Partial<PictureSpec>, string]>([
  ['as large as the source', 'plain.mp4', { format: 'png' }, 'png 320x180'],
  ['turned upright', 'turned.mp4', {}, 'mjpeg 180x320'],
  ['the long side of an upright picture', 'turned.mp4', { width: 160, height: 90 }, 'mjpeg 90x160'],
  ['as wide as written', 'turned.mp4', { width: 160, height: 90, adaptive: false }, 'mjpeg 160x90'],
  ['blurred edges', 'plain.mp4', { width: 160, height: 160, fill: 'gauss', format: 'webp' }, 'webp 160x160'],
])('%s', async (_, name, picture, expected) => {
  const { files } = await make(name, snapshot([{ unit: 'seconds', value: 0.5 }], picture));
  const args = ['-v', 'error', '-show_entries', 'stream=codec_name,width,height', '-of', 'csv=p=0:s=x'];
  const { stdout } = await promisify(execFile)('ffprobe', [...args, files[0]!.path]);
  expect(stdout.trim().replace('x', ' ')).toBe(expected);
});

test.each([
  ['white', 235],
  ['black', 16],
] as const)('%s edges', async (fill, edge) => {
  const { files } = await make(
    'ramp.mp4',
    snapshot([{ unit: 'seconds', value: 3 }], { width: 128, height: 128, fill }),
  );
  const [top, middle, bottom] = await luma(files[0]!.path, 1, 9).then((rows) => [rows[0], rows[4], rows[8]]);
  // JPEG rounds.
  expect(Math.abs((top ?? 0) - edge)).toBeLessThanOrEqual(2);
  expect(Math.abs((bottom ?? 0) - edge)).toBeLessThanOrEqual(2);
  expect(frameOf(middle)).toBe(30);
});

test('a source that ends early gives the shots before its end, and fails for those after it', async () => {
  const [, early] = await Promise.all([
    expect(make('short.mp4', snapshot({ unit: 'percent', every: 5 }))).rejects.toMatchObject({
      failure: { code: 'SourceFileError.ContentMalformed' },
    }),
    make('short.mp4', snapshot([{ unit: 'seconds', value: 1 }])),
  ]);
  expect(frameOf((await luma(early.files[0]!.path))[0])).toBe(10);
  await expect(make('short.mp4', snapshot([{ unit: 'seconds', value: 3.9 }]))).rejects.toMatchObject({
    failure: { code: 'SourceFileError.ContentMalformed' },
  });
});

test('a sheet that its format can not hold is refused', async () => {
  const large: PictureOutput = {
    ...sprite(1, 100, 100),
    picture: { ...jpg, width: 1000, height: 1000 },
  } as PictureOutput;
  await expect(make('ramp.mp4', large)).rejects.toMatchObject({
    failure: { code: 'InvalidInput.ConfigurationUnsupported' },
  });
});

test('an animated WebP is as long as its window', async () => {
  const { facts } = await make('ramp.mp4', {
    ...{ kind: 'animation', subtask: 0, fps: 5, quality: 50, start: 1, end: -1, main: 'a.webp' },
    picture: { ...jpg, format: 'webp', height: 60 },
  });
  expect(facts).toMatchObject({
    media: { container: 'webp', duration: 2, width: 106, height: 60, video: [{ codec: 'webp' }] },
  });
});
