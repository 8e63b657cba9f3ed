// Files whose sound becomes further tracks of an output, looked at.
import { stat } from 'node:fs/promises';
import type { MediaOutput } from '../contract/media.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { type AddedTrack, sourceOf } from './ffmpeg/source.ts';
import { addedFailure } from './ffmpeg/streams.ts';
import { aboutFile, type JobFiles } from './input/jobFiles.ts';
import { JobFailure } from './jobFailure.ts';

/**
 * The first track of each file.
 * @throws JobFailure naming the parameter of a file that has none, or one that can't be copied; the signal's reason
 */
export async function addedTracks(
  output: MediaOutput,
  files: JobFiles,
  ffprobe: string,
  signal: AbortSignal,
): Promise<AddedTrack[]> {
  const tracks: AddedTrack[] = [];
  for (const name of output.addedAudio ?? [])
    tracks.push(await addedTrack(output, name, files, ffprobe, signal));
  return tracks;
}

/** The first track of the file `name`. Throws as addedTracks does. */
export function addedTrack(
  output: Pick<MediaOutput, 'container' | 'audio'>,
  name: string,
  files: JobFiles,
  ffprobe: string,
  signal: AbortSignal,
): Promise<AddedTrack> {
  return aboutFile(files, name, async (file) => {
    const { audio } = sourceOf(await probeInput(ffprobe, file, signal), (await stat(file)).size);
    const failure = addedFailure(output, audio[0]);
    if (failure) throw new JobFailure(failure);
    return { file, source: audio[0]! };
  });
}
