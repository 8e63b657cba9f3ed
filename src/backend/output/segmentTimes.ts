// The durations that an HLS manifest tells (RFC 8216, 4.3.2.1 and 4.3.3.1).
import type { Span } from '../ffmpeg/span.ts';

/** Seconds that sound may reach beyond the picture at either end without a word: codec delay and its last frame. */
const TOLERANCE_SECONDS = 0.1;

const EXTINF = /^#EXTINF:([\d.]+)/gm;

/**
 * A manifest of ffmpeg that says how long its segments really are, and a target duration of at least 1. ffmpeg's HLS
 * muxer counts by `video` alone: the first segment has what begins before it too, the last what goes on after it. And it
 * counts to the end of the packet that came last, which need not be the last picture.
 * `whole` is the time of all streams together; nothing is added where one of them is unknown.
 */
export function correctDurations(text: string, video: Span | null, whole: Span | null): string {
  const told = [...text.matchAll(EXTINF)].map((match) => Number(match[1]));
  const durations = [...told];
  if (video && whole && told.length > 0) {
    const sum = told.reduce((all, seconds) => all + seconds, 0);
    const lead = video.start - whole.start;
    const own = Math.max(sum, video.end - video.start);
    const tail = whole.end - video.start - own;
    if (lead > TOLERANCE_SECONDS) durations[0] = (durations[0] ?? 0) + lead;
    durations[told.length - 1] =
      (durations[told.length - 1] ?? 0) + own - sum + (tail > TOLERANCE_SECONDS ? tail : 0);
  }
  let index = 0;
  const target = Math.max(1, ...durations.map(Math.round));
  return text
    .replace(EXTINF, () => `#EXTINF:${(durations[index++] ?? 0).toFixed(6)}`)
    .replace(/^#EXT-X-TARGETDURATION:\d+/m, `#EXT-X-TARGETDURATION:${target}`);
}
