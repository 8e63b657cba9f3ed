// Objects that belong to an account's catalog: watermarks and faces.
import type { ObjectRef } from '../contract/location.ts';
import type { Env } from '../platform/env.ts';
import { DAY } from '../platform/settings.ts';
import { signObjectUrl } from './objectUrl.ts';
import { OWN_BUCKET, ownKey } from './place.ts';

/** How long a URL in an answer is good; the next answer has a new one. */
const URL_LIFE = 7 * DAY;

/** The place of an object. @param key "watermark/<uuid>.png" */
export function ownObject(appId: string, key: string): ObjectRef {
  return { provider: 'cos', appId, bucket: OWN_BUCKET, region: '', key };
}

/** Writes an object and returns its key in storage. */
export async function putOwnObject(
  env: Env,
  object: ObjectRef,
  bytes: Uint8Array,
  contentType: string,
): Promise<string> {
  const key = ownKey(object);
  await env.MEDIA.put(key, bytes, { httpMetadata: { contentType } });
  return key;
}

/** Where anybody who is shown it can read an object. @param origin of the edge: "https://mps.example.com" */
export function ownObjectUrl(env: Env, object: ObjectRef, origin: string, now: number): string {
  return origin + signObjectUrl(env, { method: 'GET', key: ownKey(object), expires: now + URL_LIFE });
}
