// What R2 tells of new objects in MEDIA.
import { R2Notification, UploadEvent } from '../contract/uploadEvent.ts';
import type { Env } from '../platform/env.ts';
import { namesInMedia } from '../storage/callersNames.ts';
import { mediaPlace } from '../storage/place.ts';
import type { NewObject } from './startSchemes.ts';

/** Objects that are new; deletions are told too. */
const CREATED = ['PutObject', 'CopyObject', 'CompleteMultipartUpload'];

/**
 * The upload that a message tells of, once for each name that the object has; none for anything else, such as an object that
 * is in nobody's bucket. Throws when MPS_BUCKETS is wrong.
 */
export function r2Uploads(env: Env, message: unknown): NewObject[] {
  const parsed = R2Notification.safeParse(message);
  if (!parsed.success || !CREATED.includes(parsed.data.action)) return [];
  const { key, eTag = '' } = parsed.data.object;
  const etag = plainEtag(eTag);
  return namesInMedia(env, key)
    .map((named) => UploadEvent.safeParse({ ...named, etag, version: etag ?? '' }))
    .flatMap(({ data }) => (data ? [{ upload: data, place: mediaPlace(key) }] : []));
}

/** An ETag without its quotes, in lower case; null when there is none. */
export function plainEtag(text: string): string | null {
  const etag = text.replace(/^W\//, '').replaceAll('"', '').toLowerCase();
  return etag === '' ? null : etag;
}
