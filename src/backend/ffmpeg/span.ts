// When a stream of a file begins and ends.
import type { FfprobeOutput, FfprobeStream } from './ffprobeOutput.ts';

/** Seconds from the first moment of the whole file. */
export interface Span {
  start: number;
  end: number;
}

/** Seconds that a stream lasts, from its own first moment; null when the container does not tell. */
export function streamSeconds(stream: FfprobeStream, { format }: FfprobeOutput): number | null {
  if (stream.duration !== null) return stream.duration;
  const tag = taggedSeconds(stream.tags);
  if (tag === null) return null;
  // The tag is the length where mkvmerge wrote it, and the end where ffmpeg's matroska muxer did.
  const isEnd = Object.entries(format.tags).some(
    ([name, value]) => name.toLowerCase() === 'encoder' && value.startsWith('Lavf'),
  );
  return Math.max(0, isEnd ? tag - (stream.start_time ?? 0) : tag);
}

/** The part of the file that a stream has; null when the container does not tell. */
export function streamSpan(stream: FfprobeStream, probed: FfprobeOutput): Span | null {
  const seconds = streamSeconds(stream, probed);
  if (seconds === null) return null;
  const start = (stream.start_time ?? 0) - (probed.format.start_time ?? 0);
  return { start, end: start + seconds };
}

/** From the first start to the last end; null of none. */
export function union(spans: Span[]): Span | null {
  if (spans.length === 0) return null;
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}

/** Matroska's DURATION ("00:00:07.021000000"), which has its language behind it when that is known. */
function taggedSeconds(tags: Record<string, string>): number | null {
  const tag = Object.entries(tags).find(([name]) => /^DURATION(-\w+)?$/.test(name))?.[1];
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(tag ?? '') ?? [];
  return seconds === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
