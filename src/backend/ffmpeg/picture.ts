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
  const repair = repairFilters(spec.enhance);
  return [
    // These filters know frames of one size only.
    source.resized && (source.interlaced || repair.length > 0) ? firstShape(spec, source) : '',
    source.interlaced ? 'bwdif=mode=send_frame:deint=interlaced' : '',
    ...repair,
    interpolateFilter(spec.enhance, source.fps) ? '' : fpsFilter(spec, source),
  ].filter((filter) => filter !== '');
}

/** Filters from there to the output's size, shape and dynamic range. */
export function outputFilters(spec: TimedSpec, source: VideoSource): string[] {
  const target = targetSize(spec, source);
  const same =
    !source.resized && source.plain && source.width === target.width && source.height === target.height;
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

function resize({ fill, enhance, bitDepth }: FrameSpec, source: VideoSource, target: Size): string {
  // Lanczos keeps more of the detail that is to be made larger.
  const scale = enhance?.upscale ? LANCZOS_SCALE : PLAIN_SCALE;
  if (source.resized) return fittedFrames({ fill, bitDepth }, target, enhance?.upscale ? LANCZOS : '');
  const inner = scaled(source, target, Math.min);
  const exact = inner.width === target.width && inner.height === target.height;
  if (exact || fill === 'stretch') return `${scale(target)},setsar=1`;
  const fit = scale(inner);
  if (fill === 'gauss') {
    // The background is blurred small and scaled up: the same look for a fraction of the work.
    const small = quarter(target);
    const cover = scaled(source, small, Math.max);
    return overBlurred(
      [`scale=${cover.width}:${cover.height}`, `crop=${small.width}:${small.height}`],
      ...([fit, target, bitDepth] as const),
    );
  }
  return `${fit},pad=${target.width}:${target.height}:(ow-iw)/2:(oh-ih)/2:${fill},setsar=1`;
}

function quarter({ width, height }: Size): Size {
  return { width: even(width / 4), height: even(height / 4) };
}

/** The picture that `fit` makes over what `cover` makes of it, blurred to fill the frame. */
function overBlurred(cover: string[], fit: string, target: Size, bitDepth: FrameSpec['bitDepth']): string {
  const blurred = [...cover, 'gblur=sigma=6', `scale=${target.width}:${target.height}`];
  // Without its format the filter works in eight bits.
  const depth = bitDepth === 10 ? ':format=yuv420p10' : '';
  const overlay = `[back][front]overlay=(W-w)/2:(H-h)/2${depth},setsar=1`;
  return `split[a][b];[a]${blurred.join(',')}[back];[b]${fit}[front];${overlay}`;
}

/** All frames in the shape of the first ones, which the filters behind it take for that of the source. */
export function firstShape({ fill, bitDepth }: FrameSpec, source: VideoSource): string {
  const first = { width: even(source.width), height: even(source.height) };
  // Fields are scaled each by itself.
  return fittedFrames({ fill, bitDepth }, first, source.interlaced ? ':interl=1' : '');
}

/**
 * Filters that fit each frame into `target` as resize does, by the size that it has itself (ffmpeg-filters, scale and pad:
 * eval). Behind them all are of one size. `options` of the scaling.
 */
function fittedFrames(
  { fill, bitDepth }: Pick<FrameSpec, 'fill' | 'bitDepth'>,
  target: Size,
  options: string,
): string {
  const { width, height } = target;
  if (fill === 'stretch') return `scale=${width}:${height}${options},setsar=1`;
  const side = (pixels: string) => `'max(2,trunc(min(${width}/(iw*sar),${height}/ih)*${pixels}/2+0.5)*2)'`;
  const fit = `scale=w=${side('iw*sar')}:h=${side('ih')}:eval=frame${options}`;
  if (fill === 'gauss') {
    const small = quarter(target);
    return overBlurred([`scale=${small.width}:${small.height}`], fit, target, bitDepth);
  }
  // Bars of whole chroma lines, of both fields.
  return `${fit},pad=${width}:${height}:(ow-iw)/2:trunc((oh-ih)/8)*4:${fill}:eval=frame,setsar=1`;
}

/** `source` scaled to touch `frame` from inside (Math.min) or outside (Math.max). */
function scaled(source: Size, frame: Size, choose: (a: number, b: number) => number): Size {
  const factor = choose(frame.width / source.width, frame.height / source.height);
  return { width: even(source.width * factor), height: even(source.height * factor) };
}

const PLAIN_SCALE = ({ width, height }: Size) => `scale=${width}:${height}`;
const LANCZOS = ':flags=lanczos+accurate_rnd';
const LANCZOS_SCALE = (size: Size) => `${PLAIN_SCALE(size)}${LANCZOS}`;

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
