// Sound of other files as further tracks, with real ffmpeg.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, remux, VIDEO } from '../../test/backend/clips.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import type { MediaOutput } from '../contract/media.ts';
import { mainFile, mediaCommand, type Rendition } from './ffmpeg/command.ts';
import { encode } from './ffmpeg/encode.ts';
import { probeInput, probeOutput } from './ffmpeg/probe.ts';
import { sourceOf } from './ffmpeg/source.ts';
import { furtherInputs } from './furtherInputs.ts';
import type { JobFiles } from './input/jobFiles.ts';
import { outputFiles } from './output/outputFiles.ts';
import { checkedFacts } from './outputCheck.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
const tools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', signal };
let folder = '';
const at = (name: string) => join(folder, name);
const files: JobFiles = { path: at, parameter: (name) => `Set.${name}`, failure: () => null };
const tone = (hertz: number, seconds: number) => `sine=frequency=${hertz}:duration=${seconds}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'added-'));
  await Promise.all([
    clip(at('source.mp4'), [VIDEO(2, '160x90'), tone(300, 2)], QUICK),
    clip(at('mute.mp4'), [VIDEO(2, '160x90')], QUICK),
    // Its tone begins after a second.
    clip(at('long.mp3'), [tone(2000, 4)], ['-af', 'adelay=1000:all=1', '-ac', '2']),
    clip(at('plain.flac'), [tone(1000, 1)]),
  ]);
  await remux(at('named.mka'), at('long.mp3'), [], ['-metadata:s:a:0', 'language=fre']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(name: string, more: Partial<MediaOutput>) {
  const output: MediaOutput = {
    ...{ kind: 'media', subtask: 0, container: 'mp4', main: 'a', segment: null, audio: aac, video: h264 },
    ...more,
  };
  const source = sourceOf(await probeInput('ffprobe', at(name), signal), (await stat(at(name))).size);
  const own = await mkdtemp(at('out-'));
  const rendition: Rendition = {
    ...{ output, folder: own },
    ...(await furtherInputs(output, source, files, tools, own)),
  };
  const args = mediaCommand(at(name), source, [rendition]);
  await encode({ ffmpeg: 'ffmpeg', args, cwd: own, duration: 2, stallMs: 20_000, signal, onTime() {} });
  const written = await outputFiles(rendition);
  const { media } = await checkedFacts('ffprobe', rendition, written, undefined, source, signal);
  const file = mainFile(rendition);
  const probed = await probeOutput('ffprobe', file, signal);
  return { media, file, audio: probed.streams.filter(({ codec_type }) => codec_type === 'audio') };
}

/** The tone of a part of a track: its zero crossings a second, halved; 0 where it is silent. */
async function pitch(file: string, track: number, start: number): Promise<number> {
  const part = ['-v', 'error', '-ss', String(start), '-t', '0.5', '-i', file, '-map', `0:a:${track}`];
  const { stdout } = await run('ffmpeg', [...part, '-ac', '1', '-ar', '44100', '-f', 's16le', '-'], {
    encoding: 'buffer',
  });
  const samples = new Int16Array(stdout.buffer, stdout.byteOffset, stdout.length >> 1);
  if (Math.max(...samples) < 500) return 0;
  let crossings = 0;
  for (let n = 1; n < samples.length; n++) if (samples[n - 1]! < 0 !== samples[n]! < 0) crossings++;
  return Math.round((crossings * 44_100) / samples.length / 2 / 100) * 100;
}

test('tracks follow those of the source, as long as it is, and only the first is the default', async () => {
  const { media, file, audio } = await make('source.mp4', { addedAudio: ['named.mka', 'plain.flac'] });
  expect(media.audio).toMatchObject([1, 2, 3].map(() => ({ codec: 'aac', sampleRate: 44_100, channels: 2 })));
  expect(Math.abs(media.duration - 2)).toBeLessThan(0.1);
  expect(audio[1]?.tags.language).toBe('fre');
  expect([await pitch(file, 0, 0.2), await pitch(file, 1, 0.2), await pitch(file, 1, 1.3)]).toEqual([
    300, 0, 2000,
  ]);
  expect(await pitch(file, 2, 0.2)).toBe(1000);
  const { stdout } = await run('ffprobe', [
    ...[
      '-v',
      'error',
      '-select_streams',
      'a',
      '-show_entries',
      'stream_disposition=default',
      '-of',
      'csv=p=0',
      file,
    ],
  ]);
  expect(stdout.trim().split('\n')).toEqual(['1', '0', '0']);
});

test('the part of the source that is made is that of the tracks; a head has its own sound in all', async () => {
  const more = { clip: { start: 1, end: 0 }, addedAudio: ['long.mp3'] };
  const part = await make('source.mp4', more);
  expect([await pitch(part.file, 1, 0.2), Math.round(part.media.duration)]).toEqual([2000, 1]);
  const { file, media } = await make('source.mp4', { ...more, head: ['source.mp4'] });
  expect(media.audio.length).toBe(2);
  expect([await pitch(file, 0, 2.2), await pitch(file, 1, 0.2), await pitch(file, 1, 2.2)]).toEqual([
    ...[300, 300, 2000],
  ]);
});

test('a source without sound has theirs; tracks are copied where streams are', async () => {
  const { media } = await make('mute.mp4', { container: 'mkv', addedAudio: ['plain.flac'] });
  expect(media.audio).toMatchObject([{ codec: 'aac' }]);
  const copy = { video: { ...h264, codec: 'copy' }, audio: { ...aac, codec: 'copy' } } as const;
  const copied = await make('source.mp4', { ...copy, addedAudio: ['long.mp3'] });
  expect(copied.media.audio.map(({ codec }) => codec)).toEqual(['aac', 'mp3']);
  await expect(make('source.mp4', { ...copy, addedAudio: ['plain.flac'] })).rejects.toMatchObject({
    failure: {
      code: 'InvalidInput.ConfigurationUnsupported',
      message: expect.stringMatching(/^Set\.plain\.flac: .*flac/),
    },
  });
});

test('a file without sound is named', async () => {
  await expect(make('source.mp4', { addedAudio: ['mute.mp4'] })).rejects.toMatchObject({
    failure: {
      code: 'SourceFileError.ContentUnsupported',
      message: 'Set.mute.mp4: The source has no audio.',
    },
  });
});
