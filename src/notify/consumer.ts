// The notify queue's consumer: each message names a callback that is due; the book says what to send, and the
// receiver's courier sends it.
import type { Env, NotifyHint } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { stub } from '../platform/stub.ts';
import type { CallbackBook, Courier } from './courier.ts';
import { laneOf } from './target.ts';

/** Hands a batch over, side by side. Every message is acked: the book's row is what lasts. */
export async function consumeNotify(batch: MessageBatch<NotifyHint>, env: Env): Promise<void> {
  await Promise.all(
    batch.messages.map((message) =>
      handOver(env, message.body).catch((error) => logError('notify.failed', error)),
    ),
  );
  batch.ackAll();
}

async function handOver(env: Env, hint: NotifyHint): Promise<void> {
  const book = stub<CallbackBook>(env.TASK_BOOK, hint.book);
  const callback = await book.callback(hint.callback, hint.attempts);
  if (!callback) return;
  await stub<Pick<Courier, 'send'>>(env.COURIER, laneOf(callback.target)).send(hint, callback);
}
