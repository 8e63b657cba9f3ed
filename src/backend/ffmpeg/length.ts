// Lengths in a picture as pixels.
import type { Length } from '../../contract/overlay.ts';
import type { Size } from './picture.ts';

/** Pixels, not rounded, of a length in a picture of that size. */
export function pixelsOf({ value, of }: Length, { width, height }: Size): number {
  switch (of) {
    case 'px':
      return value;
    case 'width':
      return (value / 100) * width;
    case 'height':
      return (value / 100) * height;
    case 'short':
      return (value / 100) * Math.min(width, height);
    case 'long':
      return (value / 100) * Math.max(width, height);
  }
}
