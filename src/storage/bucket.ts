// Where a bucket that a caller names really lives. By default every bucket is a prefix of the R2 bucket MEDIA,
// apart for each account.
import type { BucketRef, ObjectRef } from '../contract/location.ts';

/** The key in MEDIA of an object in a caller's bucket. */
export function mediaKey(object: ObjectRef): string {
  return `${mediaPrefix(object)}${object.key}`;
}

function mediaPrefix(bucket: BucketRef): string {
  return `${bucket.appId}/${bucket.bucket}/`;
}
