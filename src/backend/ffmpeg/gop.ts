// Where an output's key frames are.
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';
import { outputFps } from './picture.ts';
import type { VideoSource } from './source.ts';

/** Key frame interval in seconds where the spec leaves it open (gop 0). */
const AUTO_GOP_SECONDS = 10;

export interface Gop {
  /** Frames between key frames at most. */
  frames: number;
  /** No key frames but those of the interval. */
  fixed: boolean;
  /** Seconds between key frames that are forced besides, for segments to begin with; null = none. */
  forcedSeconds: number | null;
}

/** A given GOP is fixed unless scene cuts may have key frames too (NoScenecut 1 of the API); an open one never is. */
export function gopOf(output: MediaOutput, spec: VideoSpec, source: VideoSource): Gop {
  const fps = outputFps(spec, source);
  const seconds = spec.gopUnit === 'second' ? spec.gop : spec.gop / fps;
  return {
    frames: Math.max(1, Math.round((spec.gop > 0 ? seconds : AUTO_GOP_SECONDS) * fps)),
    fixed: spec.gop > 0 && !spec.sceneCuts,
    forcedSeconds:
      output.container === 'hls' && spec.gop === 0 ? (output.segment?.seconds ?? AUTO_GOP_SECONDS) : null,
  };
}

/**
 * Seconds of an HLS segment: what is asked for, else a GOP's length, or of as many GOPs as make about two seconds
 * where one is under a second.
 */
export function segmentSeconds(output: MediaOutput, source: VideoSource | null): number {
  if (output.segment?.seconds) return output.segment.seconds;
  const { video } = output;
  if (!video || !source || video.codec === 'copy' || video.gop === 0) return AUTO_GOP_SECONDS;
  const gopSeconds = video.gopUnit === 'second' ? video.gop : video.gop / outputFps(video, source);
  return gopSeconds < 1 ? gopSeconds * Math.ceil(2 / gopSeconds) : gopSeconds;
}
