// Subtitles as scripts that libass draws.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BurnedSubtitle } from '../../contract/overlay.ts';
import type { Drawing, DrawnPicture } from '../ffmpeg/drawing.ts';
import type { Source, SubtitleSource } from '../ffmpeg/source.ts';
import { arePictures, subtitleStream } from '../ffmpeg/subtitleStream.ts';
import { aboutFile, type JobFiles } from '../input/jobFiles.ts';
import { JobFailure } from '../jobFailure.ts';
import { assScript } from './assScript.ts';
import { fontFamily } from './fontFamily.ts';
import { readSubtitle, readSubtitleStream } from './readSubtitle.ts';
import type { DrawingTools } from './runTool.ts';

/** The job's own input, which may have subtitles. */
export interface SubtitledInput {
  path: string;
  source: Pick<Source, 'subtitles'>;
}

/**
 * Subtitles of a file (SRT, WebVTT, ASS) or of the input, unless they are pictures there, as `<name>.ass` in `folder`,
 * which lies in the folder that ffmpeg is run in. Paths are relative to that one, so that nothing in them has a meaning
 * in a filter.
 * @throws JobFailure naming the parameter of a file: ContentUnsupported for what are no subtitles, or no font;
 * ConfigurationUnsupported for a stream that is not there
 */
export async function drawSubtitle(
  { spec, frame }: Drawing & { kind: 'subtitle' },
  input: SubtitledInput,
  files: JobFiles,
  tools: DrawingTools,
  folder: string,
  name: string,
): Promise<DrawnPicture> {
  const from = spec.file ?? streamOf(spec, input);
  if (typeof from !== 'string' && arePictures(from)) return { path: '', seconds: null, stream: from.index };
  const { script, plain } =
    typeof from === 'string'
      ? await aboutFile(files, from, (path) => readSubtitle(path, tools, folder, name))
      : await readSubtitleStream(input.path, from, tools, folder, name);
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

function streamOf({ stream = 0 }: BurnedSubtitle, { source }: SubtitledInput): SubtitleSource {
  const found = subtitleStream(source, stream);
  if (found) return found;
  throw new JobFailure({
    code: 'InvalidInput.ConfigurationUnsupported',
    message: `The source has ${source.subtitles?.length ?? 0} tracks of subtitles; there is none at the stream ${stream}.`,
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
