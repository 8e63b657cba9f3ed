// Courier: the lane of one receiver. Deliveries run here, so that a receiver that is slow or hangs holds up
// neither the queue's consumer nor anyone else's callbacks. Nothing is stored: a delivery that is lost with this
// object is due again by the book's own row.
import { DurableObject } from 'cloudflare:workers';
import { count, countersOf } from '../platform/count.ts';
import { type Env, loopbackAllowed, type NotifyHint, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { CALLBACK_TIMEOUT } from '../platform/settings.ts';
import { stub } from '../platform/stub.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { DueCallback } from './dueCallback.ts';
import { deliveryOutcome } from './outcome.ts';

/** What a courier asks a TaskBook. */
export interface CallbackBook {
  callback(seq: number): Promise<DueCallback | null>;
  callbackTried(
    seq: number,
    status: Delivery['status'],
    error: Delivery['error'],
    retryAfter: Delivery['retryAfter'],
  ): Promise<void>;
}

/** The name of the courier for a callback URL: one for each host. */
export function courierName(url: string): string {
  return URL.parse(url)?.host ?? 'invalid';
}

export class Courier extends DurableObject<Env> {
  /** Deliveries under way: a hint that comes twice must not make two of one attempt. */
  private readonly underWay = new Set<string>();

  /** Takes a callback and returns at once; what came of it goes to the book. */
  async send(hint: NotifyHint, callback: DueCallback): Promise<void> {
    const attempt = `${callback.eventId}/${callback.attempt}`;
    if (this.underWay.has(attempt)) return;
    this.underWay.add(attempt);
    this.ctx.waitUntil(
      this.run(hint, callback)
        .catch((error) => logError('courier.failed', error, { taskId: callback.taskId }))
        .finally(() => this.underWay.delete(attempt)),
    );
  }

  private async run(hint: NotifyHint, callback: DueCallback): Promise<void> {
    const result = await deliver(callback, {
      allowLoopback: loopbackAllowed(this.env),
      timeoutMs: scaled(this.env, CALLBACK_TIMEOUT),
    });
    const book = stub<CallbackBook>(this.env.TASK_BOOK, hint.book);
    await book.callbackTried(hint.callback, result.status, result.error, result.retryAfter);
    await this.measure(callback, result);
  }

  /** For metrics: an attempt, and whether this callback keeps its receiver waiting. */
  private async measure({ eventId, attempt }: DueCallback, result: Delivery): Promise<void> {
    const outcome = deliveryOutcome(result, Date.now()).kind;
    count(this.env, 'edge_mps_callback_attempts_total', { outcome });
    if (outcome === 'retry') await countersOf(this.env).callbackLate(eventId, Date.now());
    else if (attempt > 1) await countersOf(this.env).callbackSettled(eventId);
  }
}
