// What R2 tells of new objects in MEDIA.
import { R2Notification, UploadEvent } from '../contract/uploadEvent.ts';

/** Objects that are new; deletions are told too. */
const CREATED = ['PutObject', 'CopyObject', 'CompleteMultipartUpload'];

/** The upload that a message tells of; null for anything else, such as an object that is in nobody's bucket. */
export function r2Upload(message: unknown): UploadEvent | null {
  const parsed = R2Notification.safeParse(message);
  if (!parsed.success || !CREATED.includes(parsed.data.action)) return null;
  const { key: whole, eTag = '' } = parsed.data.object;
  const [, appId, bucket, key] = /^(\d+)\/([^/]+)\/(.+)$/s.exec(whole) ?? [];
  if (appId === undefined) return null;
  const etag = plainEtag(eTag);
  const event = UploadEvent.safeParse({ appId, bucket, key, etag, version: etag ?? '' });
  return event.success ? event.data : null;
}

/** An ETag without its quotes, in lower case; null when there is none. */
export function plainEtag(text: string): string | null {
  const etag = text.replace(/^W\//, '').replaceAll('"', '').toLowerCase();
  return etag === '' ? null : etag;
}
