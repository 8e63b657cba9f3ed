// Subtitles as scripts that libass draws.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BurnedSubtitle } from '../../contract/overlay.ts';
import type { Drawing, DrawnPicture } from '../ffmpeg/drawing.ts';
import type { Source } from '../ffmpeg/source.ts';
import { aboutFile, type JobFiles } from '../input/jobFiles.ts';
import { JobFailure } from '../jobFailure.ts';
import { assScript } from './assScript.ts';
import { fontFamily } from './fontFamily.ts';
import { readSubtitle, readSubtitleStream, type SubtitleScript } from './readSubtitle.ts';
import type { DrawingTools } from './runTool.ts';

/** The job's own input, which may have subtitles. */
export interface SubtitledInput {
  path: string;
  source: Pick<Source, 'subtitles'>;
}

/**
 * Subtitles of a file (SRT, WebVTT, ASS) or of the input as `<name>.ass` in `folder`, which lies in the folder that ffmpeg
 * is run in. Paths are relative to that one, so that nothing in them has a meaning in a filter.
 * @throws JobFailure naming the parameter of a file: ContentUnsupported for what are no subtitles, or no font;
 * ConfigurationUnsupported for a stream that is not there, or is of pictures
 */
export async function drawSubtitle(
  { spec, frame }: Drawing & { kind: 'subtitle' },
  input: SubtitledInput,
  files: JobFiles,
  tools: DrawingTools,
  folder: string,
  name: string,
): Promise<DrawnPicture> {
  const { file } = spec;
  const { script, plain } =
    file === undefined
      ? await streamScript(spec, input, tools, folder, name)
      : await aboutFile(files, file, (path) => readSubtitle(path, tools, folder, name));
  const { fontFile } = spec;
  const family =
    fontFile === undefined
      ? undefined
      : await aboutFile(files, fontFile, (path) => placedFont(path, join(folder, `${name}-fonts`)));
  const look = { spec, frame, plain, ...(family && { family }) };
  await writeFile(join(folder, `${name}.ass`), assScript(script, look));
  const path = `${basename(folder)}/${name}`;
  return { path: `${path}.ass`, seconds: null, ...(family && { fonts: `${path}-fonts` }) };
}

function streamScript(
  { stream = 0 }: BurnedSubtitle,
  { path, source: { subtitles = [] } }: SubtitledInput,
  tools: DrawingTools,
  folder: string,
  name: string,
): Promise<SubtitleScript> {
  const found = subtitles.find(({ index }) => index === stream) ?? subtitles[stream];
  if (found) return readSubtitleStream(path, found, tools, folder, name);
  throw new JobFailure({
    code: 'InvalidInput.ConfigurationUnsupported',
    message: `The source has ${subtitles.length} tracks of subtitles; there is none at the stream ${stream}.`,
  });
}

/** Puts a font into a new folder, from which libass loads all there are; answers what it calls it. */
async function placedFont(file: string, folder: string): Promise<string> {
  const bytes = await readFile(file);
  const family = fontFamily(bytes);
  if (family === null) {
    throw new JobFailure({
      code: 'SourceFileError.ContentUnsupported',
      message: 'The file is no font of the formats TTF, OTF or TTC.',
    });
  }
  await mkdir(folder);
  await writeFile(join(folder, 'font'), bytes);
  return family;
}
