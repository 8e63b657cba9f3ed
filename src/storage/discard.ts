// Removing what a failed or aborted subtask wrote.
import type { GrantedFile } from '../contract/rpc.ts';
import type { Env } from '../platform/env.ts';
import { mediaKey } from './bucket.ts';

/** Aborts uploads and deletes objects, but only those that this task wrote: a file of the same name by another stays. */
export async function discardFiles(
  env: Env,
  { taskId, files }: { taskId: string; files: GrantedFile[] },
): Promise<void> {
  for (const { target, uploadId } of files) {
    const key = mediaKey(target);
    // An upload that was completed or never existed can't be aborted: nothing is left to do then.
    if (uploadId)
      await env.MEDIA.resumeMultipartUpload(key, uploadId)
        .abort()
        .catch(() => undefined);
    const object = await env.MEDIA.head(key);
    if (object?.customMetadata?.task === taskId) await env.MEDIA.delete(key);
  }
}
