// The consumer of new objects. A message that fails comes again; one that fails to the end is kept among the dead
// letters and tried every hour.
import { UploadEvent } from '../contract/uploadEvent.ts';
import { count } from '../platform/count.ts';
import type { Env } from '../platform/env.ts';
import { log, logError } from '../platform/log.ts';
import { HOUR, SECOND } from '../platform/settings.ts';
import { namesInStorage } from '../storage/callersNames.ts';
import { storagePlace } from '../storage/place.ts';
import { r2Uploads } from './r2Event.ts';
import { type Listener, listeners, type NewObject, startSchemes } from './startSchemes.ts';

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
      try {
        const uploads = uploadsOf(env, message.body);
        if (uploads.length === 0) log('trigger.not_an_upload', { id: message.id });
        for (const each of uploads) await startSchemes(env, each, await listenersOf(each.upload));
        message.ack();
      } catch (error) {
        logError('trigger.failed', error, { id: message.id });
        message.retry({ delaySeconds: (isDead ? HOUR : 5 * SECOND) / SECOND });
      }
    }),
  );
}

/** Messages are ours, from the hook, or R2's. A new object may be known by several names. */
function uploadsOf(env: Env, body: unknown): NewObject[] {
  const told = UploadEvent.safeParse(body);
  if (!told.success) return r2Uploads(env, body);
  const place = storagePlace(told.data);
  return namesInStorage(env, told.data).map((named) => ({ upload: { ...told.data, ...named }, place }));
}
