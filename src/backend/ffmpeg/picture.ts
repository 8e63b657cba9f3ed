// Size and shape of an output's picture.
import type { VideoSpec } from '../../contract/media.ts';
import { rangeFilters } from './dynamicRange.ts';
import { interpolateFilter, repairFilters, sharpenFilters } from './enhanceVideo.ts';
import type { VideoSource } from './source.ts';

export interface Size {
  width: number;
  height: number;
}

/** What a picture is to look like, of a video or by itself. */
export type FrameSpec = Pick<VideoSpec, 'width' | 'height' | 'adaptive' | 'fill' | 'enhance' | 'bitDepth'>;

/**
 * The size of the output in pixels, both sides even (4:2:0 chroma needs it), for a source as it is displayed.
 * With `adaptive` the spec's width is the long side and its height the short one (ResolutionAdaptive of the API).
 */
export function targetSize(spec: FrameSpec, displayed: Size): Size {
  const portrait = spec.adaptive && displayed.height > displayed.width;
  const width = portrait ? spec.height : spec.width;
  const height = portrait ? spec.width : spec.height;
  if (width === 0 && height === 0) {
    const factor = spec.enhance?.upscale ? upscaleFactor(displayed) : 1;
    return { width: even(displayed.width * factor), height: even(displayed.height * factor) };
  }
  if (width === 0)
    return { width: even((height * displayed.width) / displayed.height), height: even(height) };
  if (height === 0) return { width: even(width), height: even((width * displayed.height) / displayed.width) };
  return { width: even(width), height: even(height) };
}

/** The ffmpeg filter chain from decoded, upright frames to the output's; "" when they can stay as they are. */
export function pictureFilters(
  spec: FrameSpec & Pick<VideoSpec, 'fps' | 'keepTimes'>,
  source: VideoSource,
): string {
  return [...sourceFilters(spec, source), ...outputFilters(spec, source)].join(',');
}

type TimedSpec = FrameSpec & Pick<VideoSpec, 'fps' | 'keepTimes'>;

/** Filters on the source's own frames: made whole, repaired, at the output's rate. */
export function sourceFilters(spec: TimedSpec, source: VideoSource): string[] {
  return [
    source.interlaced ? 'bwdif=mode=send_frame:deint=interlaced' : '',
    ...repairFilters(spec.enhance),
    interpolateFilter(spec.enhance, source.fps) ? '' : fpsFilter(spec, source),
  ].filter((filter) => filter !== '');
}

/** Filters from there to the output's size, shape and dynamic range. */
export function outputFilters(spec: TimedSpec, source: VideoSource): string[] {
  const target = targetSize(spec, source);
  const same = source.plain && source.width === target.width && source.height === target.height;
  const between = interpolateFilter(spec.enhance, source.fps);
  const size = [same ? '' : resize(spec, source, target), ...sharpenFilters(spec.enhance, source, target)];
  // Following motion costs by the pixel: it is done where the frames are smaller.
  const grows = target.width * target.height > source.width * source.height;
  return [...(grows ? [between, ...size] : [...size, between]), ...rangeFilters(spec, source)].filter(
    (filter) => filter !== '',
  );
}

/** Frames per second of the output. */
export function outputFps(spec: VideoSpec, source: VideoSource): number {
  return spec.fps || Math.max(source.fps, spec.enhance?.interpolate ?? 0);
}

/**
 * A rate that was asked for is made exactly. A variable rate stays variable, unless its timestamps are as fine as
 * those of cameras that count in 1/600 s or 1/90000 s: encoders take that for the frame rate and choose an absurd level.
 */
function fpsFilter(spec: Pick<VideoSpec, 'fps' | 'keepTimes'>, source: VideoSource): string {
  if (spec.keepTimes) return '';
  if (spec.fps > 0) return `fps=${rational(spec.fps)}`;
  if (source.variableFps > 120) return `fps=${rational(Math.min(120, Math.max(1, Math.round(source.fps))))}`;
  return '';
}

function resize({ fill, enhance, bitDepth }: FrameSpec, source: Size, target: Size): string {
  // Lanczos keeps more of the detail that is to be made larger.
  const scale = enhance?.upscale ? LANCZOS_SCALE : PLAIN_SCALE;
  const inner = scaled(source, target, Math.min);
  const exact = inner.width === target.width && inner.height === target.height;
  if (exact || fill === 'stretch') return `${scale(target)},setsar=1`;
  const fit = scale(inner);
  if (fill === 'gauss') {
    // The background is blurred small and scaled up: the same look for a fraction of the work.
    const small = { width: even(target.width / 4), height: even(target.height / 4) };
    const cover = scaled(source, small, Math.max);
    const blurred = [
      `scale=${cover.width}:${cover.height}`,
      `crop=${small.width}:${small.height}`,
      'gblur=sigma=6',
      `scale=${target.width}:${target.height}`,
    ];
    // Without its format the filter works in eight bits.
    const depth = bitDepth === 10 ? ':format=yuv420p10' : '';
    const overlay = `[back][front]overlay=(W-w)/2:(H-h)/2${depth},setsar=1`;
    return `split[a][b];[a]${blurred.join(',')}[back];[b]${fit}[front];${overlay}`;
  }
  return `${fit},pad=${target.width}:${target.height}:(ow-iw)/2:(oh-ih)/2:${fill},setsar=1`;
}

/** `source` scaled to touch `frame` from inside (Math.min) or outside (Math.max). */
function scaled(source: Size, frame: Size, choose: (a: number, b: number) => number): Size {
  const factor = choose(frame.width / source.width, frame.height / source.height);
  return { width: even(source.width * factor), height: even(source.height * factor) };
}

const PLAIN_SCALE = ({ width, height }: Size) => `scale=${width}:${height}`;
const LANCZOS_SCALE = (size: Size) => `${PLAIN_SCALE(size)}:flags=lanczos+accurate_rnd`;

/** Twice the size, or what still fits in the largest frame of H.264 and H.265. */
function upscaleFactor({ width, height }: Size): number {
  return Math.max(1, Math.min(2, MAX_UPSCALED / Math.max(width, height)));
}

const MAX_UPSCALED = 8192;

function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}

/** 29.97 as "30000/1001": the NTSC rates are meant as they are, not as their rounded decimals. */
export function rational(fps: number): string {
  const ntsc = Math.ceil(fps);
  const isNtsc = !Number.isInteger(fps) && Math.abs((ntsc * 1000) / 1001 - fps) < 0.005;
  return isNtsc ? `${ntsc * 1000}/1001` : String(fps);
}
