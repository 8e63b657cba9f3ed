// Pictures of a source as ffmpeg's arguments. Pure.
import type { Watermark } from '../../contract/overlay.ts';
import type { PictureSpec } from '../../contract/picture.ts';
import { INPUT_GUARD, RUN_OPTIONS } from './command.ts';
import { type DrawnPictures, NO_PICTURES } from './drawing.ts';
import { type FilterStep, Inputs, picturePath } from './filterGraph.ts';
import { outputColors } from './outputColors.ts';
import { type FrameSpec, outputFilters, sourceFilters, targetSize } from './picture.ts';
import type { VideoSource } from './source.ts';
import { steadyGraph } from './steadyGraph.ts';
import { watermarkSteps } from './watermarkSteps.ts';

/** A picture to be taken, and the file that it goes to. */
export interface Shot {
  seconds: number;
  file: string;
}

/** What is laid over each picture. */
export interface Overlay {
  watermarks: readonly Watermark[];
  pictures: DrawnPictures;
}

const NOTHING: Overlay = { watermarks: [], pictures: NO_PICTURES };

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
export function seekCommand(
  input: string,
  source: VideoSource,
  spec: PictureSpec,
  shots: Shot[],
  overlay: Overlay = NOTHING,
): string[] {
  const steps = pictureSteps(spec, source, 'tpad=stop_mode=clone:stop_duration=3600,fps=1/1000', overlay);
  const inputs = new Inputs();
  // Without accurate seeking the frames before the moment are kept: the one on screen is among them.
  const indexes = shots.map(({ seconds }) =>
    inputs.add([
      ...[...steadyGraph(source), ...INPUT_GUARD],
      ...['-threads', '2', '-noaccurate_seek', '-ss', seconds.toFixed(3), '-i', input],
    ]),
  );
  const outputs = shots.flatMap(({ file }, shot) => [
    ...pathArgs(steps, `${indexes[shot]}:${source.index}`, inputs),
    ...['-frames:v', '1', ...ENCODERS[spec.format], '-f', 'image2', '-update', '1', file],
  ]);
  return [...RUN_OPTIONS, ...inputs.args(), ...outputs];
}

/** Pictures that are taken in one pass: `count`, one each `seconds` from 0 on. Their files are `pattern` (%06d from 0). */
export interface Scan {
  spec: PictureSpec;
  seconds: number;
  count: number;
  pattern: string;
}

/** Takes the pictures of a scan, of key frames only where that is enough. */
export function scanCommand(
  input: string,
  source: VideoSource,
  scan: Scan,
  keyFramesOnly: boolean,
  overlay: Overlay = NOTHING,
): string[] {
  const inputs = new Inputs();
  const from = inputs.add([
    ...[
      ...steadyGraph(source),
      ...INPUT_GUARD,
      ...(keyFramesOnly ? ['-skip_frame', 'nokey'] : []),
      '-i',
      input,
    ],
  ]);
  const output = scanArgs(`${from}:${source.index}`, source, scan, inputs, overlay);
  return [...RUN_OPTIONS, ...inputs.args(), ...output];
}

/** The output of a command that takes the pictures of a scan from `stream`, whose frames are all decoded. */
export function scanArgs(
  stream: string,
  source: VideoSource,
  { spec, seconds, count, pattern }: Scan,
  inputs: Inputs,
  overlay: Overlay = NOTHING,
): string[] {
  const steps = pictureSteps(spec, source, `fps=${rate(seconds)}`, overlay);
  return [
    ...[...pathArgs(steps, stream, inputs), '-fps_mode', 'passthrough', '-frames:v', String(count)],
    ...[...ENCODERS[spec.format], '-f', 'image2', '-start_number', '0', pattern],
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

/** The way of a picture; `tick` chooses the frames and comes before any scaling. */
function pictureSteps(spec: FrameSpec, source: VideoSource, tick: string, overlay: Overlay): FilterStep[] {
  const still = { ...spec, fps: 0 };
  const frames = { ...source, variableFps: 0 };
  const look = {
    ...{ frame: targetSize(spec, source), duration: null, bitDepth: 8 as const },
    colors: outputColors(spec, source),
  };
  return [
    // Fields are woven from neighbours in time, so before frames are chosen. Rounding up makes a tick show what was
    // last on screen before it.
    ...sourceFilters(still, frames).map((filters) => ({ filters })),
    { filters: `${tick}:round=up:start_time=0` },
    ...outputFilters(still, frames).map((filters) => ({ filters })),
    ...watermarkSteps(overlay.watermarks, look, overlay.pictures),
  ];
}

function pathArgs(steps: FilterStep[], stream: string, inputs: Inputs): string[] {
  const { complex, map, simple } = picturePath(steps, stream, inputs);
  return [...complex, '-map', map, ...simple];
}

/** Frames per second of one frame each `seconds`, as a fraction of 32-bit integers. */
function rate(seconds: number): string {
  const scale = seconds < 1000 ? 1_000_000 : 1000;
  return `${scale}/${Math.max(1, Math.round(seconds * scale))}`;
}
