// Messages that say "a slot is free". If they are lost, the pool's alarm sends new ones.
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { HINT_RESEND } from '../platform/settings.ts';

const BATCH = 100;

export class SlotHints {
  private readonly env: Env;
  /** Those that are under way, until they count as lost. */
  private sent = { count: 0, until: 0 };

  constructor(env: Env) {
    this.env = env;
  }

  /** One has arrived. */
  arrived(): void {
    this.sent.count = Math.max(0, this.sent.count - 1);
  }

  /** Sees to it that `usable` messages are under way. Never throws. */
  async send(pool: string, usable: number, now: number): Promise<void> {
    if (now >= this.sent.until) this.sent = { count: 0, until: now + scaled(this.env, HINT_RESEND) };
    const missing = usable - this.sent.count;
    if (missing <= 0) return;
    this.sent.count += missing;
    const messages = Array.from({ length: Math.min(missing, BATCH) }, () => ({ body: { pool } }));
    await this.env.DISPATCH_QUEUE.sendBatch(messages).catch((error) => logError('pool.hint', error));
  }
}
