// Fetches jobs for a backend that the edge cannot reach: one question at a time, while a slot is free.
import type { Job } from '../contract/job.ts';
import { pause } from '../contract/retry.ts';
import { log } from './log.ts';

export interface PullOptions {
  /** Asks the edge and waits for its answer: null when there is no job for now. */
  next: (signal: AbortSignal) => Promise<Job | null>;
  hasFreeSlot: () => boolean;
  /** Whether the job is new here. */
  start: (job: Job) => boolean;
}

const PAUSE_MS = 100;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;

export class PullLoop {
  readonly #options: PullOptions;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;
  #wake = () => {};

  constructor(options: PullOptions) {
    this.#options = options;
    this.#ended = this.#run();
  }

  /** A slot may have become free. */
  wake(): void {
    this.#wake();
  }

  /** Asks no more. A job that was on its way is left to the edge, which notices by the next heartbeat. */
  async end(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let delay = FIRST_DELAY_MS;
    while (!signal.aborted) {
      if (!this.#options.hasFreeSlot()) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      try {
        const job = await this.#options.next(signal);
        const isNew = job !== null && !signal.aborted && this.#options.start(job);
        delay = FIRST_DELAY_MS;
        // An edge that has not heard yet that the job runs gives it again, at once.
        if (!isNew) await pause(PAUSE_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        log('pull.failed', { error: String(error) });
        await pause(delay, signal).catch(() => {});
        delay = Math.min(delay * 2, MAX_DELAY_MS);
      }
    }
  }
}
