// How many bits per second a player needs for a list of segments.

export interface SegmentSize {
  bytes: number;
  /** Seconds. */
  duration: number;
}

/**
 * The peak segment bit rate (RFC 8216, 4.1): the highest of any segments in a row that together last between half and one
 * and a half times the target duration; of all of them where none do. Bits per second.
 */
export function peakBitrate(segments: SegmentSize[], targetSeconds: number): number {
  let peak = 0;
  for (let first = 0; first < segments.length; first++) {
    let bytes = 0;
    let seconds = 0;
    for (let last = first; last < segments.length; last++) {
      bytes += segments[last]?.bytes ?? 0;
      seconds += segments[last]?.duration ?? 0;
      if (seconds > targetSeconds * 1.5) break;
      if (seconds >= targetSeconds / 2) peak = Math.max(peak, (bytes * 8) / seconds);
    }
  }
  return Math.ceil(peak || averageBitrate(segments));
}

/** Bits per second of all segments together. */
export function averageBitrate(segments: SegmentSize[]): number {
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const seconds = segments.reduce((sum, segment) => sum + segment.duration, 0);
  return seconds > 0 ? Math.ceil((bytes * 8) / seconds) : 0;
}
