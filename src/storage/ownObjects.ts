// Objects that belong to an account's catalog: watermarks and faces. They are in a bucket of the account's that no
// request can name: the name of a bucket begins with a letter or a digit.
import type { ObjectRef } from '../contract/location.ts';
import type { Env } from '../platform/env.ts';
import { DAY } from '../platform/settings.ts';
import { mediaKey } from './bucket.ts';
import { signObjectUrl } from './objectUrl.ts';

const BUCKET = '_catalog';

/** How long a URL in an answer is good; the next answer has a new one. */
const URL_LIFE = 7 * DAY;

/** The place of an object. @param key "watermark/<uuid>.png" */
export function ownObject(appId: string, key: string): ObjectRef {
  return { provider: 'cos', appId, bucket: BUCKET, region: '', key };
}

/** Writes an object and returns its key in storage. */
export async function putOwnObject(
  env: Env,
  object: ObjectRef,
  bytes: Uint8Array,
  contentType: string,
): Promise<string> {
  const key = mediaKey(object);
  await env.MEDIA.put(key, bytes, { httpMetadata: { contentType } });
  return key;
}

/** Where anybody who is shown it can read an object. @param origin of the edge: "https://mps.example.com" */
export function ownObjectUrl(env: Env, object: ObjectRef, origin: string, now: number): string {
  return origin + signObjectUrl(env, { method: 'GET', key: mediaKey(object), expires: now + URL_LIFE });
}
