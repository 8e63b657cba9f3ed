// ffmpeg's video options of one output.
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';
import { NO_PICTURES } from './drawing.ts';
import { rangeArgs, x265RangeParams } from './dynamicRange.ts';
import { type Gop, gopOf } from './gop.ts';
import type { VideoSource } from './source.ts';
import { rateArgs } from './videoRate.ts';
import { encodableFps, videoSteps } from './videoSteps.ts';

/** Encoder and its speed. */
const ENCODERS = {
  h264: ['libx264', '-preset', 'faster'],
  h265: ['libx265', '-preset', 'veryfast'],
  av1: ['libsvtav1', '-preset', '8'],
  vp8: ['libvpx', '-deadline', 'good', '-cpu-used', '5'],
  vp9: ['libvpx-vp9', '-deadline', 'good', '-cpu-used', '5', '-row-mt', '1'],
  mpeg2: ['mpeg2video'],
};

/** Containers of Apple's family, whose players know H.265 by the tag "hvc1" only. */
function isIsoFile({ container, segment }: MediaOutput): boolean {
  return (
    container === 'mp4' ||
    container === 'mov' ||
    (container === 'hls' && segment?.type?.startsWith('fmp4') === true)
  );
}

/** Options for the video stream of `output`, whose spec is `spec`, with what needs no other input in `-vf`. */
export function videoArgs(output: MediaOutput, spec: VideoSpec, source: VideoSource): string[] {
  const filters = spec.codec === 'copy' ? '' : plainFilters(output, spec, source);
  return [...(filters ? ['-vf', filters] : []), ...encoderArgs(output, spec, source)];
}

function plainFilters(output: MediaOutput, spec: VideoSpec, source: VideoSource): string {
  const { subtitle: _, ...look } = spec;
  const plain = { ...look, mosaics: [], watermarks: [] };
  return videoSteps(output, plain, source, { start: 0, duration: 0, from: 0 }, NO_PICTURES)
    .map(({ filters }) => filters)
    .filter((filters) => filters !== '')
    .join(',');
}

/** Options of the encoder alone. */
export function encoderArgs(output: MediaOutput, spec: VideoSpec, source: VideoSource): string[] {
  const hevc = spec.codec === 'h265' || (spec.codec === 'copy' && source.codec === 'hevc');
  const tag = hevc && isIsoFile(output) ? ['-tag:v', 'hvc1'] : [];
  if (spec.codec === 'copy') return ['-c:v', 'copy', ...tag];
  const encoded = { ...spec, fps: encodableFps(output, spec, source) };
  // Timestamps of a variable rate are kept to 1/90000 s; otherwise the encoder would round them to whole frames.
  const variable = encoded.fps === 0 && source.variableFps > 0 && source.variableFps <= 120;
  return [
    ...['-c:v', ...ENCODERS[spec.codec], '-pix_fmt', spec.bitDepth === 10 ? 'yuv420p10le' : 'yuv420p'],
    ...rangeArgs(spec, source),
    ...profileArgs(spec),
    ...rateArgs(output, spec, spec.codec, source.bitrate),
    ...(spec.bFrames === undefined ? [] : ['-bf', String(spec.bFrames)]),
    ...gopArgs(spec, gopOf(output, encoded, source), x265RangeParams(spec, source)),
    ...tag,
    ...['-fps_mode', spec.keepTimes ? 'passthrough' : 'vfr'],
    ...(variable || spec.keepTimes ? ['-enc_time_base', '1:90000'] : []),
  ];
}

/** VideoProfile of the API is for H.264; the profiles of the other codecs follow from the pixel format. */
function profileArgs(spec: VideoSpec): string[] {
  if (spec.codec !== 'h264') return [];
  return [
    ...(spec.profile === '' ? [] : ['-profile:v', spec.profile]),
    ...(spec.level === undefined ? [] : ['-level:v', spec.level]),
  ];
}

function gopArgs(spec: VideoSpec, { frames, fixed, forcedSeconds }: Gop, x265: string[]): string[] {
  const interval = ['-g', String(frames)];
  const least = fixed ? ['-keyint_min', String(frames)] : [];
  const forced = forcedSeconds === null ? [] : ['-force_key_frames', `expr:gte(t,n_forced*${forcedSeconds})`];
  switch (spec.codec) {
    case 'h264':
      return [...interval, ...least, ...(fixed ? ['-sc_threshold', '0'] : []), ...forced];
    case 'h265': {
      const params = [
        ...['log-level=error', 'open-gop=0'],
        ...(fixed ? ['scenecut=0', `min-keyint=${frames}`] : []),
        ...(spec.level === undefined ? [] : [`level-idc=${spec.level}`]),
        ...x265,
      ];
      return [...interval, '-forced-idr', '1', '-x265-params', params.join(':'), ...forced];
    }
    case 'mpeg2':
      // The encoder closes GOPs only where it is kept from looking for scene cuts.
      return [...interval, ...(fixed ? ['-flags', '+cgop', '-sc_threshold', '1000000000'] : []), ...forced];
    default:
      return [...interval, ...least, ...forced];
  }
}
