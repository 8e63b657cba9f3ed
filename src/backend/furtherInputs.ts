// What an output takes besides the source, as its command needs it.
import { join } from 'node:path';
import type { MediaOutput } from '../contract/media.ts';
import { addedTracks } from './addedTracks.ts';
import { endsOf } from './endParts.ts';
import type { Rendition } from './ffmpeg/command.ts';
import type { Source } from './ffmpeg/source.ts';
import type { Tools } from './ffmpeg/tools.ts';
import type { JobFiles } from './input/jobFiles.ts';
import { subtitleTracks } from './subtitleTracks.ts';

/**
 * Looks at the files and prepares them, below the folder `folder` of the output.
 * @throws JobFailure naming the parameter of one that can't be used, or the signal's reason
 */
export async function furtherInputs(
  output: MediaOutput,
  source: Source,
  files: JobFiles,
  tools: Tools & { signal: AbortSignal },
  folder: string,
): Promise<Pick<Rendition, 'ends' | 'subtitles' | 'added'>> {
  const ends = await endsOf(output, files, tools.ffprobe, tools.signal);
  const added = await addedTracks(output, files, tools.ffprobe, tools.signal);
  const head = ends?.head ?? [];
  const subtitles = await subtitleTracks(output, source, head, files, tools, join(folder, 'tracks'));
  return {
    ...(ends && { ends }),
    ...(subtitles.length > 0 && { subtitles }),
    ...(added.length > 0 && { added }),
  };
}
