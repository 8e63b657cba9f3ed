// How often what fails, as the injector tells the Worker under faults.
import * as z from 'zod';

const probability = z.number().min(0).max(1).default(0);

export const Faults = z.object({
  seed: z.int().default(0),
  /** Queue messages that are lost, sent twice, or a second late. */
  drop: probability,
  double: probability,
  delay: probability,
  /** Queue batches that fail before or after they were worked on. */
  failBatch: probability,
  /** Steps of Durable Objects before or after which the object is thrown out of memory. */
  abort: probability,
  /** The object route answers every PUT with 503. */
  refuseUploads: z.boolean().default(false),
  /** Requests whose method and path end like this ("PUT", "/report") are held for so long, in milliseconds. */
  hold: z.enum(['', 'PUT', '/report']).default(''),
  holdMs: z.int().nonnegative().default(0),
});
export type Faults = z.infer<typeof Faults>;
