// Removing what a failed or aborted subtask wrote.
import type { ObjectRef } from '../contract/location.ts';
import type { GrantedFile } from '../contract/rpc.ts';
import type { Env } from '../platform/env.ts';
import { type Place, placeOf } from './place.ts';
import { abortUpload, deleteObject, headObject } from './remote.ts';

/**
 * Aborts uploads and deletes objects, but only those that this task wrote: a file of the same name by another stays.
 * `uploadsOnly`: the objects stay; an upload that was completed can't be aborted, so this does no harm.
 * Throws when a storage does not do it, to be tried again.
 */
export async function discardFiles(
  env: Env,
  { taskId, files, uploadsOnly = false }: { taskId: string; files: GrantedFile[]; uploadsOnly?: boolean },
): Promise<void> {
  for (const { target, uploadId } of files) {
    const place = placeOf(env, target);
    if (uploadId) await abort(env, place, uploadId);
    if (!uploadsOnly) await remove(env, place, taskId);
  }
}

/** Whether an object is in our own bucket. */
export function isLocal(env: Env, object: ObjectRef): boolean {
  try {
    return placeOf(env, object).kind === 'r2';
  } catch {
    return false;
  }
}

async function abort(env: Env, place: Place, uploadId: string): Promise<void> {
  if (place.kind !== 'r2') return abortUpload(place, uploadId);
  // An upload that was completed or never existed can't be aborted: nothing is left to do then.
  await env.MEDIA.resumeMultipartUpload(place.key, uploadId)
    .abort()
    .catch(() => undefined);
}

async function remove(env: Env, place: Place, taskId: string): Promise<void> {
  if (place.kind !== 'r2') {
    const object = await headObject(place);
    if (object?.metadata('mps-task') === taskId) await deleteObject(place);
    return;
  }
  const object = await env.MEDIA.head(place.key);
  if (object?.customMetadata?.task === taskId) await env.MEDIA.delete(place.key);
}
