// SVG as pictures to lay over a video.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DrawnPicture } from '../ffmpeg/drawing.ts';
import { JobFailure } from '../jobFailure.ts';
import { type DrawingTools, runTool } from './runTool.ts';

/**
 * The SVG `file` in the given size (0 = scaled from the other side, both 0 = its own), as `<name>.png` in `folder`.
 * librsvg runs no scripts and has no network; of files it reads only what lies beside the drawing, which is nothing.
 * @throws JobFailure ContentMalformed when it is no SVG, ContentUnsupported when it takes too long or is too large
 */
export async function drawSvg(
  file: string,
  { width, height }: { width: number; height: number },
  tools: DrawingTools,
  folder: string,
  name: string,
): Promise<DrawnPicture> {
  const own = join(folder, name);
  await mkdir(own);
  const source = join(own, 'drawing.svg');
  await copyFile(file, source);
  const path = join(folder, `${name}.png`);
  const size = [...(width > 0 ? [`--width=${width}`] : []), ...(height > 0 ? [`--height=${height}`] : [])];
  const { rsvgConvert: program, signal } = tools;
  const args = ['--format=png', ...size, `--output=${path}`, source];
  const end = await runTool({ program, args, cwd: own, signal });
  if (/larger than|exceeds|limit/i.test(end.stderr)) {
    throw new JobFailure({
      code: 'SourceFileError.ContentUnsupported',
      message: 'The SVG is too large to be drawn.',
    });
  }
  if (end.code !== 0) {
    throw new JobFailure({ code: 'SourceFileError.ContentMalformed', message: 'The SVG is damaged.' });
  }
  return { path, seconds: null };
}
