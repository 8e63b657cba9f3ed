// What the edge gives a backend: one input, one or more outputs, everything resolved.
import * as z from 'zod';
import { Output } from './output.ts';

/** Kinds of work: data, so that a new kind is a row here and an executor in the backend. */
export const JobKind = z.enum(['media']);

/** An input file. A URL that begins with "/" is relative to the edge that the backend reports to. */
export const JobInput = z.object({
  url: z.string().min(1).max(8192),
  /** Local settings only: the URL may be on the loopback address (redirects may not). */
  allowLoopback: z.boolean(),
  /** The deployment's settings chose the host: it may have any address, but no redirect is followed. Absent = no. */
  trusted: z.boolean().optional(),
  /** The edge gives another URL when this one is over. Absent = no. */
  renewable: z.boolean().optional(),
  /** Names the file: the same for every URL of it. Absent = unknown. */
  same: z.string().max(64).optional(),
  /** It is an object of a bucket: the edge can be asked for others in its folder (BesideRequest). Absent = no. */
  beside: z.boolean().optional(),
});

/** Further inputs of one job at most. */
export const MAX_FILES = 200;

/** An input besides the main one (an image, a subtitle, another clip): outputs refer to it by its name. */
export const JobFile = z
  .object({
    /** The file's name on the backend, too. */
    name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}(\.[a-z0-9]{1,8})?$/),
    /** Bytes that it may have at most; absent = what any input may have. */
    maxBytes: z.int().positive().optional(),
    /** The parameter of the request that named it, for messages. */
    parameter: z.string().max(256),
  })
  // To be fetched, or what stood in the request itself.
  .and(z.union([JobInput, z.object({ text: z.string().max(2_000_000) })]));

/** POST /internal/jobs/:id/inputs (job token): a URL that is fresh of the main input (null) or of a file; answered with JobInput. */
export const InputRequest = z.object({ name: z.string().max(128).nullable() });

export const Job = z.object({
  id: z.string().min(1).max(128),
  taskId: z.string(),
  /** Fencing number: only the newest attempt of a job may ask for uploads or report. */
  attempt: z.int().positive(),
  /** Bearer token for this job's own calls to the edge. */
  token: z.string(),
  kind: JobKind,
  input: JobInput,
  /** Other jobs of the task may read the same inputs: they are worth keeping for a while. Absent = no. */
  inputAgain: z.boolean().optional(),
  /** Absent = none. */
  files: z
    .array(JobFile)
    .max(MAX_FILES)
    .refine((files) => new Set(files.map(({ name }) => name)).size === files.length, {
      message: 'two files have the same name',
    })
    .optional(),
  /** None: only the facts of the input are wanted. */
  outputs: z.array(Output).max(100),
  /** Make the outputs one by one: an earlier attempt failed, and one of them may be why. */
  isolate: z.boolean(),
});

export type JobKind = z.infer<typeof JobKind>;
export type JobInput = z.infer<typeof JobInput>;
export type InputRequest = z.infer<typeof InputRequest>;
export type JobFile = z.infer<typeof JobFile>;
export type Job = z.infer<typeof Job>;
