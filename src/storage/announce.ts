// What the Worker itself puts into MEDIA is announced as R2 announces it: `npm start` has no event notifications, and
// where a deployment has both, an upload that is announced twice counts once.
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';

/** Never throws: the object is there, whether anybody hears of it or not. */
export async function announceUpload(
  env: Env,
  object: { key: string; size: number; etag: string },
): Promise<void> {
  const { key, size, etag } = object;
  try {
    await env.UPLOAD_QUEUE.send({ action: 'PutObject', object: { key, size, eTag: etag } });
  } catch (error) {
    logError('upload.unannounced', error, { key });
  }
}
