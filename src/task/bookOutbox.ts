// What a book still has to tell others. A row is written in the transaction of the change that causes it and
// lasts until its receiver has it; every receiver is idempotent.
import type { PoolJob, PoolRpc } from '../contract/rpc.ts';
import type { TaskView } from '../mps/view.ts';
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { OUTBOX_RETRY } from '../platform/settings.ts';
import { stub } from '../platform/stub.ts';
import type { CallbackQueue } from './callbackQueue.ts';
import { type IndexRow, indexName, type TaskIndex } from './taskIndex.ts';

/** What each kind of row says. */
interface Bodies {
  /** A job for its pool. */
  job: { pool: string; job: PoolJob };
  /** A job that its pool should end. */
  cancel: { pool: string; jobId: string };
  /** The task's row in lists. */
  index: { appId: string; row: IndexRow };
  /** The task as a webhook is to tell it. */
  callback: TaskView;
}

interface Row<K extends keyof Bodies> {
  seq: number;
  body: Bodies[K];
}

const BATCH = 100;

export class BookOutbox {
  private readonly sql: SqlStorage;
  private readonly env: Env;
  private readonly callbacks: CallbackQueue;
  /** Rows that their receivers have, and that are still to be dropped. */
  private readonly sent = new Set<number>();

  constructor(sql: SqlStorage, env: Env, callbacks: CallbackQueue) {
    this.sql = sql;
    this.env = env;
    this.callbacks = callbacks;
  }

  /** Writes a row that is due at `due` (ms since 1970). Call it in the transaction of its cause. */
  post<K extends keyof Bodies>(kind: K, taskId: string, body: Bodies[K], due: number): void {
    this.write(kind, taskId, JSON.stringify(body), due);
  }

  /** The same with the body as JSON. */
  write(kind: keyof Bodies, taskId: string, body: string, due: number): void {
    this.sql.exec('INSERT INTO outbox (kind, task, body, due) VALUES (?, ?, ?, ?)', kind, taskId, body, due);
  }

  /** Sends all that is due, in batches. Answers when the next row is due; null when none is left. */
  async drain(book: string): Promise<number | null> {
    for (let sent = 1; sent > 0; ) {
      const counts = await Promise.all([
        this.send('job', ({ body }) => body.pool, this.submit),
        this.send('cancel', ({ body }) => body.pool, this.cancel),
        this.send('index', ({ body }) => indexName(body.appId, body.row.createdAt), this.record),
        this.callbacks.send(book, Date.now()),
      ]);
      sent = counts.reduce((sum, count) => sum + count);
    }
    const { due } = this.sql
      .exec<{ due: number | null }>(
        "SELECT min(due) AS due FROM outbox WHERE kind IN ('job', 'cancel', 'index') AND seq NOT IN (SELECT value FROM json_each(?))",
        JSON.stringify([...this.sent]),
      )
      .one();
    const dues = [due, this.callbacks.nextDue()].filter((time) => time !== null);
    return dues.length > 0 ? Math.min(...dues) : null;
  }

  /**
   * Drops the rows that were sent. It is done with the next change, or a little later: a row that is found again by
   * an object that was restarted is sent again, and does no harm.
   */
  dropSent(): void {
    if (this.sent.size === 0) return;
    this.sql.exec(`DELETE FROM outbox WHERE seq IN (${[...this.sent].join(',')})`);
    this.sent.clear();
  }

  /** Sends the due rows of a kind, one call for each receiver; what fails is due again later. */
  private async send<K extends 'job' | 'cancel' | 'index'>(
    kind: K,
    receiver: (row: Row<K>) => string,
    call: (name: string, bodies: Bodies[K][]) => Promise<void>,
  ): Promise<number> {
    const rows = this.sql
      .exec<{ seq: number; body: string }>(
        'SELECT seq, body FROM outbox WHERE kind = ? AND due <= ? ORDER BY seq LIMIT ?',
        kind,
        Date.now(),
        BATCH + this.sent.size,
      )
      .toArray()
      .filter(({ seq }) => !this.sent.has(seq))
      .map(({ seq, body }): Row<K> => ({ seq, body: JSON.parse(body) }));
    for (const [name, entries] of Map.groupBy(rows, receiver)) {
      const seqs = entries.map((entry) => entry.seq);
      try {
        await call(
          name,
          entries.map((entry) => entry.body),
        );
        for (const seq of seqs) this.sent.add(seq);
      } catch (error) {
        logError('book.outbox', error, { kind, receiver: name });
        const due = Date.now() + scaled(this.env, OUTBOX_RETRY);
        this.sql.exec(`UPDATE outbox SET attempts = attempts + 1, due = ? WHERE seq IN (${seqs})`, due);
      }
    }
    return rows.length;
  }

  private readonly submit = (pool: string, bodies: Bodies['job'][]): Promise<void> =>
    this.pool(pool).submit(bodies.map(({ job }) => job));

  private readonly cancel = (pool: string, bodies: Bodies['cancel'][]): Promise<void> =>
    this.pool(pool).cancel(bodies.map(({ jobId }) => jobId));

  private readonly record = (name: string, bodies: Bodies['index'][]): Promise<void> =>
    stub<Pick<TaskIndex, 'record'>>(this.env.TASK_INDEX, name).record(bodies.map(({ row }) => row));

  private pool(name: string): PoolRpc {
    return stub<PoolRpc>(this.env.JOB_POOL, `${name}/0`);
  }
}
