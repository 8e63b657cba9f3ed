// Callers who wait in an object's memory for something to change.

export class Waiters {
  private readonly waiting = new Map<string, Set<() => void>>();

  /** Resolves at the next wake(key), or after `milliseconds`. */
  async wait(key: string, milliseconds: number): Promise<void> {
    const waiting = this.waiting.get(key) ?? new Set();
    this.waiting.set(key, waiting);
    let wake = () => {};
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.add(wake);
    });
    waiting.delete(wake);
    if (waiting.size === 0 && this.waiting.get(key) === waiting) this.waiting.delete(key);
  }

  /** Lets everyone go on who waits for `key`. */
  wake(key: string): void {
    const waiting = this.waiting.get(key);
    this.waiting.delete(key);
    for (const go of waiting ?? []) go();
  }

  /** How many wait, for all keys. */
  get size(): number {
    let size = 0;
    for (const waiting of this.waiting.values()) size += waiting.size;
    return size;
  }
}
