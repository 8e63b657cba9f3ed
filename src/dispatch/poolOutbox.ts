// What a pool still has to tell books and to remove from storage. Rows last until they are done.
import type { BookRpc, GrantedFile, JobEvent } from '../contract/rpc.ts';
import { writeRefusal } from '../contract/writeRefusal.ts';
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { DISCARD_PATIENCE, OUTBOX_RETRY, PUT_PATIENCE } from '../platform/settings.ts';
import { stub } from '../platform/stub.ts';
import { discardFiles, isLocal } from '../storage/discard.ts';
import { StorageError } from '../storage/remote.ts';
import { takeGrants } from './grants.ts';
import type { Discard } from './jobRow.ts';

interface OutboxRow extends Record<string, SqlStorageValue> {
  seq: number;
  kind: 'tell' | 'discard' | 'settle';
  book: string;
  task: string;
  body: string;
}

export class PoolOutbox {
  private readonly sql: SqlStorage;
  private readonly env: Env;
  private draining: Promise<void> | null = null;
  private again = false;
  private woken = Promise.withResolvers<void>();

  constructor(sql: SqlStorage, env: Env) {
    this.sql = sql;
    this.env = env;
  }

  /** Events for a task's book, in order. */
  tell(book: string, task: string, events: JobEvent[], now: number): void {
    this.post('tell', book, task, events, now);
  }

  /**
   * Files to remove. Those of our own bucket are gone before the task is told what comes after; another storage, which may
   * be away or not let us, holds up nobody, and is given up after DISCARD_PATIENCE. A PUT that had begun when its attempt
   * ended can't be stopped: what it leaves is swept up after its time.
   */
  discard(taskId: string, files: GrantedFile[], now: number): void {
    const { own = [], remote = [] } = Object.groupBy(files, ({ target }) =>
      isLocal(this.env, target) ? 'own' : 'remote',
    );
    const until = now + scaled(this.env, DISCARD_PATIENCE);
    if (own.length > 0) this.post('discard', '', taskId, { taskId, files: own }, now);
    if (remote.length > 0)
      this.post('discard', '', `${taskId} remote`, { taskId, files: remote, until }, now);
    const open = [...own, ...remote.filter(({ openUntil = 0 }) => openUntil > now)];
    if (open.length === 0) return;
    const begun = Math.max(now, ...open.map(({ openUntil = 0 }) => openUntil));
    const late = begun + scaled(this.env, PUT_PATIENCE);
    this.post('discard', '', `${taskId} late`, { taskId, files: open, until: late + until - now }, late);
  }

  /** The record of a job's files is dropped after everything that its book has to hear of it before. */
  settle(taskId: string, jobId: string, now: number): void {
    this.post('settle', '', taskId, jobId, now);
  }

  empty(): boolean {
    return this.sql.exec('SELECT 1 FROM outbox LIMIT 1').toArray().length === 0;
  }

  /** Sends what is due; one run at a time. What fails is due again a little later. Never throws. */
  drain(): Promise<void> {
    this.again = true;
    this.woken.resolve();
    this.draining ??= this.run().finally(() => {
      this.draining = null;
      if (this.again) this.drain();
    });
    return this.draining;
  }

  /** Tasks side by side, the rows of one task in order. A storage that hangs holds up its own rows only. */
  private async run(): Promise<void> {
    const running = new Map<string, Promise<void>>();
    do {
      this.again = false;
      this.woken = Promise.withResolvers();
      const rows = this.sql
        .exec<OutboxRow>(
          'SELECT * FROM outbox WHERE due <= ? AND task NOT IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT 500',
          Date.now(),
          JSON.stringify([...running.keys()]),
        )
        .toArray();
      for (const [task, list] of Map.groupBy(rows, (row) => row.task)) {
        running.set(
          task,
          this.send(list).finally(() => {
            running.delete(task);
            this.again = true;
          }),
        );
      }
      if (running.size > 0) await Promise.race([...running.values(), this.woken.promise]);
    } while (this.again || running.size > 0);
  }

  private async send(rows: OutboxRow[]): Promise<void> {
    for (const row of rows) {
      try {
        await this.deliver(row);
        this.sql.exec('DELETE FROM outbox WHERE seq = ?', row.seq);
      } catch (error) {
        logError('pool.outbox', error, { kind: row.kind, taskId: row.task });
        this.sql.exec(
          'UPDATE outbox SET due = ? WHERE task = ?',
          Date.now() + scaled(this.env, OUTBOX_RETRY),
          row.task,
        );
        return;
      }
    }
  }

  private async remove(discard: Discard): Promise<void> {
    try {
      await discardFiles(this.env, discard);
    } catch (error) {
      const refused = error instanceof StorageError && writeRefusal(error.status, error.code) !== null;
      if (discard.until === undefined || (!refused && Date.now() < discard.until)) throw error;
      logError('pool.discard_given_up', error, { taskId: discard.taskId, files: discard.files.length });
    }
  }

  private async deliver({ kind, book, task, body }: OutboxRow): Promise<void> {
    if (kind === 'discard') return this.remove(JSON.parse(body) as Discard);
    if (kind === 'settle') return this.close(task, takeGrants(this.sql, JSON.parse(body) as string, null));
    const late = await stub<BookRpc>(this.env.TASK_BOOK, book).apply(task, JSON.parse(body) as JobEvent[]);
    for (const { jobId, subtask } of late)
      this.discard(task, takeGrants(this.sql, jobId, subtask), Date.now());
    if (late.length > 0) this.again = true;
  }

  /**
   * Ends the uploads of files that are there: those of lost attempts, and of grants that were replaced, would be kept, and
   * paid for.
   */
  private close(taskId: string, files: GrantedFile[]): void {
    const uploads = files.filter(({ uploadId }) => uploadId !== null);
    if (uploads.length === 0) return;
    const now = Date.now();
    const until = now + scaled(this.env, DISCARD_PATIENCE);
    this.post('discard', '', `${taskId} uploads`, { taskId, files: uploads, until, uploadsOnly: true }, now);
    this.again = true;
  }

  /** The row is not due before the ones of its task that could not be sent yet: an end that comes first would count as a failure. */
  private post(kind: OutboxRow['kind'], book: string, task: string, body: unknown, now: number): void {
    const { last } = this.sql
      .exec<{ last: number | null }>('SELECT max(due) AS last FROM outbox WHERE task = ?', task)
      .one();
    this.sql.exec(
      'INSERT INTO outbox (kind, book, task, body, due) VALUES (?, ?, ?, ?, ?)',
      kind,
      book,
      task,
      JSON.stringify(body),
      Math.max(now, last ?? 0),
    );
  }
}
