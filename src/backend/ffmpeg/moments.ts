// When pictures are taken, in seconds of the source.
import type { Interval, Moment } from '../../contract/picture.ts';
import { JobFailure } from '../jobFailure.ts';

/** Pictures of one output at most. */
const MAX_PICTURES = 10_000;
/** Frames of one animation at most. */
const MAX_FRAMES = 10_000;

/**
 * Seconds of each moment; the very end of the source stands for its last picture. `duration` is 0 when unknown.
 * @throws JobFailure InvalidInput.InvalidTimeOffset for a moment beyond the end
 */
export function secondsOf(moments: Moment[], duration: number): number[] {
  return moments.map(({ unit, value }) => {
    const seconds = unit === 'percent' ? (duration * value) / 100 : value;
    if (seconds > duration && duration > 0) {
      throw invalidOffset(
        `There is no picture at ${seconds} seconds: the source ends at ${duration.toFixed(3)}.`,
      );
    }
    if (unit === 'percent' && duration === 0 && value > 0) throw invalidOffset(UNKNOWN_DURATION);
    return rounded(seconds);
  });
}

/**
 * Length of an interval in seconds and how many pictures come of it: at 0 and after each interval before the end.
 * A source of unknown duration (0) has one.
 * @throws JobFailure InvalidInput.ConfigurationUnsupported when they are too many
 */
export function picturesEvery(
  { unit, every }: Interval,
  duration: number,
): { seconds: number; count: number } {
  const seconds = unit === 'percent' ? (duration * every) / 100 : every;
  // What is left after the last interval counts from a millisecond on: durations are rounded.
  const count = seconds > 0 ? Math.max(1, Math.ceil((duration - 0.001) / seconds)) : 1;
  if (count > MAX_PICTURES) {
    throw new JobFailure({
      code: 'InvalidInput.ConfigurationUnsupported',
      message: `The interval makes ${count} pictures of this source; at most ${MAX_PICTURES} are made.`,
    });
  }
  return { seconds: seconds || 1, count };
}

/**
 * The part of the source from `start` to `end` seconds; negative values count from its end, an end of 0 is its end.
 * @throws JobFailure InvalidInput.InvalidTimeOffset when nothing of the source is in it, ResultFileSizeTooLarge for
 * more frames than an animation may have
 */
export function windowOf(
  { start, end, fps }: { start: number; end: number; fps: number },
  duration: number,
): { start: number; length: number } {
  if (duration === 0 && (start < 0 || end <= 0)) throw invalidOffset(UNKNOWN_DURATION);
  const from = start < 0 ? Math.max(0, duration + start) : start;
  const to = end <= 0 ? duration + end : duration > 0 ? Math.min(end, duration) : end;
  if (from >= to)
    throw invalidOffset(
      `The source has nothing from ${start} to ${end} seconds: it ends at ${duration.toFixed(3)}.`,
    );
  if ((to - from) * fps > MAX_FRAMES) {
    throw new JobFailure({
      code: 'InvalidInput.ResultFileSizeTooLarge',
      message: `An animation has at most ${MAX_FRAMES} frames.`,
    });
  }
  return { start: rounded(from), length: rounded(to - from) };
}

const UNKNOWN_DURATION = 'The duration of the source is unknown.';

function invalidOffset(message: string): JobFailure {
  return new JobFailure({ code: 'InvalidInput.InvalidTimeOffset', message });
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
