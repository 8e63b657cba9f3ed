// Parts of several inputs, one after another, as ffmpeg's arguments. Pure.
import type { JoinOutput } from '../../contract/join.ts';
import type { MediaOutput } from '../../contract/media.ts';
import type { Clip } from './clip.ts';
import { INPUT_GUARD, mainFile, RUN_OPTIONS } from './command.ts';
import { muxerArgs } from './muxer.ts';
import { colorTags, type OutputColors, outputColors } from './outputColors.ts';
import { pictureFilters } from './picture.ts';
import type { Source } from './source.ts';
import { steadyGraph } from './steadyGraph.ts';

/** A part and what is known of the file that it is in. */
export interface JoinedPart {
  file: string;
  source: Source;
  clip: Clip;
}

/** What all parts are made alike: the picture of the first one that has one. Pixels and frames per second. */
export interface Canvas {
  width: number;
  height: number;
  fps: number;
  /** The first one's colours; what is of a high range becomes BT.709. */
  matrix: OutputColors['matrix'];
  /** The filter that says so; none where the first one says nothing. */
  tags: string[];
}

const MAX_FPS = 60;
const SAMPLE_RATE = 44_100;
const SEGMENT_SECONDS = 10;
const BT709 = 'setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709';

/** The canvas of `parts`; null where none of them has a picture. */
export function canvasOf(parts: readonly JoinedPart[]): Canvas | null {
  const video = parts.find(({ source }) => source.video)?.source.video;
  if (!video) return null;
  const even = (pixels: number) => Math.max(2, Math.round(pixels / 2) * 2);
  const size = { width: even(video.width), height: even(video.height) };
  return {
    ...{ ...size, fps: Math.min(MAX_FPS, video.fps) },
    matrix: outputColors({ ...size, adaptive: false, fill: 'black' }, video).matrix,
    tags: video.range === '' ? colorTags(video, '') : [BT709],
  };
}

/** Seconds of the whole. */
export function joinedSeconds(parts: readonly JoinedPart[]): number {
  return parts.reduce((sum, { clip }) => sum + clip.length, 0);
}

/** Arguments that join `parts` in the folder of the output. A part without a picture is black, one without a sound silent. */
export function joinCommand(parts: readonly JoinedPart[], output: JoinOutput, folder: string): string[] {
  const canvas = canvasOf(parts);
  const sound = parts.some(({ source }) => source.audio.length > 0);
  const threads = parts.length > 4 ? ['-threads', '1'] : [];
  const inputs = parts.flatMap(({ file, source, clip }) => [
    ...[...steadyGraph(source.video), ...INPUT_GUARD, '-fflags', '+genpts', ...threads],
    ...['-ss', clip.start.toFixed(3), '-t', clip.length.toFixed(3), '-i', file],
  ]);
  const chains = parts.flatMap((part, index) => [
    ...(canvas ? [`${pictureOf(part, index, canvas)}[v${index}]`] : []),
    ...(sound ? [`${soundOf(part, index)}[a${index}]`] : []),
  ]);
  const pads = parts
    .map((_, index) => `${canvas ? `[v${index}]` : ''}${sound ? `[a${index}]` : ''}`)
    .join('');
  const [v, a] = [canvas ? 1 : 0, sound ? 1 : 0];
  const joined = `${pads}concat=n=${parts.length}:v=${v}:a=${a}${v ? '[v]' : ''}${a ? '[a]' : ''}`;
  return [
    ...[...RUN_OPTIONS, ...inputs],
    ...['-filter_complex', [...chains, joined].join(';')],
    ...(canvas ? ['-map', '[v]', ...videoArgs(canvas)] : []),
    ...(sound ? ['-map', '[a]', ...audioArgs(output)] : []),
    ...['-map_chapters', '-1', '-max_muxing_queue_size', '4096'],
    ...muxerArgs(output, folder, SEGMENT_SECONDS),
    mainFile({ output, folder }),
  ];
}

function pictureOf({ source, clip }: JoinedPart, index: number, canvas: Canvas): string {
  const { width, height, fps, matrix, tags } = canvas;
  const { video } = source;
  const last = ['format=yuv420p', ...tags].join(',');
  if (!video)
    return `color=black:size=${width}x${height}:rate=${fps}:duration=${clip.length.toFixed(3)},${last}`;
  const spec = { width, height, adaptive: false, fill: 'black', fps } as const;
  // What says nothing of its colours has those of its own size: scaling does not change them.
  const made = outputColors({ ...spec, width: video.width, height: video.height }, video).matrix;
  const filters = [
    pictureFilters(spec, video),
    ...(made === matrix ? [] : [`scale=in_color_matrix=${made}:out_color_matrix=${matrix}`]),
    // A last frame stays until the part is over, which is a whole number of frames; one that lacks more is damaged.
    `tpad=stop_mode=clone:stop_duration=0.5,trim=end_frame=${frames(clip, fps)}`,
    ...['setsar=1', last],
  ];
  return `[${index}:${video.index}]${filters.filter((each) => each !== '').join(',')}`;
}

function frames({ length }: Clip, fps: number): number {
  return Math.max(1, Math.round(length * fps));
}

function soundOf({ source, clip }: JoinedPart, index: number): string {
  const [track] = source.audio;
  const form = `aformat=sample_fmts=fltp:sample_rates=${SAMPLE_RATE}:channel_layouts=stereo`;
  if (!track)
    return `anullsrc=sample_rate=${SAMPLE_RATE}:channel_layout=stereo:duration=${clip.length.toFixed(3)},${form}`;
  return `[${index}:${track.index}]aresample=async=1:first_pts=0,${form},apad,atrim=end=${clip.length.toFixed(3)}`;
}

function videoArgs({ fps }: Canvas): string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'faster', '-crf', '20', '-pix_fmt', 'yuv420p'],
    ...['-g', String(Math.max(1, Math.round(fps * SEGMENT_SECONDS)))],
    ...['-force_key_frames', `expr:gte(t,n_forced*${SEGMENT_SECONDS})`],
    // A constant rate would repeat a frame where the sound of a part ends a little later.
    ...['-fps_mode', 'vfr'],
  ];
}

/** AVI players know no AAC. */
function audioArgs({ container }: Pick<MediaOutput, 'container'>): string[] {
  return ['-c:a', container === 'avi' ? 'libmp3lame' : 'aac', '-b:a', '128k'];
}
