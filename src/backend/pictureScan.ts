// Pictures at an interval that are taken while the whole source is decoded anyway, for what is encoded of it.
import { join } from 'node:path';
import type { MediaOutput } from '../contract/media.ts';
import { clipOf } from './ffmpeg/clip.ts';
import { picturesEvery } from './ffmpeg/moments.ts';
import type { Scan } from './ffmpeg/pictureCommand.ts';
import type { Source } from './ffmpeg/source.ts';
import { usedStreams } from './ffmpeg/streams.ts';
import { JobFailure } from './jobFailure.ts';
import type { PictureOutput } from './makePicture.ts';

/** How a picture output is scanned into `folder`; its tiles or shots are then there under the names that picturesEach gives. */
export function pictureScan(output: PictureOutput, source: Source, folder: string): Scan | null {
  const { video, facts } = source;
  // Fields would be woven of all frames for each output, and few of them are shown.
  if (!video || video.interlaced || output.kind === 'animation') return null;
  if (output.kind === 'snapshot' && (Array.isArray(output.at) || output.watermarks?.length)) return null;
  const spec = output.kind === 'sprite' ? { ...output.picture, format: 'png' as const } : output.picture;
  try {
    const every = picturesEvery(output.at as Exclude<typeof output.at, unknown[]>, facts.videoDuration);
    if (every.count === 1) return null;
    return { spec, ...every, pattern: join(folder, `%06d.${spec.format}`) };
  } catch (error) {
    // It will fail in the same way by itself.
    if (error instanceof JobFailure) return null;
    throw error;
  }
}

/** Whether all of the source's frames are decoded for `output`. */
export function decodesAll(output: MediaOutput, source: Source): boolean {
  const encoded = usedStreams(output, source).video !== null && output.video?.codec !== 'copy';
  return encoded && clipOf(output, source) === null && !output.chunk && !output.head && !output.tail;
}
