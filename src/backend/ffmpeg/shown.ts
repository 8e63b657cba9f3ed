// When something is drawn over the picture.
import { JobFailure } from '../jobFailure.ts';

/** Seconds of the output; an end of null is the last frame. */
export interface Shown {
  from: number;
  to: number | null;
}

/** Times are rounded to a millisecond: a frame just before one is at it. */
const TOLERANCE = 0.0005;

/**
 * When it is seen in an output of `duration` seconds (0: unknown); null for never. Negative values count from the end.
 * @throws JobFailure InvalidInput.InvalidTimeOffset for negative values where the duration is unknown
 */
export function shownIn({ start, end }: { start: number; end: number }, duration: number): Shown | null {
  if ((start < 0 || end < 0) && duration === 0) {
    throw new JobFailure({
      code: 'InvalidInput.InvalidTimeOffset',
      message: 'The duration of the source is unknown.',
    });
  }
  const from = start < 0 ? Math.max(0, duration + start) : start;
  const to = end === 0 ? null : end < 0 ? duration + end : end;
  return to !== null && to <= from ? null : { from, to };
}

/** The timeline option of a filter that works only then: ":enable='…'", or "". */
export function enableOption({ from, to }: Shown): string {
  const conditions = [
    ...(from > 0 ? [`gte(t,${seconds(from)})`] : []),
    ...(to === null ? [] : [`lt(t,${seconds(to)})`]),
  ];
  return conditions.length > 0 ? `:enable='${conditions.join('*')}'` : '';
}

function seconds(time: number): string {
  return (time - TOLERANCE).toFixed(4);
}
