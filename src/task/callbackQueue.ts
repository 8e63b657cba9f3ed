// The callbacks of a book: in order within a task, at least once, until delivered or given up.

import type { TaskView } from '../mps/view.ts';
import type { DueCallback } from '../notify/dueCallback.ts';
import { callbackBody } from '../notify/event.ts';
import { deliveryOutcome } from '../notify/outcome.ts';
import { retryDelay } from '../notify/retry.ts';
import { type Env, scaled } from '../platform/env.ts';
import { log } from '../platform/log.ts';
import { CALLBACK_RESEND, DAY } from '../platform/settings.ts';
import { openNotifyKey } from './notifyKey.ts';

interface CallbackRow extends Record<string, SqlStorageValue> {
  seq: number;
  task: string;
  body: string;
  attempts: number;
  first_at: number | null;
}

/** Retries end so long after the first attempt. */
const GIVE_UP = 3 * DAY;

const FIRST_OF_TASK = `kind = 'callback' AND NOT EXISTS
  (SELECT 1 FROM outbox p WHERE p.task = o.task AND p.kind = 'callback' AND p.seq < o.seq)`;

export class CallbackQueue {
  private readonly sql: SqlStorage;
  private readonly env: Env;

  constructor(sql: SqlStorage, env: Env) {
    this.sql = sql;
    this.env = env;
  }

  /** Puts a hint for each due callback into the queue; returns how many. */
  async send(book: string, now: number): Promise<number> {
    const rows = this.sql
      .exec<CallbackRow>(
        `SELECT * FROM outbox o WHERE ${FIRST_OF_TASK} AND due <= ? ORDER BY due LIMIT 100`,
        now,
      )
      .toArray();
    if (rows.length === 0) return 0;
    // The row, not the message, is what lasts: if the message is lost, the row is due again later.
    const again = now + scaled(this.env, CALLBACK_RESEND);
    this.sql.exec(`UPDATE outbox SET due = ? WHERE seq IN (${rows.map((row) => row.seq).join(',')})`, again);
    await this.env.NOTIFY_QUEUE.sendBatch(rows.map((row) => ({ body: { book, callback: row.seq } })));
    return rows.length;
  }

  /** The callback to send for a hint; null when it is settled or not yet its turn. */
  read(seq: number): DueCallback | null {
    const row = this.row(seq);
    if (!row) return null;
    const older = this.sql
      .exec("SELECT 1 FROM outbox WHERE task = ? AND kind = 'callback' AND seq < ?", row.task, seq)
      .toArray();
    if (older.length > 0) return null;
    const view = JSON.parse(row.body) as TaskView;
    const sealed = this.sql
      .exec<{ notify_key: string }>('SELECT notify_key FROM tasks WHERE id = ?', row.task)
      .one().notify_key;
    const notifyKey = openNotifyKey(this.env, sealed, row.task);
    return {
      taskId: row.task,
      url: view.request.TaskNotifyConfig?.NotifyUrl ?? '',
      eventId: `${row.task}-${seq}`,
      attempt: row.attempts + 1,
      body: JSON.stringify(callbackBody(view, notifyKey, Date.now())),
    };
  }

  /** Settles a callback or plans its next attempt. What is given up is kept as "undelivered". */
  tried(
    seq: number,
    result: { status: number | null; error: string | null; retryAfter: string | null },
    now: number,
  ): void {
    const row = this.row(seq);
    if (!row) return;
    const firstAt = row.first_at ?? now;
    const outcome = deliveryOutcome(result, now);
    log('callback.tried', {
      taskId: row.task,
      seq,
      attempt: row.attempts + 1,
      outcome: outcome.kind,
      reason: outcome.reason,
    });
    if (outcome.kind === 'delivered') {
      this.sql.exec('DELETE FROM outbox WHERE seq = ?', seq);
      this.sql.exec("UPDATE outbox SET due = ? WHERE task = ? AND kind = 'callback'", now, row.task);
      return;
    }
    const delay = outcome.delayMs ?? retryDelay(row.attempts + 1, Math.random());
    const over = outcome.kind === 'stop' || delay === null || now - firstAt > scaled(this.env, GIVE_UP);
    this.sql.exec(
      'UPDATE outbox SET kind = ?, attempts = attempts + 1, first_at = ?, due = ?, reason = ? WHERE seq = ?',
      over ? 'undelivered' : 'callback',
      firstAt,
      now + scaled(this.env, delay ?? 0),
      outcome.reason,
      seq,
    );
    if (over) this.sql.exec("UPDATE outbox SET due = ? WHERE task = ? AND kind = 'callback'", now, row.task);
  }

  /** When the next callback is due; null when none waits. One that stands behind another has no time of its own. */
  nextDue(): number | null {
    return this.sql
      .exec<{ due: number | null }>(`SELECT min(due) AS due FROM outbox o WHERE ${FIRST_OF_TASK}`)
      .one().due;
  }

  private row(seq: number): CallbackRow | null {
    return (
      this.sql
        .exec<CallbackRow>("SELECT * FROM outbox WHERE seq = ? AND kind = 'callback'", seq)
        .toArray()[0] ?? null
    );
  }
}
