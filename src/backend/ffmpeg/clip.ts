// The part of a source that an output has.
import type { MediaOutput } from '../../contract/media.ts';
import { windowOf } from './moments.ts';
import type { Source } from './source.ts';
import type { Span } from './span.ts';

/** Seconds of the source. */
export interface Clip {
  start: number;
  length: number;
}

/**
 * The part that `output` asks for; null for the whole source.
 * @throws JobFailure InvalidInput.InvalidTimeOffset when nothing of the source is in it
 */
export function clipOf({ clip }: MediaOutput, { facts }: Source): Clip | null {
  return clip ? windowOf({ ...clip, fps: 0 }, facts.duration) : null;
}

/** Seconds that a clip has of what lies at `span` of the source. */
export function clippedDuration(clip: Clip | null, { start, end }: Span): number {
  if (!clip) return end - start;
  return Math.max(0, Math.min(clip.start + clip.length, end) - Math.max(clip.start, start));
}
