// Where media is, before it is turned into a URL.
import * as z from 'zod';

/** The keys that a caller gave for a bucket of his own. They are stored and handed on sealed only. */
export const OwnKeys = z.union([
  z.object({ secretId: z.string(), secretKey: z.string() }),
  z.object({ sealed: z.string() }),
]);

/** A bucket, as the caller named it. Where it really lives is the storage room's to know. */
export const BucketRef = z.object({
  /** The kind of storage that the caller believes it to be in: Type `COS`, `AWS-S3` or `VOD`. */
  provider: z.enum(['cos', 's3', 'vod']),
  appId: z.string(),
  bucket: z.string(),
  region: z.string(),
  /** Of VOD: the sub-application, which is only repeated. */
  subAppId: z.number().optional(),
  keys: OwnKeys.optional(),
  /** The parameter that named it ("InputInfo.CosInputInfo"), as long as the request is being checked. */
  parameter: z.string().optional(),
});

export const ObjectRef = BucketRef.extend({ key: z.string() });

/** A file by its URL. The URL may be signed, so it is stored sealed: `url` is then the sealed text. */
export const UrlRef = z.object({
  provider: z.literal('url'),
  url: z.string(),
  sealed: z.boolean().optional(),
});

/** A text that stood in the request itself. */
export const InlineText = z.object({ provider: z.literal('inline'), text: z.string() });

export const InputLocation = z.union([ObjectRef, UrlRef]);

/**
 * Whether a bucket can be used by the account that names it. "denied": a rule keeps it for others; "unmapped": no rule says where
 * it lives; "keys": the caller has to give keys of his own.
 */
export type BucketAccess = 'open' | 'denied' | 'unmapped' | 'keys';

export type OwnKeys = z.infer<typeof OwnKeys>;
export type BucketRef = z.infer<typeof BucketRef>;
export type ObjectRef = z.infer<typeof ObjectRef>;
export type UrlRef = z.infer<typeof UrlRef>;
export type InlineText = z.infer<typeof InlineText>;
export type InputLocation = z.infer<typeof InputLocation>;
