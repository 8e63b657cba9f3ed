// What a backend tells the edge.
import * as z from 'zod';
import { MediaFacts } from './facts.ts';

/**
 * Why a subtask failed. The code is an ErrCodeExt of the API
 * (tencentcloud.com/document/product/1041/40249 and its VOD sibling 266/39145).
 */
export const FailureCode = z.enum([
  'InvalidInput',
  'InvalidInput.InvalidTimeOffset',
  'InvalidInput.DefinitionNotExist',
  'InvalidInput.ConfigurationUnsupported',
  'InvalidInput.PermissionDenied',
  'InvalidInput.ResultFileSizeTooLarge',
  'SourceFileError',
  'SourceFileError.NoVideoMedia',
  'SourceFileError.NoVideoResolution',
  'SourceFileError.ContentMalformed',
  'SourceFileError.ContentUnsupported',
  'SourceFileError.DownloadNotAccessible',
  'InternalError',
  /** Ours: the task was ended by ManageTask. */
  'Aborted',
]);

export const Failure = z.object({
  code: FailureCode,
  /** For people: what happened, without URLs, tokens or local paths. */
  message: z.string().max(1000),
});

/** Files written, the main file included. */
const files = z.int().positive();
const pixels = z.int().positive();

export const OutputFacts = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('media'),
    /** Facts of the main file; size counts all files of the output. */
    media: MediaFacts,
    /** MD5 of the main file, lower hex. */
    md5: z.string().regex(/^[0-9a-f]{32}$/),
    files,
  }),
  z.object({
    kind: z.literal('pictures'),
    /** Seconds of each picture where its moment was listed; empty where they come at an interval. */
    times: z.array(z.number().nonnegative()).max(1000),
    files,
  }),
  z.object({
    kind: z.literal('sprite'),
    /** Small pictures in all sheets together, and the size of one. */
    tiles: z.int().positive(),
    width: pixels,
    height: pixels,
    sheets: z.int().positive(),
    files,
  }),
  z.object({
    kind: z.literal('ladder'),
    /** Sub streams that the source gave, sound and subtitles of their own counted. */
    streams: z.int().positive(),
    files,
  }),
]);

export const SubtaskReport = z.discriminatedUnion('status', [
  z.object({ subtask: z.int().nonnegative(), status: z.literal('success'), output: OutputFacts }),
  z.object({ subtask: z.int().nonnegative(), status: z.literal('failed'), failure: Failure }),
]);

/** POST /internal/jobs/:id/report. Several may come; the one with `final` ends the attempt. */
export const JobReport = z.object({
  /** Facts of the source, once they are known. */
  source: MediaFacts.nullable(),
  /** Subtasks that ended since the last report. */
  subtasks: z.array(SubtaskReport).max(100),
  /** The attempt is over. Subtasks that were not reported by then have failed with `failure`. */
  final: z.boolean(),
  /** Why the whole job failed; with `retry` another attempt may do better (disk full, given back). */
  failure: Failure.nullable(),
  retry: z.boolean(),
});

/** Percent done of each subtask of a running job. */
export const JobProgress = z.object({
  id: z.string(),
  attempt: z.int().positive(),
  subtasks: z.array(z.object({ subtask: z.int().nonnegative(), percent: z.int().min(0).max(100) })),
});

/** POST /internal/backends/heartbeat: every 2 s while jobs run, every 10 s otherwise, and at each change. */
export const Heartbeat = z.object({
  backendId: z.string().min(1).max(128),
  /** New at each start of the process: attempts of an older one are over. */
  bootId: z.string().min(1).max(64),
  /** Where the edge reaches this backend; null for one that pulls. */
  url: z.url().nullable(),
  pool: z.string().regex(/^[a-z]+$/),
  slots: z.int().min(0).max(1024),
  version: z.string().max(64),
  /** What it can do: encoder names, "asr:en", … */
  capabilities: z.array(z.string().max(64)).max(256),
  /** It takes no new jobs (SIGTERM received). */
  draining: z.boolean(),
  jobs: z.array(JobProgress).max(1024),
});

export const HeartbeatAnswer = z.object({
  /** Jobs whose attempt is no longer this backend's, or that were aborted: stop them, do not report. */
  stop: z.array(z.string()),
  /** Milliseconds until the next heartbeat is expected, while jobs run and when idle. */
  busyMs: z.int().positive(),
  idleMs: z.int().positive(),
});

export type FailureCode = z.infer<typeof FailureCode>;
export type Failure = z.infer<typeof Failure>;
export type OutputFacts = z.infer<typeof OutputFacts>;
export type MediaOutputFacts = Extract<OutputFacts, { kind: 'media' }>;
export type SubtaskReport = z.infer<typeof SubtaskReport>;
export type JobReport = z.infer<typeof JobReport>;
export type JobProgress = z.infer<typeof JobProgress>;
export type Heartbeat = z.infer<typeof Heartbeat>;
export type HeartbeatAnswer = z.infer<typeof HeartbeatAnswer>;
