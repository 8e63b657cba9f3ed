// A new object in a bucket that an account may watch.
import * as z from 'zod';

export const UploadEvent = z.object({
  appId: z.string().regex(/^\d{1,20}$/),
  bucket: z.string().min(1).max(256),
  key: z.string().min(1).max(1024),
  /** Lower hex, as the storage has it; null when the event does not say it. */
  etag: z.string().max(128).nullable(),
  /** Tells versions of the object apart: the ETag, else what the event has instead. */
  version: z.string().min(1).max(256),
});

/** What Cloudflare sends to a queue for a change in an R2 bucket (R2, "Event notifications", message format). */
export const R2Notification = z.object({
  action: z.string(),
  object: z.object({ key: z.string(), eTag: z.string().optional() }),
});

export type UploadEvent = z.infer<typeof UploadEvent>;
export type R2Notification = z.infer<typeof R2Notification>;
