// The requests per second of one account to one action. In memory only.
import { createDurable } from 'itty-durable';
import { SECOND } from '../platform/settings.ts';
import { type Decision, SlidingWindow } from './slidingWindow.ts';

export interface LimiterAnswer extends Decision {
  limit: number;
}

/**
 * Milliseconds for which a request may wait for room instead of being refused. Who sends just under the limit is not refused
 * for the jitter of networks and processes: requests that were held up come together.
 */
const PATIENCE = 200;

/**
 * One object per account and action, named `<AppId>:<Action>`. It stores nothing: one that was restarted
 * has forgotten the last second and may admit one extra window.
 */
export class RateLimiter extends createDurable() {
  private window: SlidingWindow | undefined;

  /** Counts one request, now. `limit`: requests per second. */
  admit(limit: number): LimiterAnswer {
    return this.admitAll(limit, 1)[0]!;
  }

  /** The same for requests that came together, in their order. */
  admitAll(limit: number, requests: number): LimiterAnswer[] {
    return Array.from({ length: requests }, () => this.decide(limit));
  }

  private decide(limit: number): LimiterAnswer {
    if (!this.window) this.window = new SlidingWindow(limit, SECOND, PATIENCE);
    else if (this.window.limit !== limit) this.window = this.window.withLimit(limit);
    return { ...this.window.admit(Date.now()), limit };
  }

  /** There is nothing to load: without this, itty-durable reads storage on the first request. */
  override async loadFromStorage(): Promise<void> {
    Object.assign(this.state, { initialized: true });
  }
}
