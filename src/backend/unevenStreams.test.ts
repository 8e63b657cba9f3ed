// Sources whose streams differ in length or start, and pictures of odd sizes: whole jobs, played back by ffmpeg.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, TONE, VIDEO } from '../../test/backend/clips.ts';
import { type OneBackend, oneBackend } from '../../test/backend/oneBackend.ts';
import { jobOn, type TestEdge } from '../../test/backend/testEdge.ts';
import type { AudioSpec, MediaOutput, VideoSpec } from '../contract/media.ts';
import type { Backend } from './backend.ts';

const run = promisify(execFile);
let folder = '';
let edge: TestEdge;
let backend: Backend;
let whole: OneBackend;

beforeAll(async () => {
  whole = await oneBackend();
  ({ backend, edge, folder } = whole);
  const at = (name: string) => join(folder, name);
  const encoded = ['-g', '25', ...QUICK];
  await Promise.all([
    clip(at('long.mp4'), [VIDEO(12, '64x48'), TONE(12)], encoded),
    clip(at('base.mp4'), [VIDEO(2, '64x48'), TONE(2)], encoded),
    clip(at('blink.mp4'), [VIDEO(0.4, '64x48'), TONE(0.4)], encoded),
    clip(
      at('odd.mp4'),
      ['testsrc=duration=1:size=641x359:rate=25'],
      ['-pix_fmt', 'yuv444p', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ),
  ]);
  const mix = (name: string, ...args: string[]) =>
    run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args, '-c', 'copy', at(name)], { cwd: folder });
  const shortVideo = ['-i', 'base.mp4', '-i', 'long.mp4', '-map', '0:v', '-map', '1:a'];
  const shortAudio = ['-i', 'base.mp4', '-i', 'long.mp4', '-map', '1:v', '-map', '0:a'];
  const lateVideo = ['-itsoffset', '1', '-i', 'base.mp4', '-i', 'base.mp4', '-map', '0:v', '-map', '1:a'];
  await mix('shortvideo.mp4', ...shortVideo);
  await mix('shortvideo.mkv', ...shortVideo);
  await mix('shortaudio.mkv', ...shortAudio);
  await mix('lateaudio.mkv', '-itsoffset', '5', ...shortAudio);
  await mix('veryLate.mkv', '-itsoffset', '300', ...shortAudio);
  await mix('late.ts', '-itsoffset', '8', ...shortAudio);
  await mix('offv.mkv', ...lateVideo);
  await mix('offv.mp4', ...lateVideo);
});
afterAll(() => whole.stop());

const h264: VideoSpec = {
  ...{ codec: 'h264', profile: '', bitrate: 50_000, rateControl: 'vbr', fps: 0, width: 0, height: 0 },
  ...{ adaptive: true, fill: 'black', gop: 25 },
};
const aac: AudioSpec = { codec: 'aac', bitrate: 48_000, sampleRate: 44_100, channels: 2 };
const mp4: MediaOutput = {
  ...{ kind: 'media', subtask: 0, container: 'mp4', video: h264, audio: aac, main: 'a.mp4', segment: null },
};
const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
const hls = (type: NonNullable<NonNullable<MediaOutput['segment']>['type']>): MediaOutput => {
  const extension = type.startsWith('fmp4') ? 'mp4' : 'ts';
  const segment = { pattern: `a_{number}.${extension}`, number, type, seconds: 2 };
  const init = type === 'fmp4' ? { init: 'a_init.mp4' } : {};
  return { ...mp4, container: 'hls', main: 'a.m3u8', segment: { ...segment, ...init } };
};
const mp3: MediaOutput = {
  ...mp4,
  ...{ container: 'mp3', video: null, audio: { ...aac, codec: 'mp3' }, main: 'a.mp3' },
};

/** Runs a job with one output and answers its facts; what it stored is then in a folder of its own. */
async function make(name: string, output: MediaOutput, others: string[] = []) {
  for (const file of [name, ...others])
    edge.inputs.set(file, new Uint8Array(await readFile(join(folder, file))));
  edge.stored.clear();
  const out = await mkdtemp(join(folder, 'out-'));
  const files = others.map((file, n) => ({
    ...{ name: n === 0 ? 'other' : file.slice(0, file.indexOf('.')), parameter: file },
    ...{ url: `/files/${file}`, allowLoopback: false },
  }));
  const job = jobOn(name, [output], { id: basename(out), files });
  const response = await fetch(`${backend.url}/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${edge.token}` },
    body: JSON.stringify(job),
  });
  expect(response.status).toBe(202);
  expect(await edge.final(job.id)).toMatchObject({ failure: null });
  const [result] = edge.results(job.id);
  expect(result).toMatchObject({ status: 'success' });
  for (const [key, bytes] of edge.stored) await writeFile(join(out, key), bytes);
  if (result?.status !== 'success' || result.output.kind !== 'media') throw new Error('no media');
  return { media: result.output.media, main: join(out, output.main) };
}

/** Decodes all of a file; answers the seconds and what ffmpeg complained about. */
async function play(file: string, stream: 'a' | 'v') {
  const args = ['-v', 'error', '-nostdin', '-progress', 'pipe:1', '-i', file, '-map', `0:${stream}`];
  const analysis = ['-analyzeduration', '86400000000', '-probesize', '100000000'];
  const { stdout, stderr } = await run('ffmpeg', [...analysis, ...args, '-f', 'null', '-']);
  return {
    seconds:
      Number(
        stdout
          .match(/out_time_us=(\d+)/g)
          ?.at(-1)
          ?.slice(12),
      ) / 1e6,
    stderr,
  };
}

async function manifestOf(main: string) {
  const text = await readFile(main, 'utf8');
  const durations = [...text.matchAll(/#EXTINF:([\d.]+)/g)].map((match) => Number(match[1]));
  const target = Number(/#EXT-X-TARGETDURATION:(\d+)/.exec(text)?.[1]);
  return { durations, target, sum: durations.reduce((all, one) => all + one, 0) };
}

test.each<[source: string, type: Parameters<typeof hls>[0], seconds: number, durations: number[]]>([
  ['shortvideo.mp4', 'ts', 12, [12]],
  ['shortvideo.mp4', 'fmp4', 12, [12]],
  ['shortvideo.mp4', 'ts-ranges', 12, [12]],
  ['shortvideo.mp4', 'fmp4-ranges', 12, [12]],
  ['shortvideo.mkv', 'ts', 12, [12]],
  ['offv.mkv', 'ts', 3, [2, 1]],
  ['offv.mp4', 'fmp4', 3, [2, 1]],
  ['shortaudio.mkv', 'ts', 12, [2, 2, 2, 2, 2, 2]],
  ['lateaudio.mkv', 'ts', 12, [2, 2, 2, 2, 2, 2]],
  ['lateaudio.mkv', 'fmp4', 12, [2, 2, 2, 2, 2, 2]],
])('%s as HLS of %s lasts %d seconds', async (source, type, seconds, durations) => {
  const { media, main } = await make(source, hls(type));
  const manifest = await manifestOf(main);
  expect(manifest.durations).toHaveLength(durations.length);
  for (const [index, duration] of durations.entries()) {
    expect(Math.abs((manifest.durations[index] ?? 0) - duration)).toBeLessThan(0.1);
  }
  expect(manifest.target).toBe(Math.max(...durations));
  expect(Math.abs(media.duration - seconds)).toBeLessThan(0.1);
  expect(media).toMatchObject({ video: [{ codec: 'h264' }], audio: [{ codec: 'aac', channels: 2 }] });
  expect((await play(main, 'a')).stderr).toBe('');
  expect((await play(main, 'v')).stderr).toBe('');
});

test.each([
  ['veryLate.mkv', 302],
  ['late.ts', 12],
])('sound that begins long after the picture is found: %s', async (source, seconds) => {
  const { media } = await make(source, hls('ts'));
  expect(media).toMatchObject({
    video: [{ codec: 'h264' }],
    audio: [{ codec: 'aac', codecs: 'mp4a.40.2', channels: 2, sampleRate: 44_100 }],
  });
  expect(Math.abs(media.duration - seconds)).toBeLessThan(0.1);
});

test.each([
  ['shortvideo.mkv', 12],
  ['shortaudio.mkv', 2],
  ['lateaudio.mkv', 2],
  ['veryLate.mkv', 2],
  ['late.ts', 2],
])('%s as MP3 has its %d seconds of sound', async (source, seconds) => {
  const { media, main } = await make(source, mp3);
  expect(Math.abs(media.duration - seconds)).toBeLessThan(0.15);
  const played = await play(main, 'a');
  expect(played.stderr).toBe('');
  expect(Math.abs(played.seconds - seconds)).toBeLessThan(0.15);
});

test.each(['shortvideo.mp4', 'shortaudio.mkv', 'lateaudio.mkv'])(
  '%s as MP4 lasts 12 seconds',
  async (source) => {
    const { media } = await make(source, mp4);
    expect(Math.abs(media.duration - 12)).toBeLessThan(0.1);
  },
);

test('a part of a source whose sound begins late', async () => {
  const { media } = await make('lateaudio.mkv', { ...mp3, clip: { start: 4, end: 6 } });
  expect(Math.abs(media.duration - 1)).toBeLessThan(0.15);
});

test('HLS of less than half a second has a target duration of 1', async () => {
  const manifest = await manifestOf((await make('blink.mp4', hls('ts'))).main);
  expect(manifest.target).toBe(1);
  expect(manifest.durations).toHaveLength(1);
  expect(Math.abs(manifest.sum - 0.4)).toBeLessThan(0.1);
});

test('a picture of 641x359 in 4:4:4 becomes one of even sides that plays', async () => {
  const { media, main } = await make('odd.mp4', mp4);
  expect(media).toMatchObject({ width: 642, height: 360, video: [{ codec: 'h264' }] });
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'stream=pix_fmt',
    '-of',
    'csv=p=0',
    main,
  ]);
  expect(stdout.trim()).toBe('yuv420p');
  const played = await play(main, 'v');
  expect(played.stderr).toBe('');
  expect(Math.abs(played.seconds - 1)).toBeLessThan(0.05);
});

const mxf: MediaOutput = {
  ...{ ...mp4, container: 'mxf', main: 'a.mxf', video: { ...h264, codec: 'mpeg2', bitrate: 400_000 } },
  audio: { codec: 'pcm16', bitrate: 0, sampleRate: 48_000, channels: 2 },
};

test.each<[source: string, more: Partial<MediaOutput>, seconds: number]>([
  ['shortvideo.mp4', {}, 12],
  ['shortaudio.mkv', {}, 12],
  ['offv.mkv', {}, 3],
  ['shortvideo.mp4', { clip: { start: 1, end: 5 } }, 4],
  ['base.mp4', {}, 2],
  ['shortaudio.mkv', { head: ['other'] }, 24],
  ['shortvideo.mp4', { tail: ['other'] }, 24],
  ['base.mp4', { head: ['other'], tail: ['other'] }, 26],
  ['base.mp4', { addedAudio: ['blink'] }, 2],
])('%s as MXF, with %j: all tracks last %d seconds', async (source, more, seconds) => {
  const { media, main } = await make(source, { ...mxf, ...more }, ['shortaudio.mkv', 'blink.mp4']);
  expect(Math.abs(media.duration - seconds)).toBeLessThan(0.1);
  for (const stream of ['v', 'a'] as const) {
    const played = await play(main, stream);
    expect(played.stderr).toBe('');
    expect(Math.abs(played.seconds - seconds)).toBeLessThan(0.1);
  }
});

test('sound that begins late begins late in MXF, too', async () => {
  const { main } = await make('lateaudio.mkv', mxf);
  const detect = ['-af', 'silencedetect=noise=-40dB:duration=1', '-f', 'null', '-'];
  const { stderr } = await run('ffmpeg', ['-nostdin', '-i', main, '-map', '0:a', ...detect]);
  const [, end] = /silence_end: ([\d.]+)/.exec(stderr) ?? [];
  expect(Math.abs(Number(end) - 5)).toBeLessThan(0.1);
});
