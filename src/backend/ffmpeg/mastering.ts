// The display that an HDR10 source was mastered on, which is told in its first frame.
import { dirname } from 'node:path';
import * as z from 'zod';
import { INPUT_GUARD, MAX_ALLOCATION } from './command.ts';
import { fraction } from './facts.ts';
import { runProcess } from './process.ts';
import type { Mastering } from './source.ts';

const Answer = z.object({
  frames: z
    .array(z.object({ side_data_list: z.array(z.record(z.string(), z.unknown())).default([]) }))
    .default([]),
});

/** What the first frame of the video stream `index` tells; null when it tells nothing. Not being able to look is nothing too. */
export async function masteringOf(
  ffprobe: string,
  file: string,
  index: number,
  signal: AbortSignal,
): Promise<Mastering | null> {
  let answer = '';
  const args = [
    ...['-hide_banner', '-loglevel', 'error', ...MAX_ALLOCATION, ...INPUT_GUARD],
    ...[
      '-select_streams',
      String(index),
      '-read_intervals',
      '%+#1',
      '-show_frames',
      '-of',
      'json',
      '-i',
      file,
    ],
  ];
  const end = await runProcess({
    ...{ program: ffprobe, args, cwd: dirname(file), signal },
    onStdout: (chunk) => {
      answer += chunk;
    },
  });
  return end.code === 0 ? readMastering(answer) : null;
}

/** Reads ffprobe's `-show_frames -of json`. */
export function readMastering(json: string): Mastering | null {
  const parsed = Answer.safeParse(safeJson(json));
  const data = parsed.data?.frames[0]?.side_data_list ?? [];
  const of = (type: string) => data.find(({ side_data_type }) => side_data_type === type);
  const display = displayOf(of('Mastering display metadata'));
  const light = lightOf(of('Content light level metadata'));
  return display || light ? { display, light } : null;
}

function displayOf(data: Record<string, unknown> | undefined): string | null {
  if (!data) return null;
  const at = (name: string, unit: number) => {
    const [numerator, denominator] = fraction(String(data[name])) ?? [0, 1];
    return Math.round((numerator / denominator) * unit);
  };
  const point = (color: string) => `(${at(`${color}_x`, 50_000)},${at(`${color}_y`, 50_000)})`;
  const luminance = `(${at('max_luminance', 10_000)},${at('min_luminance', 10_000)})`;
  const colors = `G${point('green')}B${point('blue')}R${point('red')}WP${point('white_point')}`;
  return at('red_x', 50_000) > 0 && at('max_luminance', 10_000) > 0 ? `${colors}L${luminance}` : null;
}

function lightOf(data: Record<string, unknown> | undefined): Mastering['light'] {
  const content = Number(data?.max_content);
  const average = Number(data?.max_average);
  return content > 0 && average >= 0 ? { content, average } : null;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
