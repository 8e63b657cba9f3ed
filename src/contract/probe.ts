// POST /probe of a backend: what is in an input, or why that can't be said.
import * as z from 'zod';
import { MediaFacts } from './facts.ts';
import { JobInput } from './job.ts';
import { ObjectKey } from './media.ts';
import { Failure } from './report.ts';

/** An input and, of a playlist in a bucket, what was wanted of its folder: inputs by their names relative to it. */
export const ProbeRequest = JobInput.extend({ besides: z.record(z.string(), JobInput).optional() });

export const ProbeAnswer = z.union([
  z.object({ facts: MediaFacts }),
  z.object({ failure: Failure }),
  /** Names that are to be asked with, too. */
  z.object({ wants: z.array(ObjectKey).min(1).max(1000) }),
]);

export type ProbeRequest = z.infer<typeof ProbeRequest>;
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;
/** What comes of it in the end. */
export type ProbeResult = Exclude<ProbeAnswer, { wants: string[] }>;
