// More of a job's inputs: what a playlist in a bucket names beside itself.
import * as z from 'zod';
import { JobInput } from './job.ts';
import { ObjectKey } from './media.ts';

/**
 * POST /internal/jobs/:id/inputs/beside (job token): objects by their names relative to the folder of an input, which is
 * the main one (null) or a file by its name.
 */
export const BesideRequest = z.object({
  of: z.string().max(128).nullable().default(null),
  names: z.array(ObjectKey).min(1).max(200),
});

/** In the order of the names. */
export const BesideAnswer = z.object({ inputs: z.array(JobInput) });

export type BesideRequest = z.infer<typeof BesideRequest>;
