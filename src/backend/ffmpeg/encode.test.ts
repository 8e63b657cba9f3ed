// What ffmpeg makes of our commands.

import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, remux, TONE, VIDEO } from '../../../test/backend/clips.ts';
import { aac, h264 } from '../../../test/backend/specs.ts';
import type { MediaOutput } from '../../contract/media.ts';
import { mainFile, mediaCommand } from './command.ts';
import { encode } from './encode.ts';
import { mediaFacts } from './facts.ts';
import { countPackets } from './packets.ts';
import { probeInput, probeOutput } from './probe.ts';
import { sourceOf } from './source.ts';

const signal = new AbortController().signal;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encode-'));
  const plain = await clip(join(folder, 'plain.mp4'), [VIDEO(3), TONE(3)], ['-g', '10', ...QUICK]);
  const gaps = ['-vf', "select='not(mod(n,3))+not(mod(n,4))'", '-fps_mode', 'vfr'];
  await Promise.all([
    remux(join(folder, 'portrait.mp4'), plain, [], ['-metadata:s:v:0', 'rotate=270']),
    remux(join(folder, 'late.ts'), plain, ['-itsoffset', '30']),
    clip(join(folder, 'sar.mp4'), [VIDEO(1)], ['-vf', 'setsar=4/3', ...QUICK]),
    clip(join(folder, 'vfr.mp4'), [VIDEO(2)], [...gaps, ...QUICK]),
    clip(
      join(folder, 'pcm.mov'),
      [VIDEO(1), TONE(1)],
      ['-c:v', 'mjpeg', '-c:a', 'pcm_s16le', '-ac', '6', '-ar', '96000'],
    ),
    clip(
      join(folder, 'two.mkv'),
      [VIDEO(1), TONE(1), TONE(1)],
      ['-map', '0', '-map', '1', '-map', '2', ...QUICK],
    ),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const copy = { video: { ...h264, codec: 'copy' }, audio: { ...aac, codec: 'copy' } } as const;
const segment = {
  pattern: 'a_{number}.ts',
  number: { initial: 0, increment: 1, minLength: 1, placeholder: '0' },
};

async function render(name: string, part: Partial<MediaOutput>) {
  const input = join(folder, name);
  const source = sourceOf(await probeInput('ffprobe', input, signal), (await stat(input)).size);
  const output: MediaOutput = {
    kind: 'media',
    subtask: 0,
    container: 'mp4',
    video: h264,
    audio: aac,
    main: 'a',
    segment: null,
    ...part,
  };
  const out = await mkdtemp(join(folder, 'out-'));
  const args = mediaCommand(input, source, [{ output, folder: out }]);
  const times: number[] = [];
  const onTime = (seconds: number) => times.push(seconds);
  await encode({ ffmpeg: 'ffmpeg', args, cwd: out, duration: 1, stallMs: 60_000, signal, onTime });
  const main = mainFile({ output, folder: out });
  const probed = await probeOutput('ffprobe', main, signal);
  const facts = mediaFacts(probed, (await stat(main)).size, await countPackets('ffprobe', main, signal));
  return { facts, main, out, times };
}

test.each<[name: string, file: string, output: Partial<MediaOutput>, facts: object]>([
  [
    'portrait is encoded upright',
    'portrait.mp4',
    { video: { ...h264, width: 160, height: 0 } },
    { width: 90, height: 160, rotate: 0 },
  ],
  ['square pixels', 'sar.mp4', { video: { ...h264, height: 90 } }, { width: 214, height: 90 }],
  [
    'gauss',
    'plain.mp4',
    { video: { ...h264, width: 160, height: 160, fill: 'gauss' } },
    { width: 160, height: 160 },
  ],
  [
    'frames are made for an asked rate',
    'vfr.mp4',
    { video: { ...h264, fps: 30 } },
    { video: [{ fpsNumerator: 30, fpsDenominator: 1 }] },
  ],
  [
    'H.265 with a fixed GOP',
    'plain.mp4',
    { video: { ...h264, codec: 'h265', gop: 25 } },
    { video: [{ codec: 'hevc', height: 120 }] },
  ],
  [
    'baseline',
    'plain.mp4',
    { video: { ...h264, profile: 'baseline' } },
    { video: [{ codecs: expect.stringMatching(/^avc1\.42c0/) }] },
  ],
  [
    'six channels of PCM to stereo AAC',
    'pcm.mov',
    {},
    { audio: [{ codec: 'aac', channels: 2, sampleRate: 44100 }] },
  ],
  [
    'six channels of 96 kHz PCM, as they are, to MP3',
    'pcm.mov',
    { container: 'mp3', video: null, audio: { codec: 'mp3', bitrate: 0, sampleRate: 0, channels: 0 } },
    { audio: [{ codec: 'mp3', channels: 2, sampleRate: 48000, bitrate: expect.any(Number) }] },
  ],
  [
    'MP3 in FLV',
    'plain.mp4',
    { container: 'flv', audio: { ...aac, codec: 'mp3', sampleRate: 48_000 } },
    { container: 'flv', audio: [{ codec: 'mp3', sampleRate: 44100 }] },
  ],
  ['M4A', 'plain.mp4', { container: 'm4a', video: null }, { video: [], audio: [{ codec: 'aac' }], width: 0 }],
  ['both of two tracks', 'two.mkv', {}, { audio: [{ codec: 'aac' }, { codec: 'aac' }] }],
  ['the first of two tracks in FLV', 'two.mkv', { container: 'flv' }, { audio: [{ codec: 'aac' }] }],
  [
    'remux of a transport stream that begins late',
    'late.ts',
    copy,
    { width: 320, height: 180, video: [{ codec: 'h264' }] },
  ],
  [
    'remux to HLS',
    'plain.mp4',
    { ...copy, container: 'hls', segment },
    { container: 'hls,applehttp', duration: 3 },
  ],
  [
    'sound in HLS',
    'plain.mp4',
    { container: 'hls', video: null, segment },
    { video: [], audio: [{ codec: 'aac' }] },
  ],
])('%s', async (_name, file, output, expected) => {
  const { facts } = await render(file, output);
  expect(facts).toMatchObject(expected);
});

test('a variable rate keeps its frames and their times', async () => {
  const { main } = await render('vfr.mp4', {});
  const times = (file: string) => {
    const show = [
      '-v',
      'error',
      '-select_streams',
      'v',
      '-show_entries',
      'packet=pts_time',
      '-of',
      'csv=p=0',
    ];
    const lines = execFileSync('ffprobe', [...show, file], { encoding: 'utf8' })
      .trim()
      .split('\n');
    return lines.map((line) => Number(line.replace(',', ''))).sort((a, b) => a - b);
  };
  expect(times(main)).toEqual(times(join(folder, 'vfr.mp4')));
});

test('every HLS segment of a fixed GOP is one GOP long', async () => {
  const video = { ...h264, gop: 25 };
  const { main, out, times } = await render('plain.mp4', { container: 'hls', video, segment });
  const manifest = await readFile(main, 'utf8');
  expect(manifest.match(/#EXTINF:[\d.]+/g)).toEqual([
    '#EXTINF:1.000000',
    '#EXTINF:1.000000',
    '#EXTINF:1.000000',
  ]);
  const segments = (await readdir(out)).filter((name) => name.endsWith('.ts'));
  expect(segments).toEqual(['000000.ts', '000001.ts', '000002.ts']);
  expect(times.at(-1)).toBeGreaterThan(2.9);
});

/** A program in the place of ffmpeg that does what ffmpeg can't be made to do. */
async function stand(script: string) {
  const cwd = join(folder, 'stand');
  await mkdir(cwd, { recursive: true });
  const ffmpeg = join(cwd, 'ffmpeg');
  await writeFile(ffmpeg, `#!/bin/sh\n${script}\n`);
  await chmod(ffmpeg, 0o755);
  return encode({ ffmpeg, args: [], cwd, duration: 1, stallMs: 200, signal, onTime: () => {} });
}

test('a run without progress is killed with its children', async () => {
  const stalled = stand(`sleep 600 & echo $! > child; wait`);
  await expect(stalled).rejects.toMatchObject({
    retry: true,
    failure: { code: 'InternalError' },
  });
  const child = Number(await readFile(join(folder, 'stand', 'child'), 'utf8'));
  // Whoever takes over orphans may need a moment to collect it: gone or a zombie.
  const state = await readFile(`/proc/${child}/stat`, 'utf8').catch(() => ') X');
  expect(state.slice(state.indexOf(') ') + 2)[0]).toMatch(/[XZ]/);
});

test.each([
  ['killed by somebody else', 'kill -9 $$', 'InternalError', true],
  [
    'a full disk',
    'echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1',
    'InternalError',
    true,
  ],
  ['anything else', 'echo "Error while decoding" >&2; exit 1', 'SourceFileError.ContentMalformed', false],
])('%s', async (_name, script, code, retry) => {
  await expect(stand(script)).rejects.toMatchObject({ retry, failure: { code } });
});
