// ffmpeg's container options of one output, and the files that it then writes.
import { join } from 'node:path';
import type { MediaOutput } from '../../contract/media.ts';

const MUXERS: Record<Exclude<MediaOutput['container'], 'hls'>, string[]> = {
  mp4: ['-movflags', '+faststart', '-f', 'mp4'],
  mov: ['-movflags', '+faststart', '-f', 'mov'],
  m4a: ['-movflags', '+faststart', '-f', 'ipod'],
  flv: ['-f', 'flv'],
  ts: ['-f', 'mpegts'],
  mkv: ['-f', 'matroska'],
  webm: ['-f', 'webm'],
  mxf: ['-f', 'mxf'],
  avi: ['-f', 'avi'],
  mp3: ['-f', 'mp3'],
  flac: ['-f', 'flac'],
  ogg: ['-f', 'ogg'],
  wav: ['-f', 'wav'],
};

/** Options of the container; `seconds` is the length of a segment where there are segments. */
export function muxerArgs(
  output: Pick<MediaOutput, 'container' | 'segment'>,
  folder: string,
  seconds: number,
): string[] {
  return output.container === 'hls' ? hlsArgs(output, folder, seconds) : MUXERS[output.container];
}

/** What ffmpeg calls the initialization section, which it puts beside the manifest. */
export const INIT_FILE = 'init.mp4';

function hlsArgs(output: Pick<MediaOutput, 'segment'>, folder: string, seconds: number): string[] {
  // A millisecond less, so that rounding never makes a key frame come just too early to cut at.
  const time = (seconds - 0.001).toFixed(3);
  const type = output.segment?.type ?? 'ts';
  const single = type.endsWith('-ranges');
  const fragmented = type.startsWith('fmp4');
  const extension = fragmented ? (single ? 'mp4' : 'm4s') : 'ts';
  return [
    ...['-f', 'hls', '-hls_time', time, '-hls_list_size', '0', '-hls_playlist_type', 'vod'],
    ...['-hls_segment_type', fragmented ? 'fmp4' : 'mpegts'],
    ...['-hls_flags', single ? 'independent_segments+single_file' : 'independent_segments'],
    ...(type === 'fmp4' ? ['-hls_fmp4_init_filename', INIT_FILE] : []),
    ...['-hls_segment_filename', join(folder, `${single ? 'all' : '%06d'}.${extension}`)],
  ];
}
