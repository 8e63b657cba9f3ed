// How far apart a source's key frames are.
import { dirname } from 'node:path';
import { INPUT_GUARD, MAX_ALLOCATION } from './command.ts';
import { runProcess } from './process.ts';

/** Seconds at the source's start that are looked at: GOPs hardly change within a file. */
const LOOK_SECONDS = 60;

/**
 * The longest time in seconds from one key frame to the next in the source's first minute, read without decoding.
 * Infinity when there are fewer than two.
 */
export async function keyFrameGap(
  ffprobe: string,
  file: string,
  index: number,
  signal: AbortSignal,
): Promise<number> {
  let rest = '';
  const key = { last: Number.NaN, gap: 0, count: 0 };
  const onStdout = (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [time, flags = ''] = line.split(',');
      const seconds = Number(time);
      if (!flags.includes('K') || !Number.isFinite(seconds)) continue;
      key.gap = key.count > 0 ? Math.max(key.gap, seconds - key.last) : 0;
      key.last = seconds;
      key.count += 1;
    }
  };
  const args = [
    ...['-hide_banner', '-loglevel', 'error', ...MAX_ALLOCATION, ...INPUT_GUARD],
    ...['-select_streams', String(index), '-read_intervals', `%+${LOOK_SECONDS}`],
    ...['-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0', '-i', file],
  ];
  await runProcess({ program: ffprobe, args, cwd: dirname(file), signal, onStdout });
  return key.count > 1 ? key.gap : Number.POSITIVE_INFINITY;
}
