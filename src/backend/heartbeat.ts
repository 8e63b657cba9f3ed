// Tells the edge, again and again, that this backend is there and how far its jobs are.
import type { Heartbeat, HeartbeatAnswer } from '../contract/report.ts';
import { log } from './log.ts';

export interface HeartbeatOptions {
  send: (beat: Heartbeat) => Promise<HeartbeatAnswer>;
  /** What is to be said now. */
  snapshot: () => Heartbeat;
  /** The edge wants a job stopped. */
  onStop: (jobId: string) => void;
}

/** Until the edge has said how often it wants to hear of us, and while it does not answer. */
const FIRST_INTERVALS = { busyMs: 2_000, idleMs: 2_000 };

export class HeartbeatLoop {
  readonly #options: HeartbeatOptions;
  #intervals = FIRST_INTERVALS;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | null = null;
  #again = false;
  #silent = false;
  #ended = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Sends one now; while one is on its way, the next follows at once. */
  beat(): void {
    if (this.#ended) return;
    if (this.#sending) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#sending = this.#send().finally(() => {
      this.#sending = null;
      const { jobs } = this.#options.snapshot();
      const wait = this.#again ? 0 : jobs.length > 0 ? this.#intervals.busyMs : this.#intervals.idleMs;
      this.#again = false;
      if (!this.#ended) this.#timer = setTimeout(() => this.beat(), wait);
    });
  }

  /** Sends a last one and falls silent. */
  async end(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#sending;
    await this.#send();
  }

  async #send(): Promise<void> {
    try {
      const { stop, ...intervals } = await this.#options.send(this.#options.snapshot());
      this.#intervals = intervals;
      if (this.#silent) log('edge.back');
      this.#silent = false;
      for (const id of stop) this.#options.onStop(id);
    } catch (error) {
      // It may have been asked for more often than this.
      const { busyMs, idleMs } = this.#intervals;
      this.#intervals = {
        busyMs: Math.min(busyMs, FIRST_INTERVALS.busyMs),
        idleMs: Math.min(idleMs, FIRST_INTERVALS.idleMs),
      };
      // Once, not every two seconds.
      if (!this.#silent) log('edge.silent', { error: String(error) });
      this.#silent = true;
    }
  }
}
