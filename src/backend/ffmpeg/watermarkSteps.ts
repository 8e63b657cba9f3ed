// Watermarks as steps of a picture's way. Pure.
import type { Watermark } from '../../contract/overlay.ts';
import { type DrawnPicture, type DrawnPictures, drawingOf } from './drawing.ts';
import type { FilterStep } from './filterGraph.ts';
import { pixelsOf } from './length.ts';
import { colorFilters, type OutputColors } from './outputColors.ts';
import type { Size } from './picture.ts';
import { enableOption, type Shown, shownIn } from './shown.ts';

export interface WatermarkedPicture {
  /** Size of the output. */
  frame: Size;
  /** Seconds of the output, 0 when unknown; null of a single picture, which has all watermarks. */
  duration: number | null;
  bitDepth: 8 | 10;
  colors: OutputColors;
}

/**
 * The steps that lay `watermarks`, which `pictures` were drawn of, over a picture, the first one at the bottom.
 * @throws JobFailure of shownIn
 */
export function watermarkSteps(
  watermarks: readonly Watermark[],
  picture: WatermarkedPicture,
  pictures: DrawnPictures,
): FilterStep[] {
  const { frame, duration, bitDepth } = picture;
  const depth = bitDepth === 10 ? 'p10' : '';
  const steps = watermarks.flatMap((watermark): FilterStep[] => {
    const drawn = pictures.get(drawingOf(watermark, frame, duration === null));
    const repeat = watermark.kind === 'image' && drawn.seconds !== null ? watermark.repeat : null;
    const wanted = duration === null ? { from: 0, to: null } : shownIn(watermark, duration);
    if (!wanted) return [];
    const shown = repeat === 'once' ? oneRound(wanted, drawn) : wanted;
    const restarted = repeat && shown.from > 0 ? [`setpts=PTS+${shown.from.toFixed(3)}/TB`] : [];
    const options = [
      `format=yuv420${depth}`,
      ...place(watermark, frame),
      // The last frame stays to the end of the video: that is overlay's own way. What has no end must not outlive it.
      ...(repeat === 'forever' ? ['shortest=1'] : []),
    ];
    const pixels = `${colorFilters(picture.colors)},format=yuva420p${depth && '10le'}`;
    return [
      {
        input: { from: inputArgs(drawn, repeat), filters: [...restarted, pixels].join(',') },
        filters: `overlay=${options.join(':')}${enableOption(shown)}`,
      },
    ];
  });
  return steps.length > 0 ? [{ filters: `format=yuv420p${depth && '10le'}` }, ...steps] : [];
}

function inputArgs({ path, seconds }: DrawnPicture, repeat: 'once' | 'last' | 'forever' | null): string[] {
  const loop = repeat === 'forever' ? ['-stream_loop', '-1'] : [];
  const format = seconds === null ? 'png_pipe' : 'matroska';
  return [...loop, '-protocol_whitelist', 'file,pipe', '-f', format, '-i', path];
}

/** x and y count from the watermark's own corner, so from the same edge as those of the picture. */
function place(watermark: Watermark, frame: Size): string[] {
  const [vertical, horizontal] = watermark.corner.split('-');
  const [x, y] = [pixelsOf(watermark.x, frame), pixelsOf(watermark.y, frame)].map(Math.round);
  return [`x=${horizontal === 'left' ? x : `W-w-(${x})`}`, `y=${vertical === 'top' ? y : `H-h-(${y})`}`];
}

/** An animation that goes after its end. */
function oneRound({ from, to }: Shown, { seconds }: DrawnPicture): Shown {
  const end = from + (seconds ?? 0);
  return { from, to: to === null ? end : Math.min(to, end) };
}
