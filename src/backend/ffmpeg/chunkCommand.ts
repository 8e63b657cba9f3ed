// One chunk of a picture, and how chunks become a whole again, as ffmpeg's arguments. Pure.
import { MAX_CHUNKS } from '../../contract/chunk.ts';
import type { ChunkRange } from '../../contract/chunkRange.ts';
import type { AudioSpec, MediaOutput, VideoSpec } from '../../contract/media.ts';
import { audioArgs } from './audioArgs.ts';
import { INPUT_GUARD, mainFile, RUN_OPTIONS } from './command.ts';
import { gopOf, segmentSeconds } from './gop.ts';
import { muxerArgs } from './muxer.ts';
import { outputFps } from './picture.ts';
import type { Source, VideoSource } from './source.ts';
import { steadyGraph } from './steadyGraph.ts';
import { usedStreams } from './streams.ts';
import { videoArgs } from './videoArgs.ts';

/** An output whose picture is encoded. */
export type CutOutput = MediaOutput & { video: VideoSpec };

/** Whether an output is one chunk of a picture. */
export function isChunk(output: MediaOutput): output is CutOutput & { chunk: ChunkRange } {
  return output.video !== null && output.chunk !== undefined;
}

/** Containers into which an encoded picture is copied without a change. */
const CONTAINERS: readonly MediaOutput['container'][] = ['mp4', 'mov', 'mkv', 'ts', 'flv', 'hls'];
const CODECS: readonly VideoSpec['codec'][] = ['h264', 'h265'];

/**
 * Whether the picture of `output` is the same when it is encoded in chunks: each frame depends on the frames around it
 * only within its GOP, and its time on its number alone.
 */
export function canBeCut(output: MediaOutput, source: Source): output is CutOutput {
  const { video } = usedStreams(output, source);
  const spec = output.video;
  if (!video || !spec || !onlyHas(output, OUTPUT_FIELDS) || !onlyHas(spec, VIDEO_FIELDS)) return false;
  return (
    CONTAINERS.includes(output.container) &&
    CODECS.includes(spec.codec) &&
    // Segments would begin elsewhere: the content decides where such an output has its key frames.
    !(output.container === 'hls' && spec.gop > 0 && spec.sceneCuts) &&
    // The buffer of CBR runs through the whole, and what a content needs is found out for the whole.
    spec.rateControl !== 'cbr' &&
    spec.rateControl !== 'content' &&
    !video.interlaced &&
    // Where no frame lies at a cut, a rate conversion would begin with the next one.
    video.variableFps === 0 &&
    startsTogether(video, source)
  );
}

/** What says something of each frame by itself, or of all. Any other field keeps the picture in one piece. */
const OUTPUT_FIELDS = ['kind', 'subtask', 'container', 'video', 'audio', 'main', 'segment'];
const VIDEO_FIELDS = [
  ...['codec', 'profile', 'level', 'bitDepth', 'bitrate', 'rateControl', 'quality', 'fps', 'width', 'height'],
  ...['adaptive', 'fill', 'gop', 'gopUnit', 'sceneCuts', 'bFrames', 'sampleAspect'],
];

function onlyHas(value: object, fields: readonly string[]): boolean {
  return Object.entries(value).every(([field, one]) => one === undefined || fields.includes(field));
}

/** A picture that begins later than the source would begin at its own first frame. */
function startsTogether(video: VideoSource, { spans }: Source): boolean {
  const span = spans.get(video.index);
  return span !== undefined && span.start < 1 / video.fps;
}

/** Shorter chunks than this are not worth what each costs by itself: a process, and what is decoded before its first frame. */
const LEAST_SECONDS = 10;

/**
 * Where the output is cut: where it has a key frame anyway, every `seconds` or so, or more where chunks would be too many.
 * The last ones are half as long, so that backends end at about the same time; the very last has what is left.
 */
export function chunkRanges(output: CutOutput, source: Source, seconds: number): ChunkRange[] {
  const video = source.video!;
  const fps = outputFps(output.video, video);
  const { frames: gop, fixed, forcedSeconds } = gopOf(output, output.video, video);
  const { videoDuration } = source.facts;
  const least = Math.max(seconds, videoDuration / (MAX_CHUNKS / 2));
  if (forcedSeconds !== null) return rangesOfSegments(forcedSeconds, least, videoDuration, fps);
  const wanted = Math.max(1, Math.ceil(least * fps));
  const [unit, whole] = fixed ? [gop, Math.max(1, Math.round(wanted / gop))] : [1, wanted];
  const starts = startUnits(whole, unit / fps, videoDuration);
  return starts.map((start, index) => {
    const next = starts[index + 1];
    return { start: start * unit, frames: next === undefined ? null : (next - start) * unit };
  });
}

/** Chunks of whole segments of `every` seconds, which begin with the first frame that is not before a multiple of that. */
function rangesOfSegments(every: number, seconds: number, duration: number, fps: number): ChunkRange[] {
  const starts = startUnits(Math.max(1, Math.round(seconds / every)), every, duration);
  // A frame at the very moment counts, whatever the arithmetic makes of it.
  const frameOf = (unit: number) => Math.max(0, Math.ceil(unit * every * fps - 1e-6));
  return starts.map((unit, index) => {
    const start = frameOf(unit);
    const next = starts[index + 1];
    return {
      start,
      frames: next === undefined ? null : frameOf(next) - start,
      forced: { every, late: Math.max(0, start / fps - unit * every) },
    };
  });
}

/**
 * Where chunks of `whole` units begin, in units. A unit lasts `seconds` and is never cut. The last two chunks are halved
 * where both halves are long enough.
 */
function startUnits(whole: number, seconds: number, duration: number): number[] {
  const count = Math.max(1, Math.round(duration / (whole * seconds)));
  const half = Math.ceil(whole / 2);
  return Array.from({ length: count }, (_, index) => index * whole).flatMap((start, index) => {
    const length = index === count - 1 ? duration / seconds - start : whole;
    const halved =
      count > 2 && index >= count - 2 && Math.min(half, length - half) * seconds >= LEAST_SECONDS;
    return halved ? [start, start + half] : [start];
  });
}

/**
 * ffmpeg rounds the moment to a tick of the container; where that came later, frames half way between two of the output
 * would go to the earlier one, and the last one could be lost.
 */
const SEEK_SLACK_SECONDS = 0.0005;

/** Arguments that make the one chunk that `output` is, in `folder`. */
export function chunkCommand(
  input: string,
  source: Source,
  output: CutOutput & { chunk: ChunkRange },
  folder: string,
): string[] {
  const video = source.video!;
  const fps = outputFps(output.video, video);
  const { start, frames, forced } = output.chunk;
  // Decoding begins a second before, so that the rate conversion chooses the frames that it would have chosen anyway.
  const before = Math.min(start, Math.ceil(fps));
  const sought = before < start;
  const begin = firstTime(output, source) + (start - before) / fps - SEEK_SLACK_SECONDS;
  const seek = sought ? ['-ss', begin.toFixed(6)] : [];
  const window = `trim=start_frame=${before}${frames === null ? '' : `:end_frame=${before + frames}`}`;
  const spec: VideoSpec = { ...output.video, fps };
  // The first frame behind that moment may be a later one of the output: those before it are counted, too.
  const args = videoArgs({ ...output, video: spec }, spec, video).map((value, n, all) =>
    sought && all[n - 1] === '-vf' ? value.replace(/fps=[^,]+/, '$&:start_time=0') : value,
  );
  return [
    ...RUN_OPTIONS,
    ...[...steadyGraph(video), ...INPUT_GUARD, '-fflags', '+genpts', ...seek, '-i', input],
    ...['-map', `0:${video.index}`, '-map_chapters', '-1', '-an'],
    ...withLastFilters(args, `${window},setpts=PTS-STARTPTS`),
    ...(forced ? ['-force_key_frames', forcedTimes(forced)] : []),
    ...['-max_muxing_queue_size', '4096'],
    // A time base in which frames of all usual rates last whole ticks, the same in each chunk.
    ...['-video_track_timescale', '90000'],
    ...muxerArgs(output, folder, segmentSeconds(output, video)),
    mainFile({ output, folder }),
  ];
}

/** When the first frame of the output is, in seconds of the source. */
function firstTime({ video: spec }: CutOutput, { spans, video }: Source): number {
  const start = spans.get(video!.index)?.start ?? 0;
  return spec.fps > 0 ? Math.round(start * spec.fps) / spec.fps : start;
}

/** When the chunk has key frames that are forced: when the whole would have them. */
function forcedTimes({ every, late }: NonNullable<ChunkRange['forced']>): string {
  // A microsecond before, so that rounding never makes a frame come just too early.
  return `expr:gte(t,n_forced*${every}-${(late + 1e-6).toFixed(6)})`;
}

/** ffmpeg's options with `filters` after the picture's own. */
function withLastFilters(args: string[], filters: string): string[] {
  const index = args.indexOf('-vf');
  if (index < 0) return ['-vf', filters, ...args];
  return args.map((value, position) => (position === index + 1 ? `${value},${filters}` : value));
}

/** The list of chunks that joinChunks reads: file names and the seconds that each lasts. */
export function chunkList(files: { name: string; frames: number }[], fps: number): string {
  const lines = files.flatMap(({ name, frames }) => [
    `file '${name}'`,
    `duration ${(frames / fps).toFixed(9)}`,
  ]);
  return `ffconcat version 1.0\n${lines.join('\n')}\n`;
}

/** Codecs of sound that a mov file holds, and says the same of as the file in which they end. */
const HELD_BY_MOV: readonly AudioSpec['codec'][] = ['aac', 'mp3', 'ac3', 'eac3'];

/**
 * Arguments that encode the sound of `output` to `file`, whose name is without an extension: in one piece, so that no sample
 * is gained or lost, while the chunks are being made. Null where it is left to joinChunks: there is none, it is copied, it does
 * not begin with the source (containers round such times), or no container would hand it on as it is.
 */
export function soundCommand(
  input: string,
  source: Source,
  output: CutOutput,
  file: string,
): string[] | null {
  const { audio } = usedStreams(output, source);
  if (audio.length === 0 || !output.audio || output.audio.codec === 'copy') return null;
  if (audio.some(({ index }) => Math.abs(source.spans.get(index)?.start ?? 1) > 0.0005)) return null;
  const { codec } = output.audio;
  const matroska = output.container === 'mkv';
  if (!matroska && !HELD_BY_MOV.includes(codec)) return null;
  return [
    ...[...RUN_OPTIONS, ...INPUT_GUARD, '-fflags', '+genpts', '-i', input],
    ...[...audio.flatMap(({ index }) => ['-map', `0:${index}`]), '-map_chapters', '-1'],
    ...audioArgs(output, output.audio, audio),
    ...['-f', matroska ? 'matroska' : 'mov', file],
  ];
}

/**
 * Arguments that put the chunks of `list` together with the sound: that of `sound`, where soundCommand has made it, else that of
 * the source, encoded now.
 */
export function joinChunks(
  list: string,
  sound: string | null,
  input: string,
  source: Source,
  output: CutOutput,
  folder: string,
): string[] {
  const { audio } = usedStreams(output, source);
  const copied: VideoSpec = { ...output.video, codec: 'copy' };
  const made: VideoSource = { ...source.video!, codec: output.video.codec === 'h265' ? 'hevc' : 'h264' };
  const first = firstTime(output, source);
  return [
    ...RUN_OPTIONS,
    ...(first > 0 ? ['-itsoffset', first.toFixed(6)] : []),
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'concat,mov', '-f', 'concat', '-i', list],
    ...(sound !== null
      ? ['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'mov,matroska', '-i', sound]
      : []),
    ...(sound === null && audio.length > 0 ? [...INPUT_GUARD, '-fflags', '+genpts', '-i', input] : []),
    ...['-map', '0:v', ...audio.flatMap(({ index }, n) => ['-map', `1:${sound === null ? index : n}`])],
    ...['-map_chapters', '-1'],
    ...videoArgs({ ...output, video: copied }, copied, made),
    ...(sound !== null ? ['-c:a', 'copy'] : []),
    ...(sound === null && audio.length > 0 && output.audio ? audioArgs(output, output.audio, audio) : []),
    ...['-max_muxing_queue_size', '4096'],
    ...muxerArgs(output, folder, segmentSeconds(output, made)),
    mainFile({ output, folder }),
  ];
}
