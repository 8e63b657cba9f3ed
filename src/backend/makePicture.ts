// Outputs that are pictures: from the input on disk to files that are ready for storage.
import type { ComposeOutput } from '../contract/compose.ts';
import type { JoinOutput } from '../contract/join.ts';
import type { LadderOutput } from '../contract/ladder.ts';
import type { MediaOutput } from '../contract/media.ts';
import type { Output } from '../contract/output.ts';
import type { Config } from './config.ts';
import { announcesDuration } from './ffmpeg/demuxers.ts';
import { type DrawnPictures, NO_PICTURES } from './ffmpeg/drawing.ts';
import { encode } from './ffmpeg/encode.ts';
import { keyFrameGap } from './ffmpeg/keyFrames.ts';
import { percentOf } from './ffmpeg/progress.ts';
import type { Source } from './ffmpeg/source.ts';
import { makeAnimation } from './makeAnimation.ts';
import { makeSnapshots } from './makeSnapshots.ts';
import { makeSprite } from './makeSprite.ts';
import type { Made, PictureWork } from './pictureWork.ts';

export type PictureOutput = Exclude<Output, MediaOutput | JoinOutput | ComposeOutput | LadderOutput>;

export interface PictureContext {
  config: Pick<Config, 'stallMs'> & { tools: Pick<Config['tools'], 'ffmpeg' | 'ffprobe'> };
  signal: AbortSignal;
  onProgress: (subtask: number, percent: number) => void;
}

/**
 * Makes one output in `folder`, which is its own and empty, or has what was `scanned`; `pictures` are those that were
 * drawn to be laid over it. Outputs of one job may share what they find out of its source.
 * @throws JobFailure, or the signal's reason
 */
export function makePicture(
  output: PictureOutput,
  input: string,
  { facts, video, still = false }: Source,
  folder: string,
  { config, signal, onProgress }: PictureContext,
  pictures: DrawnPictures = NO_PICTURES,
  begun: { scanned?: boolean; gap?: PictureWork['gap'] } = {},
): Promise<Made> {
  if (!video) throw new Error('a picture of a source without video');
  const watermarks = output.kind === 'snapshot' ? (output.watermarks ?? []) : [];
  const work: PictureWork = {
    ...(watermarks.length > 0 && { overlay: { watermarks, pictures } }),
    ...{ ffprobe: config.tools.ffprobe, input, video, folder, signal },
    gap: (index) => keyFrameGap(config.tools.ffprobe, input, index, signal),
    ...begun,
    duration: Math.max(facts.duration, facts.videoDuration),
    videoDuration: facts.videoDuration,
    announced: announcesDuration(facts.container),
    still,
    ffmpeg: (args, duration, onTime) => {
      const { stallMs, tools } = config;
      return encode({ ffmpeg: tools.ffmpeg, args, cwd: folder, duration, stallMs, signal, onTime });
    },
    onProgress: (done, whole) => onProgress(output.subtask, percentOf(done, whole)),
  };
  switch (output.kind) {
    case 'snapshot':
      return makeSnapshots(output, work);
    case 'sprite':
      return makeSprite(output, work);
    case 'animation':
      return makeAnimation(output, work);
  }
}
