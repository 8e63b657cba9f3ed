// MXF ends where its first track does, and can't say that one begins late. Pure.
import type { MediaOutput } from '../../contract/media.ts';
import { type Clip, clippedDuration } from './clip.ts';
import type { Source } from './source.ts';
import { union } from './span.ts';
import { usedStreams } from './streams.ts';

/**
 * Seconds that every track of `output` is to be filled up to, with silence and with its last picture; 0 where nothing is
 * to be done. `added`: it has tracks of other files, which may be of any length.
 */
export function evenSeconds(output: MediaOutput, source: Source, clip: Clip | null, added: boolean): number {
  const used = usedStreams(output, source);
  if (output.container !== 'mxf' || !used.video || used.audio.length + (added ? 1 : 0) === 0) return 0;
  const streams = [used.video, ...used.audio].map(({ index }) => source.spans.get(index));
  const whole = { start: 0, end: source.facts.duration };
  const spans = streams.map((span) => span ?? whole);
  const end = union(spans)?.end ?? 0;
  const frame = 1 / used.video.fps;
  const even = spans.every((span) => span.start < frame && end - span.end < frame);
  if (even && !added && streams.every((span) => span !== undefined)) return 0;
  return clippedDuration(clip, { start: 0, end });
}

/** Filters that make a sound, which begins at 0, so many seconds long. */
export function filledSound(seconds: number): string {
  const length = seconds.toFixed(6);
  return `apad=whole_dur=${length},atrim=end=${length}`;
}
