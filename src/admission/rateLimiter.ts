// The requests per second of one account to one action. In memory only.
import { createDurable } from 'itty-durable';
import { SECOND } from '../platform/settings.ts';
import { SlidingWindow } from './slidingWindow.ts';

export interface LimiterAnswer {
  admitted: boolean;
  /** Requests in the last second, this one included. */
  count: number;
  limit: number;
}

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
    if (!this.window) this.window = new SlidingWindow(limit, SECOND);
    else if (this.window.limit !== limit) this.window = this.window.withLimit(limit);
    return { ...this.window.admit(Date.now()), limit };
  }

  /** There is nothing to load: without this, itty-durable reads storage on the first request. */
  override async loadFromStorage(): Promise<void> {
    Object.assign(this.state, { initialized: true });
  }
}
