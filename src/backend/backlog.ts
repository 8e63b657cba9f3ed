// Work that goes on behind the main line of a job: files are stored while the next output is being made.

export class Backlog {
  readonly #limit: number;
  readonly #running = new Set<Promise<void>>();
  readonly #onError: (error: unknown) => void;

  /** @param limit works at once; @param onError hears of one that failed */
  constructor(limit: number, onError: (error: unknown) => void) {
    this.#limit = limit;
    this.#onError = onError;
  }

  /** Starts `work` as soon as there is room for it; returns then. */
  async add(work: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#limit) await Promise.race(this.#running);
    const running = work()
      .catch(this.#onError)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits until nothing is left. */
  async end(): Promise<void> {
    while (this.#running.size > 0) await Promise.race(this.#running);
  }
}
