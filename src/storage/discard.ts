// Removing what a failed or aborted subtask wrote.
import type { ObjectRef } from '../contract/location.ts';
import type { GrantedFile } from '../contract/rpc.ts';
import type { Env } from '../platform/env.ts';
import { type Place, placeOf } from './place.ts';
import { abortUpload, deleteObject, headObject } from './remote.ts';

/**
 * Aborts uploads and deletes objects, but only those that this task wrote: a file of the same name by another stays.
 * Throws when a storage does not do it, to be tried again.
 */
export async function discardFiles(
  env: Env,
  { taskId, files }: { taskId: string; files: GrantedFile[] },
): Promise<void> {
  for (const { target, uploadId } of files) await discardFile(env, placeOf(env, target), taskId, uploadId);
}

/** Whether an object is in our own bucket. */
export function isLocal(env: Env, object: ObjectRef): boolean {
  try {
    return placeOf(env, object).kind === 'r2';
  } catch {
    return false;
  }
}

async function discardFile(env: Env, place: Place, taskId: string, uploadId: string | null): Promise<void> {
  if (place.kind !== 'r2') {
    if (uploadId) await abortUpload(place, uploadId);
    const object = await headObject(place);
    if (object?.metadata('mps-task') === taskId) await deleteObject(place);
    return;
  }
  // An upload that was completed or never existed can't be aborted: nothing is left to do then.
  if (uploadId)
    await env.MEDIA.resumeMultipartUpload(place.key, uploadId)
      .abort()
      .catch(() => undefined);
  const object = await env.MEDIA.head(place.key);
  if (object?.customMetadata?.task === taskId) await env.MEDIA.delete(place.key);
}
