// ffmpeg's video options of one output.
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';
import { outputFps, pictureFilters } from './picture.ts';
import type { VideoSource } from './source.ts';

/** Key frame interval in seconds where the spec leaves it open (gop 0). */
const AUTO_GOP_SECONDS = 10;
/** The highest bit rate of the API (VideoTemplateInfo.Bitrate), for specs that keep the source's. */
const MAX_BITRATE = 100_000_000;

const ENCODERS = {
  h264: { name: 'libx264', preset: 'faster', crf: 23 },
  h265: { name: 'libx265', preset: 'veryfast', crf: 28 },
};

/** Options for the video stream of `output`, whose spec is `spec`. */
export function videoArgs(output: MediaOutput, spec: VideoSpec, source: VideoSource): string[] {
  const hevc = spec.codec === 'h265' || (spec.codec === 'copy' && source.codec === 'hevc');
  // Apple's players know H.265 in mp4 by this tag only.
  const tag = hevc && output.container === 'mp4' ? ['-tag:v', 'hvc1'] : [];
  if (spec.codec === 'copy') return ['-c:v', 'copy', ...tag];
  const encoder = ENCODERS[spec.codec];
  const filters = pictureFilters(spec, source);
  // Timestamps of a variable rate are kept to 1/90000 s; otherwise the encoder would round them to whole frames.
  const variable = spec.fps === 0 && source.variableFps > 0 && source.variableFps <= 120;
  return [
    ...(filters ? ['-vf', filters] : []),
    ...['-c:v', encoder.name, '-preset', encoder.preset, '-pix_fmt', 'yuv420p'],
    ...profileArgs(spec),
    ...rateArgs(spec, source.bitrate, encoder.crf),
    ...gopArgs(spec, outputFps(spec, source), output.container === 'hls'),
    ...tag,
    ...['-fps_mode', 'vfr'],
    ...(variable ? ['-enc_time_base', '1:90000'] : []),
  ];
}

/** Seconds of an HLS segment: a GOP's length, or of as many GOPs as make about two seconds where one is under a second. */
export function segmentSeconds(spec: VideoSpec | null, source: VideoSource | null): number {
  if (!spec || !source || spec.codec === 'copy' || spec.gop === 0) return AUTO_GOP_SECONDS;
  const gopSeconds = spec.gop / outputFps(spec, source);
  return gopSeconds < 1 ? gopSeconds * Math.ceil(2 / gopSeconds) : gopSeconds;
}

/** VideoProfile of the API is for H.264; libx265 makes Main of 8 bit 4:2:0 by itself. */
function profileArgs(spec: VideoSpec): string[] {
  return spec.codec === 'h264' && spec.profile !== '' ? ['-profile:v', spec.profile] : [];
}

function rateArgs(spec: VideoSpec, sourceBitrate: number, crf: number): string[] {
  const bitrate = Math.min(spec.bitrate || sourceBitrate, MAX_BITRATE);
  if (bitrate === 0) return ['-crf', String(crf)];
  const average = ['-b:v', String(bitrate)];
  if (spec.rateControl === 'abr') return average;
  return [...average, '-maxrate', String(bitrate * 2), '-bufsize', String(bitrate * 4)];
}

/**
 * A given GOP is fixed: no key frame at a scene cut (NoScenecut 0 of the API). An open one leaves scene cuts to the
 * encoder; for HLS, key frames are forced where segments begin.
 */
function gopArgs(spec: VideoSpec, fps: number, segmented: boolean): string[] {
  const gop = spec.gop || Math.max(1, Math.round(fps * AUTO_GOP_SECONDS));
  const forced =
    segmented && spec.gop === 0 ? ['-force_key_frames', `expr:gte(t,n_forced*${AUTO_GOP_SECONDS})`] : [];
  if (spec.codec === 'h264') {
    const fixed = spec.gop > 0 ? ['-keyint_min', String(gop), '-sc_threshold', '0'] : [];
    return ['-g', String(gop), ...fixed, ...forced];
  }
  const fixed = spec.gop > 0 ? `:scenecut=0:min-keyint=${gop}` : '';
  return [
    '-g',
    String(gop),
    '-forced-idr',
    '1',
    '-x265-params',
    `log-level=error:open-gop=0${fixed}`,
    ...forced,
  ];
}
