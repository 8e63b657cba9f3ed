// Where the backends of a pool that pull wait for a job, in memory: they ask again when it is lost.

export class PullDesk {
  private readonly waiting = new Map<string, (woken: boolean) => void>();

  /** How many backends wait. */
  get size(): number {
    return this.waiting.size;
  }

  /** A backend asks anew: its older question, whose answer it would not hear, is over. */
  asks(backend: string): void {
    this.waiting.get(backend)?.(false);
    this.waiting.delete(backend);
  }

  /** Waits for a wake-up: true; false after `milliseconds`, or when the backend asks anew. */
  async wait(backend: string, milliseconds: number): Promise<boolean> {
    this.asks(backend);
    let settle = (_woken: boolean) => {};
    const woken = new Promise<boolean>((resolve) => {
      settle = resolve;
    });
    const timer = setTimeout(settle, Math.max(0, milliseconds), false);
    this.waiting.set(backend, settle);
    try {
      return await woken;
    } finally {
      clearTimeout(timer);
      if (this.waiting.get(backend) === settle) this.waiting.delete(backend);
    }
  }

  /** Lets the `count` that have waited longest look for a job. */
  wake(count: number): void {
    for (const [backend, settle] of [...this.waiting].slice(0, count)) {
      this.waiting.delete(backend);
      settle(true);
    }
  }
}
