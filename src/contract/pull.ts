// How a backend that the edge cannot reach asks for work.
import * as z from 'zod';

/** POST /internal/pools/:pool/next: answered with a Job as soon as there is one, or with 204 after a while. */
export const NextJobRequest = z.object({
  backendId: z.string().min(1).max(128),
  /** As in this backend's heartbeats. */
  bootId: z.string().min(1).max(64),
});

export type NextJobRequest = z.infer<typeof NextJobRequest>;
