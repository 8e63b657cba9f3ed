// How files reach storage: ask for grants by name, send the bytes, complete what went in parts.
import * as z from 'zod';
import { ObjectKey } from './media.ts';
import { Failure } from './report.ts';

/** As a caller may write it in CosInputInfo.Bucket. */
const BucketName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,127}$/, 'a bucket name has letters, digits, "." and "-" only');

const Md5 = z.string().regex(/^[0-9a-f]{32}$/);

/** One file that is about to be uploaded. `key` must fit the job's own names. */
export const UploadFile = z.object({
  key: z.string().min(1).max(1024),
  size: z.int().nonnegative(),
  md5: Md5,
  contentType: z.string().max(128),
});

/** POST /internal/jobs/:id/uploads (job token) */
export const UploadRequest = z.object({
  subtask: z.int().nonnegative(),
  files: z.array(UploadFile).min(1).max(200),
});

/** A URL that begins with "/" is relative to the edge. Headers must be sent as they are given. */
export const UploadGrant = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('put'),
    key: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('multipart'),
    key: z.string(),
    uploadId: z.string(),
    /** Bytes of every part but the last. */
    partSize: z.int().positive(),
    /** PUT part n (from 1) to urls[n-1]; the answer's ETag goes into the completion. */
    urls: z.array(z.string()),
  }),
]);

export const UploadGrants = z.object({ grants: z.array(UploadGrant) });

/** POST /internal/jobs/:id/uploads/complete (job token) */
export const UploadCompletion = z.object({
  subtask: z.int().nonnegative(),
  key: z.string(),
  /** Bytes of the whole file, which the object must have. */
  size: z.int().nonnegative(),
  uploadId: z.string(),
  parts: z
    .array(z.object({ partNumber: z.int().positive(), etag: z.string() }))
    .min(1)
    .max(10000),
});

/** A completion is answered with this status when its upload, or a part, is gone: the file is to be uploaded anew. */
export const UPLOAD_GONE = 410;

/** The storage does not take a file at all: answered with 422 to both calls above. The subtask fails with it. */
export const UploadRefusal = z.object({ failure: Failure });

/** POST /internal/objects/grant (internal token): a person's upload or download, outside any job. */
export const ObjectGrantRequest = z.object({
  method: z.enum(['GET', 'PUT']),
  appId: z.string().regex(/^\d+$/),
  bucket: BucketName,
  key: ObjectKey,
  /** For PUT. */
  file: UploadFile.omit({ key: true }).nullable(),
});

/** POST /internal/objects/complete (internal token) */
export const ObjectCompletion = UploadCompletion.omit({ subtask: true }).extend({
  appId: z.string().regex(/^\d+$/),
  bucket: BucketName,
});

export type UploadRefusal = z.infer<typeof UploadRefusal>;
export type UploadFile = z.infer<typeof UploadFile>;
export type UploadRequest = z.infer<typeof UploadRequest>;
export type UploadGrant = z.infer<typeof UploadGrant>;
export type UploadCompletion = z.infer<typeof UploadCompletion>;
export type ObjectGrantRequest = z.infer<typeof ObjectGrantRequest>;
