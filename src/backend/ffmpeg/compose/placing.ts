// The picture of an element: its size, what is turned, and what of it lies on the canvas. Pure.
import type { PictureElement } from '../../../contract/compose.ts';
import { JobFailure } from '../../jobFailure.ts';
import { pixelsOf } from '../length.ts';
import type { Size } from '../picture.ts';
import type { VideoSource } from '../source.ts';

export interface Placing {
  /** The size that the material is scaled to. */
  scaled: Size;
  /** Filters that turn it; they need an alpha channel where it has new corners. */
  turns: string[];
  /** The part of it that is seen, and where that lies on the canvas; null where nothing is. Pixels. */
  seen: (Size & { cropX: number; cropY: number; x: number; y: number }) | null;
  /** It covers the canvas, and nothing shines through. */
  opaque: boolean;
}

const MAX_SIDE = 8192;

/** Codecs whose pictures may have an alpha channel. */
const MAYBE_TRANSPARENT = [
  ...['png', 'apng', 'gif', 'webp', 'tiff', 'bmp', 'targa', 'qtrle', 'prores', 'ffv1', 'huffyuv'],
  ...['utvideo', 'rawvideo', 'magicyuv', 'hap', 'cfhd', 'jpeg2000', 'vp8', 'vp9'],
];

/** @throws JobFailure ConfigurationUnsupported for a picture that would be too large */
export function placingOf(element: PictureElement, video: VideoSource, canvas: Size): Placing {
  const scaled = scaledSize(element, video, canvas);
  const { turns, size, corners } = turned(element.turns, scaled);
  if (Math.max(scaled.width, scaled.height, size.width, size.height) > MAX_SIDE) {
    throw new JobFailure({
      code: 'InvalidInput.ConfigurationUnsupported',
      message: `${element.parameter}: It would be ${size.width}x${size.height} pixels; ${MAX_SIDE} a side are possible.`,
    });
  }
  const seen = seenPart(element, size, canvas);
  const covers = seen !== null && seen.width === canvas.width && seen.height === canvas.height && !corners;
  return { scaled, turns, seen, opaque: covers && !MAYBE_TRANSPARENT.includes(video.codec) };
}

function scaledSize({ width, height }: PictureElement, video: Size, canvas: Size): Size {
  const wide = width && pixelsOf(width, canvas);
  const tall = height && pixelsOf(height, canvas);
  return {
    width: even(wide ?? (tall === null ? video.width : (tall * video.width) / video.height)),
    height: even(tall ?? (wide === null ? video.height : (wide * video.height) / video.width)),
  };
}

function turned(
  turns: PictureElement['turns'],
  scaled: Size,
): { turns: string[]; size: Size; corners: boolean } {
  let size = scaled;
  let corners = false;
  const filters = turns.flatMap((turn): string[] => {
    if (turn.kind === 'flip') return [turn.axis === 'horizontal' ? 'hflip' : 'vflip'];
    const degrees = turn.degrees % 360;
    if (degrees === 0) return [];
    if (degrees === 180) return ['hflip', 'vflip'];
    if (degrees === 90 || degrees === 270) {
      size = { width: size.height, height: size.width };
      return [`transpose=${degrees === 90 ? 'clock' : 'cclock'}`];
    }
    const angle = (degrees * Math.PI) / 180;
    const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    corners = true;
    size = {
      width: even(size.width * cos + size.height * sin),
      height: even(size.width * sin + size.height * cos),
    };
    return [`rotate=a=${angle.toFixed(6)}:ow=${size.width}:oh=${size.height}:c=black@0`];
  });
  return { turns: filters, size, corners };
}

/** All even: chroma has one sample for two pixels. */
function seenPart({ x, y }: PictureElement, size: Size, canvas: Size): Placing['seen'] {
  const left = Math.round((pixelsOf(x, canvas) - size.width / 2) / 2) * 2;
  const top = Math.round((pixelsOf(y, canvas) - size.height / 2) / 2) * 2;
  const [right, bottom] = [left + size.width, top + size.height];
  const width = Math.min(right, canvas.width) - Math.max(left, 0);
  const height = Math.min(bottom, canvas.height) - Math.max(top, 0);
  if (width <= 0 || height <= 0) return null;
  return {
    ...{ width, height },
    ...{ cropX: Math.max(0, -left), cropY: Math.max(0, -top) },
    ...{ x: Math.max(0, left), y: Math.max(0, top) },
  };
}

function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}
