// Where media is, before it is turned into a URL. Key material never stands here.
import * as z from 'zod';

/** A bucket, as the caller named it. */
export const BucketRef = z.object({
  provider: z.enum(['cos', 's3']),
  appId: z.string(),
  bucket: z.string(),
  region: z.string(),
});

export const ObjectRef = BucketRef.extend({ key: z.string() });

/** A file by its URL. The URL may be signed, so it is stored sealed: `url` is then the sealed text. */
export const UrlRef = z.object({
  provider: z.literal('url'),
  url: z.string(),
  sealed: z.boolean().optional(),
});

export const InputLocation = z.union([ObjectRef, UrlRef]);

export type BucketRef = z.infer<typeof BucketRef>;
export type ObjectRef = z.infer<typeof ObjectRef>;
export type UrlRef = z.infer<typeof UrlRef>;
export type InputLocation = z.infer<typeof InputLocation>;
