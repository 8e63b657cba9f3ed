// A long picture that several backends encode side by side, chunk by chunk.
import * as z from 'zod';
import { ChunkRange } from './chunkRange.ts';
import { JobInput } from './job.ts';

/** Chunks of one output at most. */
export const MAX_CHUNKS = 500;

/** POST /internal/jobs/:id/chunks (job token) */
export const ChunkRequest = z.object({
  subtask: z.int().nonnegative(),
  /** How the output can be cut: counts in the first call of a job, and only while other backends have free slots. */
  ranges: z.array(ChunkRange).min(2).max(MAX_CHUNKS),
  /** The caller has nothing to do: it takes a chunk that nobody has begun. */
  take: z.boolean(),
});

/** "ready": nobody has begun it, or all who did have failed; "mine": the caller took it; "stored": it is read as `input`. */
export const Chunk = z.object({
  range: ChunkRange,
  state: z.enum(['ready', 'running', 'mine', 'stored']),
  input: JobInput.optional(),
});

/** No chunks: the job is not to be cut. */
export const ChunkAnswer = z.object({
  chunks: z.array(Chunk),
  /** The index of the chunk that the caller has just been given. */
  taken: z.int().nonnegative().nullable(),
});

export type ChunkRequest = z.infer<typeof ChunkRequest>;
export type Chunk = z.infer<typeof Chunk>;
export type ChunkAnswer = z.infer<typeof ChunkAnswer>;
