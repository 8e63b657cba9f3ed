// One output of a media job, fully resolved: nothing here refers to a template, a bucket or an account.
import * as z from 'zod';
import { ChunkRange } from './chunkRange.ts';
import { AudioEnhancement, VideoEnhancement } from './enhancement.ts';
import { BurnedSubtitle, Mosaics, Watermarks } from './overlay.ts';

/** Object keys have no leading slash and no "." or ".." segment. */
export const ObjectKey = z
  .string()
  .min(1)
  .max(1024)
  .refine((key) => !key.startsWith('/') && !key.split('/').some((part) => part === '.' || part === '..'), {
    message: 'not an object key',
  });

export const VideoSpec = z.object({
  codec: z.enum(['h264', 'h265', 'av1', 'vp8', 'vp9', 'mpeg2', 'copy']),
  /** Of H.264; "" leaves it to the encoder. */
  profile: z.enum(['', 'baseline', 'main', 'high']),
  /** Level of H.264 or H.265 as the standards write it: "4.1"; absent = what the picture needs. */
  level: z
    .string()
    .regex(/^\d(\.\d)?$/)
    .optional(),
  /** Bits of a sample; absent = 8. */
  bitDepth: z.union([z.literal(8), z.literal(10)]).optional(),
  /** Bits per second; 0 keeps the source's. */
  bitrate: z.int().nonnegative(),
  /**
   * "vbr" bounds the peak at twice the average, "abr" leaves it free, "cbr" holds the rate, "crf" the quality;
   * "content" is the quality that the content needs to look like its source, and `bitrate` (0 = none) bounds it.
   */
  rateControl: z.enum(['vbr', 'abr', 'cbr', 'crf', 'content']),
  /** Rate factor on the scale of H.264: 0 is the best, 51 the worst; of "crf", and of "vbr" beside its bit rate. */
  quality: z.number().min(0).max(51).optional(),
  /** Frames per second; 0 keeps the source's. */
  fps: z.number().min(0).max(120),
  /** Pixels; 0 = scaled from the other one, both 0 = the source's size. */
  width: z.int().nonnegative(),
  height: z.int().nonnegative(),
  /** ResolutionAdaptive: width is the long side and height the short one, whatever the orientation. */
  adaptive: z.boolean(),
  /** What to do where both sides are given and the picture has another shape. */
  fill: z.enum(['stretch', 'black', 'white', 'gauss']),
  /** Frames, or seconds, between key frames; 0 = chosen by the backend. */
  gop: z.int().nonnegative(),
  gopUnit: z.enum(['frame', 'second']).optional(),
  /** Key frames at scene cuts besides those of a given GOP. */
  sceneCuts: z.boolean().optional(),
  /** B-frames in a row at most; absent = chosen by the encoder. */
  bFrames: z.int().min(0).max(16).optional(),
  /** Sample aspect ratio that is written: width to height of a pixel; absent = square. */
  sampleAspect: z.enum(['1:1', '2:1']).optional(),
  /** Frames keep the times that they have in the source, which need not begin at 0. */
  keepTimes: z.boolean().optional(),
  enhance: VideoEnhancement.optional(),
  mosaics: Mosaics.optional(),
  watermarks: Watermarks.optional(),
  subtitle: BurnedSubtitle.optional(),
});

/** Tracks of sound of one output at most. */
export const MAX_TRACKS = 16;

export const AudioSpec = z.object({
  codec: z.enum(['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'flac', 'opus', 'vorbis', 'pcm16', 'pcm24', 'copy']),
  /** Bits per second; 0 keeps the source's. */
  bitrate: z.int().nonnegative(),
  /** Hertz; 0 keeps the source's. */
  sampleRate: z.int().nonnegative(),
  /** 0 keeps the source's. */
  channels: z.int().min(0).max(8),
  /** Audio tracks of the source that are kept, from 0; absent = all where SEVERAL_TRACKS says so, else the first one. */
  tracks: z.array(z.int().min(0).max(63)).min(1).max(MAX_TRACKS).optional(),
  enhance: AudioEnhancement.optional(),
});

/** How {number} is written in a segment's name (NumberFormat of the API). */
export const NumberRule = z.object({
  initial: z.int().nonnegative(),
  increment: z.int().positive(),
  minLength: z.int().min(1).max(20),
  placeholder: z.string().max(1),
});

/** Subtitles that players can show. */
export const SubtitleTrack = z.object({
  /** Name of the job's file: SRT, WebVTT or ASS, at the times of the source. */
  file: z.string(),
  /** "" has no name. */
  name: z.string().max(64),
  /** ISO 639-2; "" is unknown. */
  language: z.string().max(35),
  isDefault: z.boolean(),
});

export const MediaOutput = z.object({
  kind: z.literal('media'),
  /** Index of the subtask in its task. */
  subtask: z.int().nonnegative(),
  container: z.enum([
    ...(['mp4', 'mov', 'flv', 'hls', 'ts', 'mkv', 'webm', 'mxf', 'avi'] as const),
    ...(['mp3', 'm4a', 'flac', 'ogg', 'wav'] as const),
  ]),
  video: VideoSpec.nullable(),
  audio: AudioSpec.nullable(),
  /** Key of the main file: the media file, or the manifest. */
  main: ObjectKey,
  /** Keys of the segments, with {number} in them; null where there are none. */
  segment: z
    .object({
      pattern: ObjectKey.refine((key) => key.includes('{number}')),
      number: NumberRule,
      /** Absent = "ts". Of byte ranges there is one file, the pattern's first. */
      type: z.enum(['ts', 'ts-ranges', 'fmp4', 'fmp4-ranges']).optional(),
      /** Key of the initialization section of fmp4 (RFC 8216, 4.3.2.5); byte ranges have it in their file. */
      init: ObjectKey.optional(),
      /** Length to aim at; absent = chosen by the backend. */
      seconds: z.number().min(1).max(10).optional(),
    })
    .nullable(),
  /** The part of the source in seconds: negative values count from its end, an end of 0 is its end. */
  clip: z.object({ start: z.number(), end: z.number() }).optional(),
  /** Names of the job's files (JobFile) that come before and after that part, as a whole; absent = none. */
  head: z.array(z.string()).min(1).max(10).optional(),
  tail: z.array(z.string()).min(1).max(10).optional(),
  /** Names of the job's files whose first tracks of sound come after those of the source, at its times; absent = none. */
  addedAudio: z.array(z.string()).min(1).max(MAX_TRACKS).optional(),
  /** Tracks of subtitles beside picture and sound; absent = none. */
  subtitles: z.array(SubtitleTrack).min(1).max(20).optional(),
  /** One of the chunks that the picture is cut into: no other frames are made. */
  chunk: ChunkRange.optional(),
});

export type VideoSpec = z.infer<typeof VideoSpec>;
export type AudioSpec = z.infer<typeof AudioSpec>;
export type NumberRule = z.infer<typeof NumberRule>;
export type MediaOutput = z.infer<typeof MediaOutput>;

/** Containers that may have several tracks of sound. */
export const SEVERAL_TRACKS: readonly MediaOutput['container'][] = ['mp4', 'mov', 'mkv', 'webm', 'ts', 'mxf'];

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
  mxf: 'application/mxf',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  mkv: 'video/x-matroska',
  avi: 'video/x-msvideo',
};
