// Parts and moments of sources whose containers have no index of key frames: a whole backend, and frames whose number
// their brightness tells.
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, remux, TONE } from '../../test/backend/clips.ts';
import { type OneBackend, oneBackend } from '../../test/backend/oneBackend.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import { jobOn, type TestEdge } from '../../test/backend/testEdge.ts';
import type { MediaOutput } from '../contract/media.ts';
import type { Output } from '../contract/output.ts';
import type { Backend } from './backend.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { type Source, sourceOf } from './ffmpeg/source.ts';
import { mayBeChunked } from './inChunks.ts';
import { seekable } from './seekable.ts';

/** 100 frames, 25 a second, of which ten in a row are alike: the n-th ten have the luma 32 + 16n. */
const STAIRS = "nullsrc=size=96x64:rate=25:duration=4,geq=lum='32+16*floor(N/10)':cb=128:cr=128";
/** A key frame each second. */
const SHARP = ['-g', '25', '-bf', '2', '-sc_threshold', '0'];

let folder = '';
let edge: TestEdge;
let backend: Backend;
let whole: OneBackend;

beforeAll(async () => {
  whole = await oneBackend();
  ({ backend, edge, folder } = whole);
  const at = (name: string) => join(folder, name);
  const sources = [STAIRS, TONE(4)];
  await clip(at('a.mp4'), sources, [...QUICK, ...SHARP, '-crf', '4']);
  for (const name of ['a.ts', 'a.flv']) await remux(at(name), at('a.mp4'), [], ['-map', '0']);
  const mpeg2 = ['-c:v', 'mpeg2video', '-q:v', '2', ...SHARP];
  await clip(at('a.mpg'), sources, [...mpeg2, '-c:a', 'mp2']);
  await clip(at('a.mxf'), sources, [...mpeg2, '-c:a', 'pcm_s16le']);
  await clip(at('a.avi'), sources, ['-c:v', 'mpeg4', '-q:v', '2', '-g', '25', '-c:a', 'libmp3lame']);
});
afterAll(() => whole.stop());

const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
const moments = [0, 0.7, 1.7, 2.9, 3.9];
const shots: Output = {
  ...{ kind: 'snapshot', subtask: 0, files: { pattern: 'shot-{number}.png', number } },
  picture: { format: 'png', width: 0, height: 0, adaptive: true, fill: 'black' },
  at: moments.map((value) => ({ unit: 'seconds', value })),
};
const part: Output = {
  ...{ kind: 'media', subtask: 1, container: 'mp4', main: 'part.mp4', segment: null },
  ...{ video: { ...h264, height: 0, bitrate: 400_000 }, audio: aac },
  clip: { start: 1.7, end: 2.9 },
};
const joined: Output = {
  ...{ kind: 'join', subtask: 2, container: 'mp4', main: 'joined.mp4', segment: null },
  parts: [
    { file: null, start: 2.9, end: 3.3 },
    { file: 'other', start: 1.3, end: 1.7 },
  ],
};

/** The stair that each frame of a file shows. */
async function stairs(file: string): Promise<number[]> {
  const filter = 'scale=1:1:flags=area:out_range=tv,format=gray';
  const args = ['-v', 'error', '-i', file, '-vf', filter, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-'];
  const { stdout } = await promisify(execFile)('ffmpeg', args, { encoding: 'buffer' });
  return [...stdout].map((value) => Math.max(0, Math.round((value - 32) / 16)));
}

test.each(['a.ts', 'a.flv', 'a.mpg', 'a.mxf', 'a.avi'])('%s', async (name) => {
  edge.inputs.set(name, new Uint8Array(await readFile(join(folder, name))));
  const outputs = [shots, part, joined];
  const other = { name: 'other', url: `/files/${name}`, allowLoopback: false, parameter: 'FileInfos.1' };
  const job = jobOn(name, outputs, { id: name, files: [other] });
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${edge.token}` },
    body: JSON.stringify(job),
  };
  expect((await fetch(`${backend.url}/jobs`, init)).status).toBe(202);
  expect(await edge.final(name)).toMatchObject({ failure: null });
  expect(edge.results(name).map((one) => (one.status === 'failed' ? one.failure : null))).toEqual(
    outputs.map(() => null),
  );
  // The result is about the file that came.
  const [{ report } = {}] = edge.reports.filter(({ id }) => id === name);
  expect(report?.source?.container).not.toContain('matroska');
  const own = async (key: string) => {
    const file = join(folder, `made-${key}`);
    await writeFile(file, edge.stored.get(key)!);
    return stairs(file);
  };
  const seen: number[] = [];
  for (const index of moments.keys()) seen.push(...(await own(`shot-${index}.png`)));
  expect(seen).toEqual(moments.map((seconds) => Math.floor(seconds / 0.4)));
  // 1.7 to 2.9 seconds: frames 43 (or 42) to 72.
  const frames = await own('part.mp4');
  expect(Math.abs(frames.length - 30)).toBeLessThanOrEqual(1);
  expect([frames[0], frames[5], frames.at(-1)]).toEqual([4, 4, 7]);
  expect((await own('joined.mp4')).filter((_, index) => index % 10 === 1)).toEqual([7, 3]);
  edge.stored.clear();
});

const context = {
  config: { tools: { ffmpeg: 'ffmpeg' }, stallMs: 20_000 },
  signal: AbortSignal.timeout(60_000),
};
async function sourceAt(file: string): Promise<Source> {
  return sourceOf(await probeInput('ffprobe', file, context.signal), (await stat(file)).size);
}

test('what would be another source afterwards stays, and is not cut into chunks', async () => {
  // A second picture, which nobody uses, begins a second before the first one.
  const early = join(folder, 'early.ts');
  const two = ['-itsoffset', '1', '-i', join(folder, 'a.mp4'), '-i', join(folder, 'a.mp4')];
  const maps = ['-map', '0:v', '-map', '0:a', '-map', '1:v', '-c', 'copy', '-y', early];
  await promisify(execFile)('ffmpeg', ['-v', 'error', ...two, ...maps]);
  // What the muxer does not take.
  const odd = join(folder, 'odd.ts');
  await remux(odd, join(folder, 'a.mp4'), []);
  for (const [file, ffmpeg] of [
    [early, 'ffmpeg'],
    [odd, join(folder, 'refuses.sh')],
  ] as const) {
    await writeFile(join(folder, 'refuses.sh'), '#!/bin/sh\necho "No wav codec tag found" >&2\nexit 1\n', {
      mode: 0o755,
    });
    const before = await readFile(file);
    const config = { ...context.config, tools: { ffmpeg } };
    const source = await seekable(file, await sourceAt(file), folder, { ...context, config });
    expect([source.rough, (await readFile(file)).equals(before)]).toEqual([true, true]);
    const whole = { ...part, clip: undefined } as MediaOutput;
    expect(mayBeChunked(whole, source, 1)).toBe(false);
    if (file === odd) expect(mayBeChunked(whole, { ...source, rough: false }, 1)).toBe(true);
  }
});

test('a machine that is at fault is not the source’s fault', async () => {
  const file = join(folder, 'full.ts');
  await remux(file, join(folder, 'a.mp4'), []);
  const ffmpeg = join(folder, 'full.sh');
  await writeFile(ffmpeg, '#!/bin/sh\necho "No space left on device" >&2\nexit 1\n', { mode: 0o755 });
  const config = { ...context.config, tools: { ffmpeg } };
  await expect(seekable(file, await sourceAt(file), folder, { ...context, config })).rejects.toMatchObject({
    retry: true,
  });
});
