// Courier: the lane of one receiver. Deliveries run here, so that a receiver that is slow or hangs holds up
// neither the queue's consumer nor anyone else's callbacks. Nothing is stored: a delivery that is lost with this
// object is due again by the book's own row.
import { DurableObject } from 'cloudflare:workers';
import { count, countersOf } from '../platform/count.ts';
import { type Env, loopbackAllowed, type NotifyHint, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { CALLBACK_TIMEOUT, LANE_QUEUE, LANE_WIDTH } from '../platform/settings.ts';
import { stub } from '../platform/stub.ts';
import { deliver } from './deliver.ts';
import type { Attempt } from './delivery.ts';
import type { DueCallback } from './dueCallback.ts';
import { deliveryOutcome } from './outcome.ts';

/** What a courier asks a TaskBook. */
export interface CallbackBook {
  callback(seq: number, attempts?: number): Promise<DueCallback | null>;
  callbackTried(seq: number, attempt: Attempt): Promise<void>;
}

export class Courier extends DurableObject<Env> {
  /** Callbacks under way or waiting: a hint that comes twice must not make two of one attempt. */
  private readonly here = new Set<string>();
  /** What waits is asked for anew when its turn comes: its body would be old, and here it would need room. */
  private readonly waiting: { hint: NotifyHint; eventId: string }[] = [];
  private running = 0;

  /** Takes a callback and returns at once; what came of it goes to the book. */
  async send(hint: NotifyHint, callback: DueCallback): Promise<void> {
    const { eventId } = callback;
    if (this.here.has(eventId)) return;
    if (this.running >= LANE_WIDTH) {
      // What finds no room is due again by the book's own row.
      if (this.waiting.length >= LANE_QUEUE) return;
      this.here.add(eventId);
      this.waiting.push({ hint, eventId });
      return;
    }
    this.here.add(eventId);
    this.running += 1;
    this.ctx.waitUntil(
      this.work(hint, callback).finally(() => {
        this.running -= 1;
      }),
    );
  }

  /** Delivers a callback, and then those that wait. */
  private async work(hint: NotifyHint, callback: DueCallback): Promise<void> {
    await this.run(hint, callback);
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      const { hint, eventId } = next;
      try {
        const book = stub<CallbackBook>(this.env.TASK_BOOK, hint.book);
        const due = await book.callback(hint.callback, hint.attempts);
        if (due) await this.run(hint, due);
      } catch (error) {
        logError('courier.failed', error, { callback: eventId });
      } finally {
        this.here.delete(eventId);
      }
    }
  }

  /** One attempt; never throws. */
  private async run(hint: NotifyHint, callback: DueCallback): Promise<void> {
    try {
      const at = Date.now();
      const delivery = await deliver(callback, {
        allowLoopback: loopbackAllowed(this.env),
        timeoutMs: scaled(this.env, CALLBACK_TIMEOUT),
      });
      const attempt = { ...delivery, at, took: Date.now() - at };
      await stub<CallbackBook>(this.env.TASK_BOOK, hint.book).callbackTried(hint.callback, attempt);
      this.here.delete(callback.eventId);
      await this.measure(callback, attempt);
    } catch (error) {
      this.here.delete(callback.eventId);
      logError('courier.failed', error, { taskId: callback.taskId });
    }
  }

  /** For metrics: an attempt, and whether this callback keeps its receiver waiting. */
  private async measure({ eventId, attempt }: DueCallback, result: Attempt): Promise<void> {
    const outcome = deliveryOutcome(result, Date.now()).kind;
    count(this.env, 'edge_mps_callback_attempts_total', { outcome });
    if (outcome === 'retry') await countersOf(this.env).callbackLate(eventId, Date.now());
    else if (attempt > 1) await countersOf(this.env).callbackSettled(eventId);
  }
}
