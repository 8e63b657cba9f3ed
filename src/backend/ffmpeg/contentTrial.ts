// Commands that find out how many bits a content needs: samples of the frames that are to be encoded, trial encodes of
// them, and how much those differ. Pure.
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';
import { INPUT_GUARD, RUN_OPTIONS } from './command.ts';
import { outputFps, pictureFilters, targetSize } from './picture.ts';
import type { VideoSource } from './source.ts';
import { steadyGraph } from './steadyGraph.ts';
import { videoArgs } from './videoArgs.ts';

/** Seconds. */
export interface Sample {
  start: number;
  length: number;
}

const MOST_SAMPLES = 6;
const SAMPLE_SECONDS = 1.5;
/** A sample for so many seconds: trials are a small part of the work. */
const SECONDS_PER_SAMPLE = 20;

/** Samples spread evenly over `length` seconds from `start`; a short part is one sample as a whole. */
export function samplesOf(start: number, length: number): Sample[] {
  if (length <= 2 * SAMPLE_SECONDS) return [{ start, length }];
  const count = Math.min(MOST_SAMPLES, Math.max(1, Math.floor(length / SECONDS_PER_SAMPLE)));
  const step = length / count;
  return Array.from({ length: count }, (_, index) => ({
    start: start + step * index + (step - SAMPLE_SECONDS) / 2,
    length: SAMPLE_SECONDS,
  }));
}

const LOSSLESS = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0'];
const LOCAL = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'matroska,webm'];

/** The frames of a sample as the encoder would get them, without loss. */
export function sampleCommand(
  input: string,
  source: VideoSource,
  spec: VideoSpec,
  { start, length }: Sample,
  file: string,
): string[] {
  const filters = pictureFilters(spec, source);
  return [
    ...[...RUN_OPTIONS, ...steadyGraph(source), ...INPUT_GUARD],
    ...['-ss', start.toFixed(3), '-t', length.toFixed(3), '-i', input, '-map', `0:${source.index}`],
    ...(filters ? ['-vf', filters] : []),
    ...[...LOSSLESS, '-pix_fmt', spec.bitDepth === 10 ? 'yuv420p10le' : 'yuv420p', '-fps_mode', 'vfr', file],
  ];
}

/** Samples one after another. */
export function joinCommand(samples: string[], spec: VideoSpec, file: string): string[] {
  const inputs = samples.flatMap((sample) => [...LOCAL, '-i', sample]);
  const streams = samples.map((_, index) => `[${index}:v]`).join('');
  return [
    ...[...RUN_OPTIONS, ...inputs],
    ...['-filter_complex', `${streams}concat=n=${samples.length}:v=1[out]`, '-map', '[out]'],
    ...[...LOSSLESS, '-pix_fmt', spec.bitDepth === 10 ? 'yuv420p10le' : 'yuv420p', file],
  ];
}

/** The reference encoded as the output is to be, with the rate factor `quality`. */
export function trialCommand(
  reference: string,
  output: MediaOutput & { video: VideoSpec },
  source: VideoSource,
  quality: number,
  file: string,
): string[] {
  const { video } = output;
  const size = targetSize(video, source);
  const frames: VideoSource = {
    ...{ index: 0, codec: 'h264', ...size, plain: true, interlaced: false },
    ...{ fps: outputFps(video, source), variableFps: 0, bitrate: 0, range: '' },
  };
  const { enhance: _, ...plain } = video;
  const spec: VideoSpec = { ...plain, quality, fps: 0, width: 0, height: 0, adaptive: false };
  const args = videoArgs({ ...output, container: 'mkv', segment: null }, spec, frames);
  return [...RUN_OPTIONS, ...LOCAL, '-i', reference, '-map', '0:v', ...args, file];
}

export type Metric = 'ssim' | 'vmaf';

/** Measures how near `trial` is to `reference`; the answer is on stderr. */
export function compareCommand(trial: string, reference: string, metric: Metric): string[] {
  const filter = metric === 'vmaf' ? 'libvmaf' : 'ssim';
  const [, , , , ...options] = RUN_OPTIONS;
  return [
    ...[
      '-hide_banner',
      '-nostdin',
      '-nostats',
      '-loglevel',
      'info',
      ...options.slice(options.indexOf('-progress')),
    ],
    ...[...LOCAL, '-i', trial, ...LOCAL, '-i', reference],
    ...['-filter_complex', `[0:v]settb=1/1000[a];[1:v]settb=1/1000[b];[a][b]${filter}`, '-f', 'null', '-'],
  ];
}

/** What compareCommand's ffmpeg said: SSIM 0–1 or VMAF 0–100; null when it said nothing. */
export function readScore(stderr: string, metric: Metric): number | null {
  const found = metric === 'vmaf' ? /VMAF score: ([\d.]+)/.exec(stderr) : /SSIM .*All:([\d.]+)/.exec(stderr);
  return found ? Number(found[1]) : null;
}
