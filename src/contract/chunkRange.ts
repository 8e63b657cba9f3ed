// A part of a picture that is encoded by itself.
import * as z from 'zod';

/** Frames of the output: from the `start`-th on, `frames` of them; null: all that are left. */
export const ChunkRange = z.object({
  start: z.int().nonnegative(),
  frames: z.int().positive().nullable(),
});

export type ChunkRange = z.infer<typeof ChunkRange>;
