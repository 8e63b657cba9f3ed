// What is in a media file, as ffprobe sees it. Units: bytes, bits per second, seconds, pixels, hertz, degrees.
import * as z from 'zod';

const count = z.int().nonnegative();

export const VideoStreamFacts = z.object({
  codec: z.string(),
  /** RFC 6381 codec string ("avc1.64001f"), "" when unknown. */
  codecs: z.string(),
  width: count,
  height: count,
  bitrate: count,
  fpsNumerator: count,
  fpsDenominator: count,
  colorPrimaries: z.string(),
  colorSpace: z.string(),
  colorTransfer: z.string(),
  /** "HDR10", "HLG", "DOLBY_VISION" or "" for SDR. */
  hdr: z.string(),
});

export const AudioStreamFacts = z.object({
  codec: z.string(),
  codecs: z.string(),
  bitrate: count,
  sampleRate: count,
  channels: count,
});

export const MediaFacts = z.object({
  /** Whole size in bytes; for a playlist the playlist and its segments together. */
  size: count,
  /** ffprobe's format_name: "mov,mp4,m4a,3gp,3g2,mj2". */
  container: z.string(),
  bitrate: count,
  duration: z.number().nonnegative(),
  videoDuration: z.number().nonnegative(),
  audioDuration: z.number().nonnegative(),
  /** Largest coded size of a video stream, before rotation; 0 when there is none. */
  width: count,
  height: count,
  /** Clockwise rotation to apply for display: 0, 90, 180 or 270. */
  rotate: count,
  video: z.array(VideoStreamFacts),
  audio: z.array(AudioStreamFacts),
});

export type VideoStreamFacts = z.infer<typeof VideoStreamFacts>;
export type AudioStreamFacts = z.infer<typeof AudioStreamFacts>;
export type MediaFacts = z.infer<typeof MediaFacts>;
