// Subtitles that become tracks of an output, as files that ffmpeg takes in beside the source.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaOutput } from '../contract/media.ts';
import { clipOf } from './ffmpeg/clip.ts';
import { type EndPart, endsSeconds } from './ffmpeg/headTail.ts';
import type { Source } from './ffmpeg/source.ts';
import type { TrackFile } from './ffmpeg/subtitleArgs.ts';
import { aboutFile, type JobFiles } from './input/jobFiles.ts';
import { escapedScript, shiftedScript } from './overlay/assTimes.ts';
import { readSubtitle } from './overlay/readSubtitle.ts';
import type { DrawingTools } from './overlay/runTool.ts';

/**
 * The subtitles of `output`, at the times of its part of `source`, which comes after `head`; in the new folder `folder`.
 * @throws JobFailure ContentUnsupported, naming the parameter, for a file that has none; the signal's reason
 */
export async function subtitleTracks(
  output: MediaOutput,
  source: Source,
  head: EndPart[],
  files: JobFiles,
  tools: Pick<DrawingTools, 'ffmpeg' | 'signal'>,
  folder: string,
): Promise<TrackFile[]> {
  const clip = clipOf(output, source);
  const from = clip?.start ?? 0;
  const seconds = clip?.length ?? source.facts.duration;
  const shift = { from, to: seconds > 0 ? from + seconds : null, at: endsSeconds({ head, tail: [] }) };
  const tracks: TrackFile[] = [];
  if (output.subtitles?.length) await mkdir(folder);
  for (const [n, { file }] of (output.subtitles ?? []).entries()) {
    await aboutFile(files, file, async (given) => {
      const { script, plain } = await readSubtitle(given, tools, folder, `read-${n}`);
      const shifted = shiftedScript(script, shift);
      const path = join(folder, `${n}.ass`);
      await writeFile(path, output.container === 'webm' ? escapedScript(shifted) : shifted);
      tracks.push({ path, styled: !plain });
    });
  }
  return tracks;
}
