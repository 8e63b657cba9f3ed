// What the packets of an output say, where its container says less.
import { dirname } from 'node:path';
import { MAX_ALLOCATION } from './command.ts';
import type { PacketTotals } from './facts.ts';
import { OUTPUT_LOOK, outputGuard } from './probe.ts';
import { runProcess } from './process.ts';
import type { Span } from './span.ts';

/**
 * Reads all packets of an output: for containers that tell no bit rate or the one that was aimed at.
 * @throws the signal's reason
 */
export async function countPackets(
  ffprobe: string,
  file: string,
  signal: AbortSignal,
): Promise<PacketTotals> {
  const totals = new Map<number, { bytes: number; packets: number; span: Span | null }>();
  let rest = '';
  const onStdout = (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [index = Number.NaN, time = Number.NaN, duration, size = Number.NaN] = line
        .split(',')
        .map(Number);
      if (!Number.isFinite(index) || !Number.isFinite(size)) continue;
      const { bytes, packets, span } = totals.get(index) ?? { bytes: 0, packets: 0, span: null };
      totals.set(index, {
        bytes: bytes + size,
        packets: packets + 1,
        span: grown(span, time, time + (duration || 0)),
      });
    }
  };
  const show = ['-show_entries', 'packet=stream_index,pts_time,duration_time,size', '-of', 'csv=p=0'];
  const args = [
    ...['-hide_banner', '-loglevel', 'error'],
    ...[...MAX_ALLOCATION, ...OUTPUT_LOOK, ...outputGuard(file), ...show, '-i', file],
  ];
  await runProcess({ program: ffprobe, args, cwd: dirname(file), signal, onStdout });
  return totals;
}

function grown(span: Span | null, start: number, end: number): Span | null {
  if (!Number.isFinite(start)) return span;
  return span ? { start: Math.min(span.start, start), end: Math.max(span.end, end) } : { start, end };
}
