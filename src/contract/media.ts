// One output of a media job, fully resolved: nothing here refers to a template, a bucket or an account.
import { z } from 'zod';

/** Object keys have no leading slash and no "." or ".." segment. */
export const ObjectKey = z
  .string()
  .min(1)
  .max(1024)
  .refine((key) => !key.startsWith('/') && !key.split('/').some((part) => part === '.' || part === '..'), {
    message: 'not an object key',
  });

export const VideoSpec = z.object({
  codec: z.enum(['h264', 'h265', 'copy']),
  profile: z.enum(['', 'baseline', 'main', 'high']),
  /** Bits per second; 0 keeps the source's. */
  bitrate: z.int().nonnegative(),
  /** "vbr" bounds the peak at twice the average, "abr" leaves it free. */
  rateControl: z.enum(['vbr', 'abr']),
  /** Frames per second; 0 keeps the source's. */
  fps: z.number().min(0).max(120),
  /** Pixels; 0 = scaled from the other one, both 0 = the source's size. */
  width: z.int().nonnegative(),
  height: z.int().nonnegative(),
  /** ResolutionAdaptive: width is the long side and height the short one, whatever the orientation. */
  adaptive: z.boolean(),
  /** What to do where both sides are given and the picture has another shape. */
  fill: z.enum(['stretch', 'black', 'white', 'gauss']),
  /** Frames between key frames; 0 = chosen by the backend. */
  gop: z.int().nonnegative(),
});

export const AudioSpec = z.object({
  codec: z.enum(['aac', 'mp3', 'copy']),
  /** Bits per second; 0 keeps the source's. */
  bitrate: z.int().nonnegative(),
  /** Hertz; 0 keeps the source's. */
  sampleRate: z.int().nonnegative(),
  /** 0 keeps the source's. */
  channels: z.int().min(0).max(8),
});

/** How {number} is written in a segment's name (NumberFormat of the API). */
export const NumberRule = z.object({
  initial: z.int().nonnegative(),
  increment: z.int().positive(),
  minLength: z.int().min(1).max(20),
  placeholder: z.string().max(1),
});

export const MediaOutput = z.object({
  kind: z.literal('media'),
  /** Index of the subtask in its task. */
  subtask: z.int().nonnegative(),
  container: z.enum(['mp4', 'flv', 'hls', 'mp3', 'm4a']),
  video: VideoSpec.nullable(),
  audio: AudioSpec.nullable(),
  /** Key of the main file: the media file, or the manifest. */
  main: ObjectKey,
  /** Keys of the segments, with {number} in them; null where there are none. */
  segment: z
    .object({ pattern: ObjectKey.refine((key) => key.includes('{number}')), number: NumberRule })
    .nullable(),
});

export type VideoSpec = z.infer<typeof VideoSpec>;
export type AudioSpec = z.infer<typeof AudioSpec>;
export type NumberRule = z.infer<typeof NumberRule>;
export type MediaOutput = z.infer<typeof MediaOutput>;

/** The n-th value (from 0) of {number} as text. */
export function numberText(rule: NumberRule, n: number): string {
  const digits = String(rule.initial + n * rule.increment);
  return digits.padStart(rule.minLength, rule.placeholder || '0');
}

/** The key of the n-th segment (from 0). */
export function segmentKey(segment: { pattern: string; number: NumberRule }, n: number): string {
  return segment.pattern.replaceAll('{number}', numberText(segment.number, n));
}

/** Content type of an output file by its key. */
export function contentType(key: string): string {
  const extension = key.slice(key.lastIndexOf('.') + 1).toLowerCase();
  return CONTENT_TYPES[extension] ?? 'application/octet-stream';
}

const CONTENT_TYPES: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  flv: 'video/x-flv',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  m4s: 'video/iso.segment',
  mpd: 'application/dash+xml',
  vtt: 'text/vtt',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
};
