// ffmpeg's `-progress` output: lines of key=value, a block every half second.

/** A reader of chunks that calls `onTime` with the seconds of media that are written, when they have grown. */
export function progressReader(onTime: (seconds: number) => void): (chunk: string) => void {
  let rest = '';
  let latest = 0;
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // "N/A" until the first packet is written.
      const seconds = Number(/^out_time_us=(-?\d+)$/.exec(line.trim())?.[1] ?? Number.NaN) / 1e6;
      if (seconds > latest) {
        latest = seconds;
        onTime(seconds);
      }
    }
  };
}

/** Percent of `duration` seconds, 0 to 99: a subtask is at 100 only when its files are stored. */
export function percentOf(seconds: number, duration: number): number {
  if (duration <= 0) return 0;
  return Math.max(0, Math.min(99, Math.floor((seconds / duration) * 100)));
}
