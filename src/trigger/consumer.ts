// The consumer of new objects. A message that fails comes again; one that fails to the end is kept among the dead
// letters and tried every hour.
import { UploadEvent } from '../contract/uploadEvent.ts';
import { count } from '../platform/count.ts';
import type { Env } from '../platform/env.ts';
import { log, logError } from '../platform/log.ts';
import { HOUR, SECOND } from '../platform/settings.ts';
import { r2Upload } from './r2Event.ts';
import { type Listener, listeners, startSchemes } from './startSchemes.ts';

export async function consumeUploads(batch: MessageBatch<unknown>, env: Env, isDead = false): Promise<void> {
  const known = new Map<string, Promise<Listener[]>>();
  const listenersOf = ({ appId, bucket }: UploadEvent) => {
    const name = `${appId}/${bucket}`;
    const found = known.get(name) ?? listeners(env, appId, bucket);
    known.set(name, found);
    return found;
  };
  await Promise.all(
    batch.messages.map(async (message) => {
      if (isDead) count(env, 'edge_mps_uploads_total', { outcome: 'dead' });
      const upload = uploadOf(message.body);
      if (!upload) {
        log('trigger.not_an_upload', { id: message.id });
        message.ack();
        return;
      }
      try {
        await startSchemes(env, upload, await listenersOf(upload));
        message.ack();
      } catch (error) {
        logError('trigger.failed', error, { appId: upload.appId, key: upload.key });
        message.retry({ delaySeconds: (isDead ? HOUR : 5 * SECOND) / SECOND });
      }
    }),
  );
}

/** Messages are ours, from the hook, or R2's. */
function uploadOf(body: unknown): UploadEvent | null {
  const own = UploadEvent.safeParse(body);
  return own.success ? own.data : r2Upload(body);
}
