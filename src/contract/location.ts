// Where media is, before it is turned into a URL. Key material never stands here.
import { z } from 'zod';

/** A bucket, as the caller named it. */
export const BucketRef = z.object({
  provider: z.enum(['cos', 's3']),
  appId: z.string(),
  bucket: z.string(),
  region: z.string(),
});

export const ObjectRef = BucketRef.extend({ key: z.string() });

export const InputLocation = z.union([ObjectRef, z.object({ provider: z.literal('url'), url: z.string() })]);

export type BucketRef = z.infer<typeof BucketRef>;
export type ObjectRef = z.infer<typeof ObjectRef>;
export type InputLocation = z.infer<typeof InputLocation>;
