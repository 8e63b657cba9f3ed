// The files before and after the part of the source that an output has, looked at.
import { stat } from 'node:fs/promises';
import type { MediaOutput } from '../contract/media.ts';
import type { EndPart, Ends } from './ffmpeg/headTail.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { withSizeChanges } from './ffmpeg/sizeChanges.ts';
import { contentSeconds, sourceOf } from './ffmpeg/source.ts';
import { sourceFailure, stillFailure } from './ffmpeg/streams.ts';
import { aboutFile, type JobFiles } from './input/jobFiles.ts';
import { JobFailure } from './jobFailure.ts';

/**
 * What `output` begins and ends with; undefined for nothing.
 * @throws JobFailure naming the parameter of a file that can't be used, or the signal's reason
 */
export async function endsOf(
  { head = [], tail = [] }: MediaOutput,
  files: JobFiles,
  ffprobe: string,
  signal: AbortSignal,
): Promise<Ends | undefined> {
  if (head.length + tail.length === 0) return undefined;
  const ends: Ends = { head: [], tail: [] };
  for (const name of head) ends.head.push(await endPart(name, files, ffprobe, signal));
  for (const name of tail) ends.tail.push(await endPart(name, files, ffprobe, signal));
  return ends;
}

function endPart(name: string, files: JobFiles, ffprobe: string, signal: AbortSignal): Promise<EndPart> {
  return aboutFile(files, name, async (file) => {
    const probed = sourceOf(await probeInput(ffprobe, file, signal), (await stat(file)).size);
    const source = await withSizeChanges(ffprobe, file, probed, signal);
    const unusable = sourceFailure(source) ?? stillFailure(source);
    if (unusable) throw new JobFailure(unusable);
    const seconds = contentSeconds(source);
    if (seconds <= 0) {
      throw new JobFailure({
        code: 'SourceFileError.ContentUnsupported',
        message: 'The source does not say how long it is.',
      });
    }
    return { file, source, seconds };
  });
}
