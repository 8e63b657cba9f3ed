// What has to be drawn as a picture of its own before it can be laid over a video. Pure.
import type { VideoSpec } from '../../contract/media.ts';
import type { Output } from '../../contract/output.ts';
import type { BurnedSubtitle, Watermark } from '../../contract/overlay.ts';
import { ladderPictures } from './ladder.ts';
import { pixelsOf } from './length.ts';
import { type FrameSpec, type Size, targetSize } from './picture.ts';
import type { Source, VideoSource } from './source.ts';

/** A picture to make; sizes in pixels. */
export type Drawing =
  /** `still`: the first picture of an animation is enough. 0 = scaled from the other side, both 0 = as it is. */
  | { kind: 'image'; file: string; width: number; height: number; still: boolean }
  /** A script of ASS rather than a picture, for a picture of that size. */
  | { kind: 'subtitle'; spec: BurnedSubtitle; frame: Size }
  | { kind: 'svg'; file: string; width: number; height: number }
  /** `room`: lines longer than that are broken. */
  | {
      kind: 'text';
      text: string;
      font: 'sans' | 'kai';
      size: number;
      color: string;
      alpha: number;
      room: number;
      align: 'left' | 'right';
    };

/** A picture that was made. */
export interface DrawnPicture {
  path: string;
  /** How long one round of an animation takes (Matroska); null of a single picture (PNG). */
  seconds: number | null;
  /** Of subtitles that are pictures already: their stream of the source, in place of a script. */
  stream?: number;
  /** Of a script: a folder with the font that it needs; its path is like the script's. */
  fonts?: string;
}

/** What was made of drawings. */
export interface DrawnPictures {
  get(drawing: Drawing): DrawnPicture;
}

/** For outputs over which nothing is laid. */
export const NO_PICTURES: DrawnPictures = {
  get() {
    throw new Error('nothing was drawn');
  },
};

/** What `watermark` needs on a picture of the size `frame`. */
export function drawingOf(watermark: Watermark, frame: Size, still: boolean): Drawing {
  if (watermark.kind === 'text') {
    const { text, font, color, alpha } = watermark;
    return {
      ...{ kind: 'text', text, font, color, alpha },
      size: Math.max(1, Math.round(pixelsOf(watermark.size, frame))),
      room: Math.max(1, Math.round(frame.width - Math.max(0, pixelsOf(watermark.x, frame)))),
      align: watermark.corner.endsWith('right') ? 'right' : 'left',
    };
  }
  const { file } = watermark;
  const size = { width: side(watermark.width, frame), height: side(watermark.height, frame) };
  return watermark.kind === 'svg' ? { kind: 'svg', file, ...size } : { kind: 'image', file, ...size, still };
}

/** All that has to be drawn for `output`, whose source has a picture. @throws JobFailure of ladderPictures */
export function drawingsOf(output: Output, source: Source & { video: VideoSource }): Drawing[] {
  const draw = (spec: FrameSpec, watermarks: Watermark[] | undefined, still: boolean) =>
    (watermarks ?? []).map((watermark) => drawingOf(watermark, targetSize(spec, source.video), still));
  const drawnOver = (video: VideoSpec | null) => {
    if (!video) return [];
    const subtitle = video.subtitle && subtitleDrawing(video.subtitle, targetSize(video, source.video));
    return [...draw(video, video.watermarks, false), ...(subtitle ? [subtitle] : [])];
  };
  switch (output.kind) {
    case 'media':
      return drawnOver(output.video);
    case 'ladder':
      return ladderPictures(output, source).flatMap(drawnOver);
    case 'snapshot':
      return draw(output.picture, output.watermarks, true);
    default:
      return [];
  }
}

export function subtitleDrawing(spec: BurnedSubtitle, frame: Size): Drawing {
  return { kind: 'subtitle', spec, frame };
}

/** At least a pixel of what is not 0. */
function side(length: Parameters<typeof pixelsOf>[0], frame: Size): number {
  const pixels = pixelsOf(length, frame);
  return pixels > 0 ? Math.max(1, Math.round(pixels)) : 0;
}
