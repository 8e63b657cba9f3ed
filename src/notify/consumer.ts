// The notify queue's consumer: each message names a callback that is due; the book says what to send.
import { count, countersOf } from '../platform/count.ts';
import { type Env, loopbackAllowed, type NotifyHint, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { CALLBACK_TIMEOUT } from '../platform/settings.ts';
import { stub } from '../platform/stub.ts';
import { deliver } from './deliver.ts';
import { type DeliveryOutcome, deliveryOutcome } from './outcome.ts';

/** What the consumer asks a TaskBook. */
interface CallbackBook {
  callback(seq: number): Promise<{ url: string; eventId: string; attempt: number; body: string } | null>;
  callbackTried(
    seq: number,
    status: number | null,
    error: string | null,
    retryAfter: string | null,
  ): Promise<void>;
}

/** Delivers a batch side by side. Every message is acked: the book's row is what lasts. */
export async function consumeNotify(batch: MessageBatch<NotifyHint>, env: Env): Promise<void> {
  await Promise.all(
    batch.messages.map((message) =>
      deliverOne(env, message.body).catch((error) => logError('notify.failed', error)),
    ),
  );
  batch.ackAll();
}

async function deliverOne(env: Env, hint: NotifyHint): Promise<void> {
  const book = stub<CallbackBook>(env.TASK_BOOK, hint.book);
  const callback = await book.callback(hint.callback);
  if (!callback) return;
  const result = await deliver(callback, {
    allowLoopback: loopbackAllowed(env),
    timeoutMs: scaled(env, CALLBACK_TIMEOUT),
  });
  await book.callbackTried(hint.callback, result.status, result.error, result.retryAfter);
  await measure(env, callback, deliveryOutcome(result, Date.now()).kind);
}

/** For metrics: an attempt, and whether this callback keeps its receiver waiting. */
async function measure(
  env: Env,
  { eventId, attempt }: { eventId: string; attempt: number },
  outcome: DeliveryOutcome['kind'],
): Promise<void> {
  count(env, 'edge_mps_callback_attempts_total', { outcome });
  if (outcome === 'retry') await countersOf(env).callbackLate(eventId, Date.now());
  else if (attempt > 1) await countersOf(env).callbackSettled(eventId);
}
