// One chunk of a picture, and how chunks become a whole again, as ffmpeg's arguments. Pure.
import { MAX_CHUNKS } from '../../contract/chunk.ts';
import type { ChunkRange } from '../../contract/chunkRange.ts';
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';
import { audioArgs } from './audioArgs.ts';
import { INPUT_GUARD, mainFile, RUN_OPTIONS } from './command.ts';
import { gopOf, segmentSeconds } from './gop.ts';
import { muxerArgs } from './muxer.ts';
import { outputFps } from './picture.ts';
import type { Source, VideoSource } from './source.ts';
import { usedStreams } from './streams.ts';
import { videoArgs } from './videoArgs.ts';

/** An output whose picture is encoded. */
export type CutOutput = MediaOutput & { video: VideoSpec };

/** Whether an output is one chunk of a picture. */
export function isChunk(output: MediaOutput): output is CutOutput & { chunk: ChunkRange } {
  return output.video !== null && output.chunk !== undefined;
}

/** Containers into which an encoded picture is copied without a change. */
const CONTAINERS: readonly MediaOutput['container'][] = ['mp4', 'mov', 'mkv', 'ts', 'flv'];
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

/** Where the output is cut: whole GOPs of about `seconds`, or of more where they would be too many. The last chunk has what is left. */
export function chunkRanges(output: CutOutput, source: Source, seconds: number): ChunkRange[] {
  const video = source.video!;
  const fps = outputFps(output.video, video);
  const { frames: gop, fixed } = gopOf(output, output.video, video);
  const { videoDuration } = source.facts;
  const wanted = Math.max(1, Math.ceil(Math.max(seconds, videoDuration / (MAX_CHUNKS / 2)) * fps));
  const frames = fixed ? Math.max(1, Math.round(wanted / gop)) * gop : wanted;
  const count = Math.max(1, Math.round((videoDuration * fps) / frames));
  return Array.from({ length: count }, (_, index) => ({
    start: index * frames,
    frames: index === count - 1 ? null : frames,
  }));
}

/** Arguments that make the one chunk that `output` is, in `folder`. */
export function chunkCommand(
  input: string,
  source: Source,
  output: CutOutput & { chunk: ChunkRange },
  folder: string,
): string[] {
  const video = source.video!;
  const fps = outputFps(output.video, video);
  const { start, frames } = output.chunk;
  // Decoding begins a second before, so that the rate conversion chooses the frames that it would have chosen anyway.
  const before = Math.min(start, Math.ceil(fps));
  const seek = before < start ? ['-ss', ((start - before) / fps).toFixed(6)] : [];
  const window = `trim=start_frame=${before}${frames === null ? '' : `:end_frame=${before + frames}`}`;
  const spec: VideoSpec = { ...output.video, fps };
  return [
    ...RUN_OPTIONS,
    ...[...INPUT_GUARD, '-fflags', '+genpts', ...seek, '-i', input],
    ...['-map', `0:${video.index}`, '-map_chapters', '-1', '-an'],
    ...withLastFilters(videoArgs({ ...output, video: spec }, spec, video), `${window},setpts=PTS-STARTPTS`),
    ...['-max_muxing_queue_size', '4096'],
    // A time base in which frames of all usual rates last whole ticks, the same in each chunk.
    ...['-video_track_timescale', '90000'],
    ...muxerArgs(output, folder, segmentSeconds(output, video)),
    mainFile({ output, folder }),
  ];
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

/** Arguments that put the chunks of `list` together, with the sound of the source, which is encoded in one piece. */
export function joinChunks(
  list: string,
  input: string,
  source: Source,
  output: CutOutput,
  folder: string,
): string[] {
  const { audio } = usedStreams(output, source);
  const copied: VideoSpec = { ...output.video, codec: 'copy' };
  const made: VideoSource = { ...source.video!, codec: output.video.codec === 'h265' ? 'hevc' : 'h264' };
  return [
    ...RUN_OPTIONS,
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'concat,mov', '-f', 'concat', '-i', list],
    ...(audio.length > 0 ? [...INPUT_GUARD, '-fflags', '+genpts', '-i', input] : []),
    ...['-map', '0:v', ...audio.flatMap(({ index }) => ['-map', `1:${index}`]), '-map_chapters', '-1'],
    ...videoArgs({ ...output, video: copied }, copied, made),
    ...(audio.length > 0 && output.audio ? audioArgs(output, output.audio, audio) : []),
    ...['-max_muxing_queue_size', '4096'],
    ...muxerArgs(output, folder, segmentSeconds(output, made)),
    mainFile({ output, folder }),
  ];
}
