// Subtitle files that somebody else made, as ASS scripts.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INPUT_GUARD, MAX_ALLOCATION } from '../ffmpeg/command.ts';
import type { SubtitleSource } from '../ffmpeg/source.ts';
import { JobFailure } from '../jobFailure.ts';
import { type DrawingTools, runTool } from './runTool.ts';

export interface SubtitleScript {
  /** ASS as ffmpeg writes it. */
  script: string;
  /** It came of a format without looks of its own. */
  plain: boolean;
}

/**
 * The subtitles of `file` (SRT, WebVTT, ASS). Files called `name` in `folder` are of use here only.
 * @throws JobFailure ContentUnsupported for what are no subtitles
 */
export async function readSubtitle(
  file: string,
  { ffmpeg, signal }: Pick<DrawingTools, 'ffmpeg' | 'signal'>,
  folder: string,
  name: string,
): Promise<SubtitleScript> {
  const text = readable(await readFile(file));
  const [source, converted] = [join(folder, `${name}.txt`), join(folder, `${name}.raw.ass`)];
  await writeFile(source, text);
  const args = [
    ...['-hide_banner', '-nostdin', '-y', '-loglevel', 'error', ...MAX_ALLOCATION],
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'srt,webvtt,ass', '-i', source],
    ...['-map', '0:s:0', '-c:s', 'ass', '-f', 'ass', converted],
  ];
  const { code } = await runTool({ program: ffmpeg, args, cwd: folder, signal });
  if (code !== 0) {
    throw new JobFailure({
      code: 'SourceFileError.ContentUnsupported',
      message: 'The file has no subtitles of the formats SRT, WebVTT or ASS.',
    });
  }
  return { script: await readFile(converted, 'utf8'), plain: !/^\s*\[script info\]/i.test(text) };
}

/** The whole source is read for them. */
const READ_LIMIT_MS = 600_000;

/**
 * The texts that the source at `input` has in a stream of subtitles; answers as readSubtitle does.
 * @throws JobFailure ContentMalformed
 */
export async function readSubtitleStream(
  input: string,
  { index, codec }: SubtitleSource,
  { ffmpeg, signal }: Pick<DrawingTools, 'ffmpeg' | 'signal'>,
  folder: string,
  name: string,
): Promise<SubtitleScript> {
  const converted = join(folder, `${name}.raw.ass`);
  const args = [
    ...['-hide_banner', '-nostdin', '-y', '-loglevel', 'error', ...MAX_ALLOCATION, ...INPUT_GUARD],
    ...['-i', input, '-map', `0:${index}`, '-c:s', 'ass', '-f', 'ass', converted],
  ];
  const { code } = await runTool({ program: ffmpeg, args, cwd: folder, signal, limitMs: READ_LIMIT_MS });
  if (code !== 0) {
    throw new JobFailure({
      code: 'SourceFileError.ContentMalformed',
      message: `The subtitles of the source's stream ${index} can not be read (${codec}).`,
    });
  }
  return { script: await readFile(converted, 'utf8'), plain: codec !== 'ass' && codec !== 'ssa' };
}

/** Text in UTF-8 or UTF-16 or, as it is usual for Chinese subtitles, GB 18030; without a byte order mark. */
function readable(bytes: Buffer): string {
  if ([0xfe, 0xff].includes(bytes[0] ?? 0) && [0xfe, 0xff].includes(bytes[1] ?? 0)) {
    return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
