// Mosaics as filters. Pure.
import type { Mosaic } from '../../contract/overlay.ts';
import { pixelsOf } from './length.ts';
import type { Size } from './picture.ts';
import { enableOption, shownIn } from './shown.ts';

/** A block is this part of the area's short side, so that nothing of it can be made out. */
const BLOCKS = 6;
const LEAST_BLOCK = 8;
/** What the filter can do. */
const MOST_BLOCK = 1024;

/**
 * Filters that pixelate parts of a picture of the size `frame`; "" for none. Sides are widened to even pixels, which
 * chroma needs. `duration` are the seconds of the output, 0 when unknown.
 * @throws JobFailure of shownIn
 */
export function mosaicFilters(
  mosaics: readonly Mosaic[],
  frame: Size,
  duration: number,
  bitDepth: 8 | 10,
): string {
  return mosaics
    .flatMap((mosaic, n) => {
      const shown = shownIn(mosaic, duration);
      const area = areaOf(mosaic, frame);
      if (!shown || !area) return [];
      const block = Math.max(LEAST_BLOCK, Math.ceil(Math.min(area.width, area.height) / BLOCKS));
      const size = Math.min(MOST_BLOCK, block);
      const format = `format=yuv420${bitDepth === 10 ? 'p10' : ''}`;
      return [
        `split[whole${n}][part${n}];[part${n}]crop=${area.width}:${area.height}:${area.x}:${area.y},` +
          `pixelize=w=${size}:h=${size}[blocks${n}];` +
          `[whole${n}][blocks${n}]overlay=${format}:x=${area.x}:y=${area.y}${enableOption(shown)}`,
      ];
    })
    .join(',');
}

function areaOf(mosaic: Mosaic, frame: Size): (Size & { x: number; y: number }) | null {
  const [left, width] = [pixelsOf(mosaic.x, frame), pixelsOf(mosaic.width, frame)];
  const [top, height] = [pixelsOf(mosaic.y, frame), pixelsOf(mosaic.height, frame)];
  const x = evenDown(Math.max(0, left));
  const y = evenDown(Math.max(0, top));
  const area = {
    x,
    y,
    width: evenUp(Math.min(left + width, frame.width)) - x,
    height: evenUp(Math.min(top + height, frame.height)) - y,
  };
  // The last column of an odd size can't be cut by itself.
  area.width = Math.min(area.width, evenDown(frame.width - x));
  area.height = Math.min(area.height, evenDown(frame.height - y));
  return width > 0 && height > 0 && area.width >= 2 && area.height >= 2 ? area : null;
}

function evenDown(pixels: number): number {
  return Math.floor(pixels / 2) * 2;
}

function evenUp(pixels: number): number {
  return Math.ceil(pixels / 2) * 2;
}
