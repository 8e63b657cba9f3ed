// An output that is joined from parts of several files: from files on disk to files that are ready for storage.

import { stat } from 'node:fs/promises';
import type { JoinOutput } from '../contract/join.ts';
import { encode } from './ffmpeg/encode.ts';
import { canvasOf, type JoinedPart, joinCommand, joinedSeconds } from './ffmpeg/joinCommand.ts';
import { windowOf } from './ffmpeg/moments.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { percentOf } from './ffmpeg/progress.ts';
import { withSizeChanges } from './ffmpeg/sizeChanges.ts';
import { contentSeconds, type Source, sourceOf } from './ffmpeg/source.ts';
import { sourceFailure, stillFailure } from './ffmpeg/streams.ts';
import type { JobFiles } from './input/jobFiles.ts';
import { JobFailure } from './jobFailure.ts';
import type { PictureContext } from './makePicture.ts';
import { outputFiles } from './output/outputFiles.ts';
import { measuredFacts } from './outputCheck.ts';
import type { Made } from './pictureWork.ts';
import { seekable } from './seekable.ts';

/**
 * Joins the parts of `output` in `folder`, which is its own and empty. `input` and `source` are the job's own input.
 * @throws JobFailure naming the part that can't be used, or the signal's reason
 */
export async function makeJoin(
  output: JoinOutput,
  input: string,
  source: Source,
  files: JobFiles,
  folder: string,
  { config, signal, onProgress }: PictureContext,
): Promise<Made> {
  const { ffmpeg, ffprobe } = config.tools;
  const sources = new Map<string | null, Source>([[null, source]]);
  const parts: JoinedPart[] = [];
  const partSource = async (path: string, file: string | null) => {
    const probed = sourceOf(await probeInput(ffprobe, path, signal), (await stat(path)).size);
    const found = await withSizeChanges(ffprobe, path, probed, signal);
    const inside = output.parts.some((part) => part.file === file && part.start !== 0);
    return inside ? seekable(path, found, folder, { config, signal }) : found;
  };
  for (const [index, { file, start, end }] of output.parts.entries()) {
    const path = file === null ? input : files.path(file);
    const part = await about(index, async () => {
      const known = sources.get(file) ?? (await partSource(path, file));
      sources.set(file, known);
      const unusable = sourceFailure(known) ?? stillFailure(known);
      if (unusable) throw new JobFailure(unusable);
      return { file: path, source: known, clip: windowOf({ start, end, fps: 0 }, contentSeconds(known)) };
    });
    parts.push(part);
  }
  const duration = joinedSeconds(parts);
  await encode({
    ...{
      ffmpeg,
      args: joinCommand(parts, output, folder),
      cwd: folder,
      duration,
      stallMs: config.stallMs,
      signal,
    },
    onTime: (seconds) => onProgress(output.subtask, percentOf(seconds, duration)),
  });
  const rendition = { output, folder };
  const made = await outputFiles(rendition);
  const streams = {
    video: canvasOf(parts) !== null,
    audio: parts.some((part) => part.source.audio.length > 0),
  };
  return { files: made, facts: await measuredFacts(ffprobe, rendition, made, streams, duration, signal) };
}

/** Says which part a failure is about. */
async function about<T>(index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof JobFailure)) throw error;
    const message = `FileInfos.${index}: ${error.failure.message}`.slice(0, 1000);
    throw new JobFailure({ ...error.failure, message }, error.retry);
  }
}
