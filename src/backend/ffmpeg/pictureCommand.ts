// Pictures of a source as ffmpeg's arguments. Pure.
import type { PictureSpec } from '../../contract/picture.ts';
import { INPUT_GUARD, RUN_OPTIONS } from './command.ts';
import { type FrameSpec, pictureFilters } from './picture.ts';
import type { VideoSource } from './source.ts';

/** A picture to be taken, and the file that it goes to. */
export interface Shot {
  seconds: number;
  file: string;
}

/** Encoder and pixel format of each format of pictures; tiles of a sheet are kept lossless until it is put together. */
const ENCODERS: Record<PictureSpec['format'], string[]> = {
  jpg: ['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj420p'],
  png: ['-c:v', 'png', '-pix_fmt', 'rgb24'],
  webp: ['-c:v', 'libwebp', '-quality', '85', '-pix_fmt', 'yuv420p'],
};

/** Inputs of one command hold a decoder each: eight of 1080p, or two of 4K. */
const PIXELS_AT_ONCE = 8 * 1920 * 1088;
const SHOTS_AT_ONCE = 8;

/** How many shots one command takes. */
export function shotsAtOnce(source: VideoSource): number {
  const fitting = Math.floor(PIXELS_AT_ONCE / Math.max(1, source.width * source.height));
  return Math.max(1, Math.min(SHOTS_AT_ONCE, fitting));
}

/**
 * Takes each shot by seeking to the key frame before it and decoding from there. The picture is the one that is
 * on screen at that moment: the last one whose time is not after it; at the end the last one there is.
 */
export function seekCommand(input: string, source: VideoSource, spec: PictureSpec, shots: Shot[]): string[] {
  const filters = filterChain(spec, source, 'tpad=stop_mode=clone:stop_duration=3600,fps=1/1000');
  return [
    ...RUN_OPTIONS,
    // Without accurate seeking the frames before the moment are kept: the one on screen is among them.
    ...shots.flatMap(({ seconds }) => [
      ...INPUT_GUARD,
      ...['-threads', '2', '-noaccurate_seek', '-ss', seconds.toFixed(3), '-i', input],
    ]),
    ...shots.flatMap(({ file }, index) => [
      ...['-map', `${index}:${source.index}`, '-vf', filters, '-frames:v', '1'],
      ...[...ENCODERS[spec.format], '-f', 'image2', '-update', '1', file],
    ]),
  ];
}

/** Takes `count` pictures, one each `seconds` from 0 on, in one pass. Their files are `pattern` (%06d from 0). */
export function scanCommand(
  input: string,
  source: VideoSource,
  spec: PictureSpec,
  scan: { seconds: number; count: number; keyFramesOnly: boolean; pattern: string },
): string[] {
  return [
    ...RUN_OPTIONS,
    ...INPUT_GUARD,
    ...(scan.keyFramesOnly ? ['-skip_frame', 'nokey'] : []),
    ...['-i', input, '-map', `0:${source.index}`],
    ...['-vf', filterChain(spec, source, `fps=${rate(scan.seconds)}`), '-fps_mode', 'passthrough'],
    ...['-frames:v', String(scan.count), ...ENCODERS[spec.format]],
    ...['-f', 'image2', '-start_number', '0', scan.pattern],
  ];
}

/** Puts tiles (PNG files, `tiles` with %06d from 0) together, row by row, into sheets of the same size. */
export function sheetCommand(
  tiles: string,
  sheets: string,
  sheet: { rows: number; columns: number; format: PictureSpec['format'] },
): string[] {
  return [
    ...RUN_OPTIONS,
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'image2'],
    ...['-f', 'image2', '-framerate', '1', '-start_number', '0', '-i', tiles],
    ...['-vf', `tile=${sheet.columns}x${sheet.rows}`, '-fps_mode', 'passthrough', ...ENCODERS[sheet.format]],
    ...['-f', 'image2', '-start_number', '0', sheets],
  ];
}

/** The filters of a picture; `tick` chooses the frames and comes before any scaling. */
export function filterChain(spec: FrameSpec, source: VideoSource, tick: string): string {
  const still = pictureFilters({ ...spec, fps: 0 }, { ...source, interlaced: false, variableFps: 0 });
  // Fields are woven from neighbours in time, so before frames are chosen. Rounding up makes a tick show what was
  // last on screen before it.
  const deinterlace = source.interlaced ? 'bwdif=mode=send_frame:deint=interlaced,' : '';
  return `${deinterlace}${tick}:round=up:start_time=0${still && `,${still}`}`;
}

/** Frames per second of one frame each `seconds`, as a fraction of 32-bit integers. */
function rate(seconds: number): string {
  const scale = seconds < 1000 ? 1_000_000 : 1000;
  return `${scale}/${Math.max(1, Math.round(seconds * scale))}`;
}
