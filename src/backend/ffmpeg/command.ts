// A media job as ffmpeg's arguments. Pure: the same job gives the same command.
import { join } from 'node:path';
import type { MediaOutput } from '../../contract/media.ts';
import { audioArgs } from './audioArgs.ts';
import { DEMUXERS } from './demuxers.ts';
import type { Source } from './source.ts';
import { usedStreams } from './streams.ts';
import { segmentSeconds, videoArgs } from './videoArgs.ts';

/** An output and the folder of its own that its files are written to, under names that say nothing. */
export interface Rendition {
  output: MediaOutput;
  folder: string;
}

/** No single allocation of more than 1 GiB, whatever a damaged file asks ffmpeg or ffprobe for. */
export const MAX_ALLOCATION = ['-max_alloc', String(2 ** 30)];

/** ffmpeg's options for the whole of a run: progress as key=value lines on stdout, faults on stderr. */
export const RUN_OPTIONS = [
  ...['-hide_banner', '-nostdin', '-n', '-loglevel', 'error', '-nostats', '-progress', 'pipe:1'],
  ...MAX_ALLOCATION,
];

/** Options that keep ffmpeg and ffprobe to the one local file that they are given. */
export const INPUT_GUARD = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', DEMUXERS.join(',')];

/**
 * Arguments (after the program's name) that make all `renditions` of `input` in one process with one decode:
 * ffmpeg decodes a stream once, however many outputs map it. Progress goes to stdout as key=value lines.
 */
export function mediaCommand(input: string, source: Source, renditions: Rendition[]): string[] {
  return [
    ...RUN_OPTIONS,
    ...[...INPUT_GUARD, '-fflags', '+genpts', '-i', input],
    ...renditions.flatMap((rendition) => outputArgs(rendition, source)),
  ];
}

/** The file that ffmpeg writes first for an output: the media file, or the manifest. */
export function mainFile({ output, folder }: Rendition): string {
  return join(folder, output.container === 'hls' ? 'main.m3u8' : `main.${output.container}`);
}

function outputArgs(rendition: Rendition, source: Source): string[] {
  const { output } = rendition;
  const { video, audio } = usedStreams(output, source);
  return [
    ...(video ? ['-map', `0:${video.index}`] : []),
    ...(audio ? ['-map', `0:${audio.index}`] : []),
    ...['-map_chapters', '-1'],
    ...(video && output.video ? videoArgs(output, output.video, video) : []),
    ...(audio && output.audio ? audioArgs(output, output.audio, audio) : []),
    ...['-max_muxing_queue_size', '4096'],
    ...muxerArgs(rendition, source),
    mainFile(rendition),
  ];
}

function muxerArgs({ output, folder }: Rendition, source: Source): string[] {
  switch (output.container) {
    case 'mp4':
      return ['-movflags', '+faststart', '-f', 'mp4'];
    case 'm4a':
      return ['-movflags', '+faststart', '-f', 'ipod'];
    case 'flv':
      return ['-f', 'flv'];
    case 'mp3':
      return ['-f', 'mp3'];
    case 'hls':
      return hlsArgs(folder, segmentSeconds(output.video, usedStreams(output, source).video));
  }
}

function hlsArgs(folder: string, seconds: number): string[] {
  // A millisecond less, so that rounding never makes a key frame come just too early to cut at.
  const time = (seconds - 0.001).toFixed(3);
  return [
    ...['-f', 'hls', '-hls_time', time, '-hls_list_size', '0', '-hls_playlist_type', 'vod'],
    ...['-hls_segment_type', 'mpegts', '-hls_flags', 'independent_segments'],
    ...['-hls_segment_filename', join(folder, '%06d.ts')],
  ];
}
