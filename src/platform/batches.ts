// What comes while the same thing is under way is done together with the next of it: one call, one write for many.

interface Waiting<T, R> {
  item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
  /** It is this one's turn to see to the next batch. */
  lead(): void;
}

/**
 * Does work in batches: an item that comes alone is worked on at once; what comes meanwhile, or shortly after, goes
 * together. Each batch is worked on by one of those who wait for it, so that a Worker's request does work for others
 * no longer than it would wait itself.
 */
export class Batches<T, R> {
  private readonly work: (items: T[]) => Promise<R[]>;
  private readonly most: number;
  private readonly pace: number;
  private readonly patience: number;
  private waiting: Waiting<T, R>[] = [];
  private running = 0;
  /** When the last batch began. */
  private began = 0;

  /**
   * @param work answers one result for each item, in order; when it throws, each item of the batch fails so
   * @param most items of a batch
   * @param pace milliseconds between the beginnings of two batches, at least
   * @param patience milliseconds after which a batch that is still under way holds up the next one no longer
   */
  constructor(
    work: (items: T[]) => Promise<R[]>,
    { most = 100, pace = 0, patience = Number.POSITIVE_INFINITY } = {},
  ) {
    this.work = work;
    this.most = most;
    this.pace = pace;
    this.patience = patience;
  }

  async add(item: T): Promise<R> {
    let lead = () => {};
    const turn = new Promise<'lead'>((resolve) => {
      lead = () => resolve('lead');
    });
    const result = new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject, lead });
    });
    if (this.running > 0 && Date.now() - this.began <= this.patience) {
      const done = result.then(
        () => 'done',
        () => 'done',
      );
      if ((await Promise.race([turn, done])) === 'done') return result;
    }
    await this.run();
    return result;
  }

  private async run(): Promise<void> {
    this.running += 1;
    const early = this.began + this.pace - Date.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const batch = this.waiting.splice(0, this.most);
    if (batch.length > 0) await this.workOn(batch);
    this.running -= 1;
    this.waiting[0]?.lead();
  }

  private async workOn(batch: Waiting<T, R>[]): Promise<void> {
    this.began = Date.now();
    try {
      const results = await this.work(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
