// Subtitles as tracks, with real ffmpeg: their texts, times, names and languages in each container.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, TONE, VIDEO } from '../../test/backend/clips.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import type { MediaOutput } from '../contract/media.ts';
import { mainFile, mediaCommand, type Rendition } from './ffmpeg/command.ts';
import { encode } from './ffmpeg/encode.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { sourceOf } from './ffmpeg/source.ts';
import { furtherInputs } from './furtherInputs.ts';
import type { JobFiles } from './input/jobFiles.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
const tools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', signal };
let folder = '';
const at = (name: string) => join(folder, name);
const files: JobFiles = { path: at, parameter: (name) => `Set.${name}`, failure: () => null };
const track = (file: string, more: object = {}) => ({
  ...{ file, name: '', language: '', isDefault: false },
  ...more,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracks-'));
  const srt =
    '1\n00:00:00,200 --> 00:00:00,900\nHallo <i>Welt</i> & <3\n\n2\n00:00:01,500 --> 00:00:09,000\nzwei\nZeilen\n';
  const style = 'Style: Default,Arial,20,&H000000FF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,8,10,10,10,1';
  const format =
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding';
  const events = 'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text';
  await Promise.all([
    clip(at('source.mp4'), [VIDEO(2, '160x90'), TONE(2)], QUICK),
    clip(at('head.mp4'), [VIDEO(1, '160x90')], QUICK),
    writeFile(at('words.srt'), srt),
    writeFile(
      at('chinese.srt'),
      Buffer.from([0x31, 0x0a, ...Buffer.from('00:00:00,000 --> 00:00:01,000\n'), 0xd6, 0xd0, 0x0a]),
    ),
    writeFile(
      at('styled.ass'),
      `[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\n${format}\n${style}\n\n[Events]\n${events}\nDialogue: 0,0:00:01.00,0:00:01.50,Default,,0,0,0,,{\\b1}oben\n`,
    ),
    writeFile(at('none.txt'), 'no subtitles'),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(container: MediaOutput['container'], more: Partial<MediaOutput>) {
  const codec = container === 'webm' ? 'vp8' : 'h264';
  const output: MediaOutput = {
    ...{ kind: 'media', subtask: 0, container, main: 'a', segment: null },
    audio: { ...aac, codec: container === 'webm' ? 'opus' : 'aac', sampleRate: 48_000 },
    ...{ video: { ...h264, codec }, ...more },
  };
  const source = sourceOf(
    await probeInput('ffprobe', at('source.mp4'), signal),
    (await stat(at('source.mp4'))).size,
  );
  const own = await mkdtemp(at('out-'));
  const rendition: Rendition = {
    ...{ output, folder: own },
    ...(await furtherInputs(output, source, files, tools, own)),
  };
  const args = mediaCommand(at('source.mp4'), source, [rendition]);
  await encode({ ffmpeg: 'ffmpeg', args, cwd: own, duration: 2, stallMs: 20_000, signal, onTime() {} });
  const file = mainFile(rendition);
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', file]);
  interface Stream {
    codec_type: string;
    codec_name: string;
    tags: Record<string, string>;
    disposition: { default: number };
  }
  const { streams } = JSON.parse(stdout) as { streams: Stream[] };
  return { file, streams: streams.filter(({ codec_type }) => codec_type === 'subtitle'), all: streams };
}

/** A track as SRT. The sound's first packet lies before 0, so that muxers move all streams by up to 25 ms. */
async function words(file: string, n = 0): Promise<string> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', file, '-map', `0:s:${n}`, '-f', 'srt', '-']);
  return stdout.replaceAll('\r', '').replace(/,(\d)[012]\d/g, ',$1');
}

test.each([
  ['mp4', 'mov_text'],
  ['mkv', 'subrip'],
  ['webm', 'webvtt'],
] as const)('%s has them as %s, with names, languages and a default', async (container, codec) => {
  const subtitles = [
    track('words.srt', { language: 'ger', name: 'Deutsch (1)' }),
    track('chinese.srt', { language: 'chi', isDefault: true }),
  ];
  const { file, streams, all } = await make(container, { subtitles });
  expect(all.map(({ codec_type }) => codec_type)).toEqual(['video', 'audio', 'subtitle', 'subtitle']);
  expect(streams).toMatchObject([
    { codec_name: codec, tags: { language: 'ger' }, disposition: { default: 0 } },
    { codec_name: codec, tags: { language: 'chi' }, disposition: { default: 1 } },
  ]);
  expect(Object.values(streams[0]?.tags ?? {})).toContain('Deutsch (1)');
  expect(await words(file)).toBe(
    '1\n00:00:00,2 --> 00:00:00,9\nHallo <i>Welt</i> & <3\n\n2\n00:00:01,5 --> 00:00:02,0\nzwei\nZeilen\n\n',
  );
  expect(await words(file, 1)).toContain('中');
});

test('they have the times of the part that is made, after its head', async () => {
  const { file } = await make('mkv', {
    ...{ clip: { start: 0.5, end: 1.8 }, head: ['head.mp4'] },
    subtitles: [track('words.srt')],
  });
  expect([...(await words(file)).matchAll(/[\d:,]+ --> [\d:,]+/g)].flat()).toEqual([
    '00:00:01,0 --> 00:00:01,4',
    '00:00:02,0 --> 00:00:02,3',
  ]);
});

test('looks of their own stay in Matroska', async () => {
  const { file, streams } = await make('mkv', { subtitles: [track('styled.ass')] });
  expect(streams[0]?.codec_name).toBe('ass');
  const { stdout } = await run('ffmpeg', [
    '-v',
    'error',
    '-i',
    file,
    '-map',
    '0:s',
    '-c',
    'copy',
    '-f',
    'ass',
    '-',
  ]);
  expect(stdout).toContain('&H000000FF');
  expect(stdout).toContain('{\\b1}oben');
});

test('a file that has none is named; copied streams take them too', async () => {
  await expect(make('mp4', { subtitles: [track('words.srt'), track('none.txt')] })).rejects.toMatchObject({
    failure: {
      code: 'SourceFileError.ContentUnsupported',
      message: expect.stringMatching(/^Set\.none\.txt: /),
    },
  });
  const copied = { video: { ...h264, codec: 'copy' }, audio: { ...aac, codec: 'copy' } } as const;
  const { streams } = await make('mov', { ...copied, subtitles: [track('words.srt')] });
  expect(streams[0]?.codec_name).toBe('mov_text');
});
