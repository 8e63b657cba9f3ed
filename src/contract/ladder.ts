// An adaptive stream, fully resolved: one source as several sub streams between which a player switches.
import * as z from 'zod';
import { AudioSpec, type NumberRule, ObjectKey, VideoSpec } from './media.ts';
import type { NumberedKey } from './picture.ts';

/** One sound of a rung. Rungs that have the same one share it: it is encoded once. */
export const LadderSound = z.object({
  /** `tracks` has one track of the source; absent = the first. */
  spec: AudioSpec,
  /** Name of the job's file whose first track it is; absent = the source's. */
  file: z.string().optional(),
  /** The audio stream of the source by its index among all streams, in place of `spec.tracks`. */
  stream: z.int().min(0).max(1000).optional(),
  /** "source" is the title that the source gives the track; absent = it is called after its language. */
  name: z.string().min(1).max(64).optional(),
  /** ISO 639-2; "source" is what the source says. */
  language: z.string().min(1).max(35).optional(),
  isDefault: z.boolean().optional(),
});

/** A subtitle of its own, that belongs to all rungs. */
export const LadderSubtitle = z.object({
  /** Name of the job's file. */
  file: z.string(),
  /** "" is named after its language. */
  name: z.string().max(64),
  language: z.string().max(35),
  isDefault: z.boolean(),
});

const subStreamPattern = ObjectKey.refine((key) => key.includes('{subStreamNumber}'));

export const LadderOutput = z.object({
  kind: z.literal('ladder'),
  /** Index of the subtask in its task. */
  subtask: z.int().nonnegative(),
  packaging: z.enum(['hls', 'dash']),
  /** Of byte ranges each sub stream is one file. */
  segments: z.enum(['ts', 'ts-ranges', 'fmp4', 'fmp4-ranges']),
  /** Seconds of a segment to aim at; absent = chosen by the backend. */
  seconds: z.number().min(1).max(10).optional(),
  /**
   * Seconds of the source's own clock, in order: the frames that it has there begin segments, too, and all frames keep
   * their times. Absent = none.
   */
  keyTimes: z.array(z.number().nonnegative()).max(1000).optional(),
  /** Sound is in sub streams of its own, instead of beside the picture in each. */
  separateAudio: z.boolean(),
  rungs: z
    .array(
      z.object({
        video: VideoSpec.nullable(),
        /** Several are alternatives of each other. */
        audio: z.array(LadderSound).max(64),
      }),
    )
    .min(1)
    .max(10),
  /** Rungs above the source are left out. */
  noHigher: z.object({ resolution: z.boolean(), bitrate: z.boolean() }),
  subtitles: z.array(LadderSubtitle).max(20),
  /** AES-128 of whole segments (RFC 8216, 5.2). Key and vector: 32 hexadecimal digits, sealed where they are stored. */
  encryption: z
    .object({ uri: z.string().min(1).max(4096), key: z.string(), vector: z.string().optional() })
    .optional(),
  /** Key of the manifest that names all sub streams. */
  main: ObjectKey,
  /** Keys of the sub streams: their playlists, or of MPEG-DASH their only files; with {subStreamNumber} in them. */
  subStream: subStreamPattern,
  /** Keys of segments, with {subStreamNumber} and {segmentNumber} in them, and of what each begins with. */
  segment: subStreamPattern.refine((key) => key.includes('{segmentNumber}')),
  init: subStreamPattern,
});

export type LadderSound = z.infer<typeof LadderSound>;
export type LadderSubtitle = z.infer<typeof LadderSubtitle>;
export type LadderOutput = z.infer<typeof LadderOutput>;

/** Segments count from 0, unpadded. */
const SEGMENT_NUMBER: NumberRule = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };

/** A pattern of a ladder with the number of a sub stream in it. */
export function ofSubStream(pattern: string, subStream: number): string {
  return pattern.replaceAll('{subStreamNumber}', String(subStream));
}

/** The key of the n-th segment (from 0) of a sub stream; subtitles have an extension of their own. */
export function ladderSegmentKey(segment: string, subStream: number, n: number): string {
  return ofSubStream(segment, subStream).replaceAll('{segmentNumber}', String(n));
}

/** The pattern of subtitles' segments: that of the others with another extension. */
export function subtitlePattern(pattern: string): string {
  return `${pattern.slice(0, pattern.lastIndexOf('.'))}.vtt`;
}

/** Sub streams that a ladder can have, whatever its source is like. */
export function mostSubStreams({ rungs, separateAudio, subtitles }: LadderOutput): number {
  const sounds = new Set(rungs.flatMap(({ audio }) => audio.map((sound) => JSON.stringify(sound))));
  return rungs.length + (separateAudio ? sounds.size : 0) + subtitles.length;
}

/** All keys that a ladder may write, whatever its source is like. */
export function ladderKeys(output: LadderOutput): { single: string[]; numbered: NumberedKey[] } {
  const { main, subStream, segment, init, subtitles } = output;
  const numbers = Array.from({ length: mostSubStreams(output) }, (_, number) => number);
  const single = [subStream, init, ...(subtitles.length > 0 ? [subtitlePattern(subStream)] : [])];
  const numbered = [segment, ...(subtitles.length > 0 ? [subtitlePattern(segment)] : [])];
  return {
    single: [main, ...numbers.flatMap((n) => single.map((pattern) => ofSubStream(pattern, n)))],
    numbered: numbers.flatMap((n) =>
      numbered.map((pattern) => ({
        pattern: ofSubStream(pattern, n).replaceAll('{segmentNumber}', '{number}'),
        number: SEGMENT_NUMBER,
      })),
    ),
  };
}
