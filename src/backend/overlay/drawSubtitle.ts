// Subtitle files that somebody else made, as scripts that libass draws.
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MAX_ALLOCATION } from '../ffmpeg/command.ts';
import type { Drawing, DrawnPicture } from '../ffmpeg/drawing.ts';
import { JobFailure } from '../jobFailure.ts';
import { assScript } from './assScript.ts';
import { type DrawingTools, runTool } from './runTool.ts';

/**
 * The subtitles of `file` (SRT, WebVTT, ASS) as `<name>.ass` in `folder`, which lies in the folder that ffmpeg is run in.
 * The path is relative to that one, so that nothing in it has a meaning in a filter.
 * @throws JobFailure ContentUnsupported for what are no subtitles
 */
export async function drawSubtitle(
  file: string,
  { spec, frame }: Drawing & { kind: 'subtitle' },
  tools: DrawingTools,
  folder: string,
  name: string,
): Promise<DrawnPicture> {
  const text = readable(await readFile(file));
  const [source, converted] = [join(folder, `${name}.txt`), join(folder, `${name}.raw.ass`)];
  await writeFile(source, text);
  const args = [
    ...['-hide_banner', '-nostdin', '-y', '-loglevel', 'error', ...MAX_ALLOCATION],
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'srt,webvtt,ass', '-i', source],
    ...['-map', '0:s:0', '-c:s', 'ass', '-f', 'ass', converted],
  ];
  const { code } = await runTool({ program: tools.ffmpeg, args, cwd: folder, signal: tools.signal });
  if (code !== 0) {
    throw new JobFailure({
      code: 'SourceFileError.ContentUnsupported',
      message: 'The file has no subtitles of the formats SRT, WebVTT or ASS.',
    });
  }
  const plain = !/^\s*\[script info\]/i.test(text);
  const script = `${name}.ass`;
  await writeFile(join(folder, script), assScript(await readFile(converted, 'utf8'), spec, frame, plain));
  return { path: `${basename(folder)}/${script}`, seconds: null };
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
