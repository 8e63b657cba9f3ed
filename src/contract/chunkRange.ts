// A part of a picture that is encoded by itself.
import * as z from 'zod';

/** Frames of the output: from the `start`-th on, `frames` of them; null: all that are left. */
export const ChunkRange = z.object({
  start: z.int().nonnegative(),
  frames: z.int().positive().nullable(),
  /**
   * Key frames that are forced for segments to begin with: one `every` so many seconds of the whole, of which one is
   * `late` seconds before the chunk's first frame. Absent = none.
   */
  forced: z.object({ every: z.number().positive(), late: z.number().nonnegative() }).optional(),
});

export type ChunkRange = z.infer<typeof ChunkRange>;
