// Animated pictures as ffmpeg's arguments. Pure.
import type { AnimationOutput } from '../../contract/picture.ts';
import { INPUT_GUARD, RUN_OPTIONS } from './command.ts';
import { pictureFilters } from './picture.ts';
import type { VideoSource } from './source.ts';
import { steadyGraph } from './steadyGraph.ts';

export interface AnimationWork {
  input: string;
  source: VideoSource;
  output: AnimationOutput;
  /** Seconds of the source. */
  start: number;
  length: number;
  /** File of the animation. */
  file: string;
  /** File of the colours of a GIF (PNG). */
  palette: string;
}

/** Quality from which a GIF has all the colours that it can have. */
const FULL_PALETTE_QUALITY = 75;
const MAX_COLORS = 256;

/**
 * The commands that make an animation, in order. A GIF takes two passes: with both in one, ffmpeg would hold all
 * frames in memory until the palette is known. The null output beside a late one is what shows progress.
 */
export function animationCommands(work: AnimationWork): string[][] {
  const { output, source, file, palette } = work;
  const map = `0:${source.index}`;
  const filters = frames(work);
  if (output.picture.format === 'webp') {
    return [
      [
        ...input(work),
        ...['-map', map, '-vf', filters, '-c:v', 'libwebp_anim', '-pix_fmt', 'yuv420p'],
        ...['-quality', String(output.quality), '-compression_level', '4', '-loop', '0', '-f', 'webp', file],
        ...['-map', map, '-vf', `fps=${output.fps}`, '-f', 'null', '-'],
      ],
    ];
  }
  const colors = Math.max(
    8,
    Math.min(MAX_COLORS, Math.round((MAX_COLORS * output.quality) / FULL_PALETTE_QUALITY)),
  );
  const [all, used] = [
    `[${map}]${filters},split[a][b];[a]palettegen=max_colors=${colors}:reserve_transparent=0[p]`,
    `[${map}]${filters}[v];[v][1:v]paletteuse=dither=sierra2_4a:diff_mode=rectangle[out]`,
  ];
  return [
    [
      ...[...input(work), '-filter_complex', all],
      ...['-map', '[p]', '-frames:v', '1', '-f', 'image2', '-update', '1', palette],
      ...['-map', '[b]', '-f', 'null', '-'],
    ],
    [
      ...input(work),
      ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'image2', '-f', 'image2', '-i', palette],
      ...['-filter_complex', used, '-map', '[out]', '-loop', '0', '-f', 'gif', file],
    ],
  ];
}

function input({ input: file, source, start, length }: AnimationWork): string[] {
  const part = ['-ss', start.toFixed(3), '-t', length.toFixed(3)];
  return [...RUN_OPTIONS, ...steadyGraph(source), ...INPUT_GUARD, ...part, '-i', file];
}

function frames({ output, source }: AnimationWork): string {
  return pictureFilters({ ...output.picture, fps: output.fps }, { ...source, variableFps: 0 });
}
