// An output that is made of several inputs, one after another.
import * as z from 'zod';
import { MediaOutput } from './media.ts';

/** A part of an input in seconds: negative values count from its end, an end of 0 is its end. */
export const JoinPart = z.object({
  /** Name of a file of the job (JobFile); null is the job's own input. */
  file: z.string().nullable(),
  start: z.number(),
  end: z.number(),
});

/** Parts of different size, rate or sound become like the first one that has a picture. */
export const JoinOutput = MediaOutput.pick({
  subtask: true,
  container: true,
  main: true,
  segment: true,
}).extend({
  kind: z.literal('join'),
  parts: z.array(JoinPart).min(1).max(100),
});

export type JoinPart = z.infer<typeof JoinPart>;
export type JoinOutput = z.infer<typeof JoinOutput>;
