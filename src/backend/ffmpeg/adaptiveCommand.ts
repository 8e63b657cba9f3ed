// An adaptive stream as ffmpeg's arguments. Pure: the same ladder gives the same command.
import type { LadderOutput } from '../../contract/ladder.ts';
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';
import { audioArgs } from './audioArgs.ts';
import { INPUT_GUARD, RUN_OPTIONS } from './command.ts';
import { type DrawnPictures, NO_PICTURES } from './drawing.ts';
import { complexGraph, type FilterStep, Inputs } from './filterGraph.ts';
import type { Ladder, Sound } from './ladder.ts';
import { firstShape, pictureFilters, type Size, targetSize } from './picture.ts';
import { PLAIN_SCALING, type SizeNode, sizeTree } from './sizeTree.ts';
import type { Source, VideoSource } from './source.ts';
import { steadyGraph } from './steadyGraph.ts';
import { videoArgs } from './videoArgs.ts';
import { videoSteps } from './videoSteps.ts';

/** Seconds that transport streams begin at: their clock has no negative times, and B-frames are decoded before 0. */
export const TS_START_SECONDS = 10;

/** The file names of a sub stream, relative to the working folder. Of byte ranges `segments` is the one file. */
export function ladderFiles(segments: LadderOutput['segments'], number: number) {
  const single = segments.endsWith('-ranges');
  const extension = segments.startsWith('ts') ? 'ts' : single ? 'mp4' : 'm4s';
  return {
    playlist: `${number}.m3u8`,
    init: `${number}_init.mp4`,
    segments: single ? `${number}.${extension}` : `${number}_%06d.${extension}`,
  };
}

/**
 * Arguments (after the program's name) that make the sub streams `numbers` of a ladder, or all, in one process, to be run
 * in the folder that the files go to. The source is decoded once, scaled and drawn over once for each size, and each picture and each
 * sound is encoded once, however many sub streams have it: the tee muxer hands what was encoded to an HLS muxer for each.
 * `pictures` are those that were drawn to be laid over them.
 */
export function adaptiveCommand(
  input: string,
  source: Source,
  output: Pick<LadderOutput, 'segments'>,
  ladder: Ladder,
  pictures: DrawnPictures = NO_PICTURES,
  numbers: number[] = [...ladder.streams.keys()],
): string[] {
  const streams = numbers.map((number) => ({ number, ...ladder.streams[number]! }));
  const inputs = new Inputs();
  const open = (file: string, ...options: string[]) =>
    inputs.index([...INPUT_GUARD, '-fflags', '+genpts', ...options, '-i', file]);
  const from = inputs.index([
    ...[...steadyGraph(source.video), ...INPUT_GUARD, '-fflags', '+genpts', '-i', input],
  ]);
  const { duration } = source.facts;
  const streamOf = ({ file, source: { index } }: Sound) =>
    // Sound of another file is as long as the source at most.
    `${file === undefined ? from : open(file, ...(duration > 0 ? ['-t', duration.toFixed(3)] : []))}:${index}`;
  const videos = distinct(streams.map(({ video }) => video));
  const sounds = distinct(streams.map(({ sound }) => sound));
  const { video: picture } = source;
  const graph = [
    ...(picture && videos.length > 0
      ? pictureGraph(
          `${from}:${picture.index}`,
          upright(picture, ladder),
          videos.map((video) => ({
            size: targetSize(video, picture),
            steps: look(video, { ...source, video: picture }, from, output, ladder, pictures),
          })),
          inputs,
          picture,
        )
      : []),
    ...sounds.flatMap((sound, n) =>
      sound.spec.codec === 'copy' ? [] : [`[${streamOf(sound)}]aresample=async=1:first_pts=0[a${n}]`],
    ),
  ];
  return [
    ...RUN_OPTIONS,
    ...inputs.args(),
    ...(graph.length > 0 ? ['-filter_complex', graph.join(';')] : []),
    ...videos.flatMap((_, n) => ['-map', `[v${n}]`]),
    ...sounds.flatMap((sound, n) => ['-map', sound.spec.codec === 'copy' ? streamOf(sound) : `[a${n}]`]),
    ...['-map_metadata', '-1', '-map_chapters', '-1'],
    ...videos.flatMap((video, n) => (picture ? encoderArgs(video, n, picture, output, ladder) : [])),
    ...sounds.flatMap((sound, n) => soundArgs(sound, n, output, ladder)),
    ...['-max_muxing_queue_size', '4096', '-flags', '+global_header', '-f', 'tee'],
    streams
      .map(({ number, video, sound }) => {
        const select = [
          ...(video ? [`v:${indexOf(videos, video)}`] : []),
          ...(sound ? [`a:${indexOf(sounds, sound)}`] : []),
        ];
        // Where moments are named, each key frame of the picture begins a segment.
        const seconds = video && ladder.keyTimes ? LEAST_SEGMENT : ladder.seconds;
        return slave(select, output.segments, seconds, number);
      })
      .join('|'),
  ];
}

/** A constant rate that begins at 0, so that the frames of all sub streams are at the same times; or the source's times. */
function upright(source: VideoSource, { fps, keyTimes }: Ladder): string {
  const { resized, ...steady } = source;
  const unsized = { ...steady, plain: true, width: 2, height: 2, range: '' as const };
  // Fields are woven of frames of one size; others are fitted into each rung's.
  const first = resized && source.interlaced ? [firstShape({ ...AS_IT_IS, fill: 'black' }, source)] : [];
  const filters = keyTimes
    ? pictureFilters({ ...AS_IT_IS, fps: 0, keepTimes: true }, unsized)
    : pictureFilters({ ...AS_IT_IS, fps }, unsized).replace(/fps=[^,]+/, '$&:start_time=0');
  return [...first, filters].filter((each) => each !== '').join(',') || 'null';
}

/** The size stays. */
const AS_IT_IS = { width: 0, height: 0, adaptive: false, fill: 'stretch' } as const;

/** The way of a rung's picture from there. */
function look(
  video: VideoSpec,
  { facts, video: source }: Source & { video: VideoSource },
  from: number,
  output: Pick<LadderOutput, 'segments'>,
  ladder: Ladder,
  pictures: DrawnPictures,
): FilterStep[] {
  const frames = { ...source, interlaced: false, variableFps: 0 };
  const whole = { start: 0, duration: facts.duration, from };
  const steps = videoSteps(asHls(output, ladder, video), { ...video, fps: 0 }, frames, whole, pictures);
  return steps.some(({ filters }) => filters !== '') ? steps : [{ filters: 'null' }];
}

/** The filter graph from `stream`, through `first`, to a picture labelled v0, v1, … for each of `looks`. */
function pictureGraph(
  stream: string,
  first: string,
  looks: { size: Size; steps: FilterStep[] }[],
  inputs: Inputs,
  source: Size,
): string[] {
  const graphs = looks.map(({ steps }) => complexGraph(steps, 's', inputs, 'made'));
  const nodes = [...new Set(graphs)].map((graph, n): SizeNode => {
    const users = looks.flatMap(({ size }, video) => (graphs[video] === graph ? [{ size, video }] : []));
    const filters = graph.slice('[s]'.length, -'[made]'.length).replace(/^null$/, '');
    return {
      size: users[0]!.size,
      way: PLAIN_SCALING.test(filters) ? filters : (pads) => ownLabels(graph, n).replace(`[made${n}]`, pads),
      pads: users.map(({ video }) => `[v${video}]`),
    };
  });
  return sizeTree(`[${stream}]${first}`, nodes, source);
}

/** In one graph the names of all branches must differ. Streams of inputs ("[1:v]") keep theirs. */
function ownLabels(graph: string, n: number): string {
  return graph.replaceAll(/\[([a-z]+)(\d*)\]/g, (_, name, of) => `[${name}${of && `${of}x`}${n}]`);
}

function encoderArgs(
  video: VideoSpec,
  n: number,
  source: VideoSource,
  output: Pick<LadderOutput, 'segments'>,
  ladder: Ladder,
): string[] {
  const { fps, seconds, keyTimes } = ladder;
  const spec = {
    ...{ ...video, fps },
    // No key frames but those that are forced.
    ...(keyTimes && { gop: Math.ceil(2 * seconds * fps), gopUnit: 'frame' as const, sceneCuts: false }),
  };
  const [filters, ...rest] = pairs(
    videoArgs(asHls(output, ladder, spec), spec, { ...source, variableFps: 0 }),
  );
  const options = filters?.[0] === '-vf' ? rest : [...(filters ? [filters] : []), ...rest];
  const forced: [string, string] = ['-force_key_frames', `expr:${keyFrames(seconds, keyTimes)}`];
  const clock: [string, string][] = keyTimes ? [['-enc_time_base', '1:90000']] : [];
  return [...options.filter(([name]) => name !== forced[0]), forced, ...clock].flatMap(([name, value]) => [
    ofStream(name, 'v', n),
    value,
  ]);
}

/** Milliseconds are rounded ones: the frame that is meant may be so much earlier. */
const ROUNDED = 0.0015;

/** When a frame is to be a key frame: each `seconds`, and the first one at or after each of `keyTimes`. */
function keyFrames(seconds: number, keyTimes: number[] | undefined): string {
  if (!keyTimes) return `gte(t,n_forced*${seconds})`;
  const count = (time: string) => `floor((${time}+${ROUNDED})/${seconds})`;
  const crossed = keyTimes.map((time) => {
    const from = (time - ROUNDED).toFixed(4);
    return `gte(t,${from})*lt(prev_forced_t,${from})`;
  });
  return ['isnan(prev_forced_t)', `gt(${count('t')},${count('prev_forced_t')})`, ...crossed].join('+');
}

function soundArgs(
  { spec, source }: Sound,
  n: number,
  output: Pick<LadderOutput, 'segments'>,
  ladder: Ladder,
): string[] {
  return pairs(audioArgs({ ...asHls(output, ladder, null), audio: spec }, spec, [source]))
    .filter(([name]) => name !== '-af')
    .flatMap(([name, value]) => [ofStream(name, 'a', n), value]);
}

/** The output that a rung would be if it were made alone. */
function asHls(
  { segments }: Pick<LadderOutput, 'segments'>,
  ladder: Ladder,
  video: VideoSpec | null,
): MediaOutput {
  const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
  return {
    ...{ kind: 'media', subtask: 0, container: 'hls', video, audio: null, main: 'm' },
    segment: { pattern: '{number}', number, type: segments, seconds: ladder.seconds },
  };
}

function pairs(args: string[]): [string, string][] {
  return Array.from({ length: args.length / 2 }, (_, n) => [args[2 * n] ?? '', args[2 * n + 1] ?? '']);
}

/** "-c:v" and "-crf" as "-c:v:1" and "-crf:v:1". */
function ofStream(option: string, kind: 'v' | 'a', n: number): string {
  return `${option.replace(/:[va]$/, '')}:${kind}:${n}`;
}

/** Seconds: any key frame comes later. */
const LEAST_SEGMENT = 0.002;

/** One output of the tee muxer. Colons and commas in a value are quoted; the names are ours and need none. */
function slave(select: string[], type: LadderOutput['segments'], seconds: number, number: number): string {
  const files = ladderFiles(type, number);
  const single = type.endsWith('-ranges');
  const fragmented = type.startsWith('fmp4');
  const options = [
    ...['onfail=abort', 'f=hls', `select=\\'${select.join(',')}\\'`],
    // What is written keeps its times: streams that were shifted apart would not fit together any more.
    'avoid_negative_ts=disabled',
    ...(fragmented ? [] : [`output_ts_offset=${TS_START_SECONDS}`]),
    // A millisecond less, so that rounding never makes a key frame come just too early to cut at.
    ...[`hls_time=${(seconds - 0.001).toFixed(3)}`, 'hls_list_size=0', 'hls_playlist_type=vod'],
    `hls_segment_type=${fragmented ? 'fmp4' : 'mpegts'}`,
    `hls_flags=independent_segments${single ? '+single_file' : ''}`,
    ...(type === 'fmp4' ? [`hls_fmp4_init_filename=${files.init}`] : []),
    `hls_segment_filename=${files.segments}`,
  ];
  return `[${options.join(':')}]${files.playlist}`;
}

function distinct<T>(values: (T | null)[]): T[] {
  const found = values.filter((value) => value !== null);
  return found.filter((value, n) => indexOf(found, value) === n);
}

function indexOf<T>(values: T[], value: T): number {
  return values.findIndex((one) => JSON.stringify(one) === JSON.stringify(value));
}
