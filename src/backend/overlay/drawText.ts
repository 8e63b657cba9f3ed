// Texts as pictures to lay over a video. Pango draws them: it knows every script, its direction and its fonts.
import { open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Drawing, DrawnPicture } from '../ffmpeg/drawing.ts';
import { JobFailure } from '../jobFailure.ts';
import { type DrawingTools, runTool } from './runTool.ts';

/** Fonts of Debian that look like those of the API: KaiTi and Arial. What a font lacks, others have. */
const FONTS = { kai: 'AR PL UKai CN', sans: 'Liberation Sans,Noto Sans CJK SC' };

/**
 * The text, as it stands, as `<name>.png` in `folder`. Lines are broken only where they are longer than `room`.
 * @throws JobFailure ConfigurationUnsupported when it is too large to be drawn
 */
export async function drawText(
  drawing: Drawing & { kind: 'text' },
  tools: DrawingTools,
  folder: string,
  name: string,
): Promise<DrawnPicture> {
  const [source, path] = [join(folder, `${name}.txt`), join(folder, `${name}.png`)];
  await writeFile(source, printable(drawing.text));
  const alpha = Math.round(drawing.alpha * 255)
    .toString(16)
    .padStart(2, '0');
  const args = [
    ...['--no-display', '--pixels', '--margin=0', '--antialias=gray', '--hinting=none'],
    ...[`--font=${FONTS[drawing.font]} ${drawing.size}px`, `--align=${drawing.align}`],
    ...[`--foreground=#${drawing.color}${alpha}`, '--background=transparent', `--output=${path}`],
  ];
  const draw = async (more: string[]) => {
    const { pangoView: program, signal } = tools;
    const end = await runTool({ program, args: [...args, ...more, source], cwd: folder, signal });
    if (end.code !== 0) throw new Error(`pango-view failed: ${end.stderr.slice(-500)}`);
    return widthOf(path);
  };
  const width = await draw([]);
  if (width === 0 || width > drawing.room) {
    if ((await draw([`--width=${drawing.room}`, '--wrap=word-char'])) === 0) {
      throw new JobFailure({
        code: 'InvalidInput.ConfigurationUnsupported',
        message: 'The text of a watermark is too large to be drawn.',
      });
    }
  }
  return { path, seconds: null };
}

/** Line ends as Pango knows them; other control characters have no look, and end a text for it. */
function printable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ');
}

/** The width in the header of a PNG file; 0 for a file that is none: what is too large for it leaves an empty one. */
async function widthOf(path: string): Promise<number> {
  if (((await stat(path).catch(() => null))?.size ?? 0) < 24) return 0;
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(24), 0, 24, 0);
    return buffer.readUInt32BE(16);
  } finally {
    await file.close();
  }
}
