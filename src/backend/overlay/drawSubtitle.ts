// Subtitle files as scripts that libass draws.
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Drawing, DrawnPicture } from '../ffmpeg/drawing.ts';
import { assScript } from './assScript.ts';
import { readSubtitle } from './readSubtitle.ts';
import type { DrawingTools } from './runTool.ts';

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
  const { script, plain } = await readSubtitle(file, tools, folder, name);
  await writeFile(join(folder, `${name}.ass`), assScript(script, spec, frame, plain));
  return { path: `${basename(folder)}/${name}.ass`, seconds: null };
}
