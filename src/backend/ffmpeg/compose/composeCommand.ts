// A composition as ffmpeg's arguments: one input for each element, which is opened where the element begins. Pure.
import type { ComposeOutput } from '../../../contract/compose.ts';
import { mainFile, RUN_OPTIONS } from '../command.ts';
import { muxerArgs } from '../muxer.ts';
import { ElementInputs } from './elementInputs.ts';
import type { Layout } from './layout.ts';
import { placingOf } from './placing.ts';
import { soundFilters } from './sound.ts';
import { canvas, trackGraph } from './trackGraph.ts';

/** Seconds between key frames. */
const GOP_SECONDS = 10;

/**
 * Arguments that compose `layout` in the folder of the output. `scripts`: of each track of texts, by its index, the name of
 * its ASS script in the folder that ffmpeg is run in.
 * @throws JobFailure for an element that would be too large
 */
export function composeCommand(
  layout: Layout,
  output: ComposeOutput,
  scripts: ReadonlyMap<number, string>,
  folder: string,
): string[] {
  const inputs = new ElementInputs();
  const graph = [
    ...(output.video ? pictureGraph(layout, output, scripts, inputs) : []),
    ...(output.audio ? soundFilters(layout, output.audio, (element) => inputs.indexOf(element)) : []),
  ];
  const video = output.video !== null;
  const audio = output.audio !== null && hasSound(layout);
  return [
    ...[...RUN_OPTIONS, ...inputs.args()],
    ...['-filter_complex', graph.join(';')],
    ...(video ? ['-map', '[v]', ...videoArgs(output, layout)] : []),
    ...(audio ? ['-map', '[a]', ...audioArgs(output)] : []),
    ...['-map_chapters', '-1', '-max_muxing_queue_size', '4096'],
    ...muxerArgs(output, folder, GOP_SECONDS),
    mainFile({ output, folder }),
  ];
}

/** Whether any element is heard. */
export function hasSound({ tracks }: Layout): boolean {
  return tracks.some(
    (track) =>
      track.kind !== 'texts' &&
      track.items.some(({ element, source }) => element.volume > 0 && source.audio.length > 0),
  );
}

function pictureGraph(
  layout: Layout,
  output: ComposeOutput,
  scripts: ReadonlyMap<number, string>,
  inputs: ElementInputs,
): string[] {
  const { fps, seconds, matrix } = layout;
  const { color } = output.canvas;
  const frames = Math.max(1, Math.round(seconds * fps));
  const graph: string[] = [];
  let shown = '';
  /** What is shown so far; the canvas alone where nothing is. */
  const below = () => {
    if (shown === '') {
      graph.push(`${canvas({ layout, color }, frames)}[canvas]`);
      shown = '[canvas]';
    }
    return shown;
  };
  for (const [index, track] of [...layout.tracks.entries()].reverse()) {
    if (track.kind === 'texts') {
      graph.push(`${below()}ass=f=${scripts.get(index)}[p${index}]`);
      shown = `[p${index}]`;
    } else if (track.kind === 'pictures') {
      const placings = track.items.map(({ element, source }) => placingOf(element, source.video!, layout));
      // What covers all of the canvas needs no canvas below.
      const direct = shown === '' && placings.every(({ opaque }) => opaque);
      const label = `t${index}`;
      const context = { layout, color, direct, label };
      if (!direct) below();
      graph.push(...trackGraph(track.items, placings, context, direct ? frames : 0, inputs));
      if (!direct) graph.push(`${shown}[${label}]overlay=eof_action=pass[p${index}]`);
      shown = direct ? `[${label}]` : `[p${index}]`;
    }
  }
  below();
  const standard = matrix === 'bt709' ? 'bt709' : 'smpte170m';
  const tags = `colorspace=${standard}:color_primaries=${standard}:color_trc=${standard}`;
  return [...graph, `${shown}format=yuv420p,setparams=${tags}[v]`];
}

function videoArgs({ video }: ComposeOutput, { fps }: Layout): string[] {
  const bitrate = video?.bitrate ?? 0;
  const rate =
    bitrate > 0
      ? ['-b:v', String(bitrate), '-maxrate', String(2 * bitrate), '-bufsize', String(4 * bitrate)]
      : ['-crf', '20'];
  return [
    ...['-c:v', 'libx264', '-preset', 'faster', ...rate, '-pix_fmt', 'yuv420p'],
    ...['-g', String(Math.max(1, Math.round(fps * GOP_SECONDS))), '-fps_mode', 'vfr'],
  ];
}

function audioArgs({ container, audio }: ComposeOutput): string[] {
  const { bitrate, sampleRate, channels } = audio!;
  // More than the format can hold is refused by some encoders.
  const most = container === 'mp3' ? (sampleRate > 24_000 ? 320_000 : 160_000) : 6 * sampleRate * channels;
  return [
    ...['-c:a', container === 'mp3' ? 'libmp3lame' : 'aac', '-b:a', String(Math.min(bitrate, most))],
    ...['-ar', String(sampleRate), '-ac', String(channels)],
  ];
}
