// The callbacks of a book: in order within a task, at least once, until delivered or given up.
import type { NotifyConfig, TaskStatus, TaskView } from '../mps/view.ts';
import type { Attempt } from '../notify/delivery.ts';
import type { DueCallback } from '../notify/dueCallback.ts';
import { callbackBody } from '../notify/event.ts';
import { deliveryOutcome } from '../notify/outcome.ts';
import { retryDelay } from '../notify/retry.ts';
import { openNotifySecrets } from '../notify/secrets.ts';
import { targetOf } from '../notify/target.ts';
import { accountWebhookSecret, secretOfNotifyKey } from '../notify/webhookSecret.ts';
import { type Env, scaled, unscaled } from '../platform/env.ts';
import { log } from '../platform/log.ts';
import { CALLBACK_RESEND } from '../platform/settings.ts';
import { CallbackAttempts, type PastAttempt } from './callbackAttempts.ts';

interface CallbackRow extends Record<string, SqlStorageValue> {
  seq: number;
  task: string;
  body: string;
  attempts: number;
  first_at: number | null;
}

/** A callback and what came of it. */
export interface PastCallback {
  /** webhook-id */
  eventId: string;
  state: 'waiting' | 'delivered' | 'undelivered';
  /** The task's status that it tells. */
  status: TaskStatus;
  /** When it is tried next, ms since 1970; null when it is settled. */
  nextAt: number | null;
  attempts: PastAttempt[];
}

const STATES = { callback: 'waiting', delivered: 'delivered', undelivered: 'undelivered' } as const;

const FIRST_OF_TASK = `kind = 'callback' AND NOT EXISTS
  (SELECT 1 FROM outbox p WHERE p.task = o.task AND p.kind = 'callback' AND p.seq < o.seq)`;

export class CallbackQueue {
  private readonly sql: SqlStorage;
  private readonly env: Env;
  private readonly attempts: CallbackAttempts;

  constructor(sql: SqlStorage, env: Env) {
    this.sql = sql;
    this.env = env;
    this.attempts = new CallbackAttempts(sql);
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
    const hints = rows.map(({ seq, attempts }) => ({ body: { book, callback: seq, attempts } }));
    await this.env.NOTIFY_QUEUE.sendBatch(hints);
    return rows.length;
  }

  /**
   * The callback to send for a hint; null when it is settled or not yet its turn, or when the attempt that the hint asks for
   * was made: the next one has its own time.
   */
  read(seq: number, attempts?: number): DueCallback | null {
    const row = this.row(seq);
    if (!row || (attempts !== undefined && attempts !== row.attempts)) return null;
    const older = this.sql
      .exec("SELECT 1 FROM outbox WHERE task = ? AND kind = 'callback' AND seq < ?", row.task, seq)
      .toArray();
    if (older.length > 0) return null;
    const view = JSON.parse(row.body) as TaskView;
    const task = this.sql
      .exec<{ app_id: string; notify_key: string }>(
        'SELECT app_id, notify_key FROM tasks WHERE id = ?',
        row.task,
      )
      .one();
    const { notifyKey, sqsKeys } = openNotifySecrets(this.env, task.notify_key, row.task);
    const config: NotifyConfig = view.request.TaskNotifyConfig ?? {};
    return {
      taskId: row.task,
      target: targetOf(this.env, task.app_id, config, sqsKeys),
      eventId: eventId(row.task, seq),
      attempt: row.attempts + 1,
      body: JSON.stringify(callbackBody(view, notifyKey, Date.now())),
      secret: notifyKey ? secretOfNotifyKey(notifyKey) : accountWebhookSecret(this.env, task.app_id),
    };
  }

  /** Settles a callback or plans its next attempt. What is given up is kept as "undelivered". Within a transaction. */
  tried(seq: number, attempt: Attempt, now: number): void {
    const row = this.row(seq);
    if (!row) return;
    const number = row.attempts + 1;
    const firstAt = row.first_at ?? attempt.at;
    const { kind, asked, reason } = deliveryOutcome(attempt, now);
    log('callback.tried', { taskId: row.task, seq, attempt: number, outcome: kind, reason });
    this.attempts.add(seq, number, attempt, reason);
    const waited = unscaled(this.env, now - firstAt);
    const delay = kind === 'retry' ? retryDelay({ attempt: number, waited, asked }, Math.random()) : null;
    this.sql.exec(
      'UPDATE outbox SET kind = ?, attempts = ?, first_at = ?, due = ?, reason = ? WHERE seq = ?',
      kind === 'delivered' ? 'delivered' : delay === null ? 'undelivered' : 'callback',
      number,
      firstAt,
      now + (delay === null ? 0 : scaled(this.env, delay)),
      reason,
      seq,
    );
    if (delay === null) this.wake(row.task, now);
  }

  /** A task's callbacks, oldest first. */
  of(taskId: string): PastCallback[] {
    const rows = this.sql
      .exec<{ seq: number; kind: keyof typeof STATES; due: number; body: string }>(
        "SELECT seq, kind, due, body FROM outbox WHERE task = ? AND kind IN ('callback', 'delivered', 'undelivered') ORDER BY seq",
        taskId,
      )
      .toArray();
    return rows.map(({ seq, kind, due, body }) => ({
      eventId: eventId(taskId, seq),
      state: STATES[kind],
      status: (JSON.parse(body) as TaskView).status,
      nextAt: kind === 'callback' ? due : null,
      attempts: this.attempts.of(seq),
    }));
  }

  /** Makes a callback due now, with its retries before it; false when the task has no such callback. */
  replay(taskId: string, seq: number, now: number): boolean {
    const { rowsWritten } = this.sql.exec(
      `UPDATE outbox SET kind = 'callback', attempts = 0, first_at = NULL, due = ?
       WHERE seq = ? AND task = ? AND kind IN ('callback', 'delivered', 'undelivered')`,
      now,
      seq,
      taskId,
    );
    if (rowsWritten > 0) log('callback.replayed', { taskId, seq });
    return rowsWritten > 0;
  }

  /** When the next callback is due; null when none waits. One that stands behind another has no time of its own. */
  nextDue(): number | null {
    return this.sql
      .exec<{ due: number | null }>(`SELECT min(due) AS due FROM outbox o WHERE ${FIRST_OF_TASK}`)
      .one().due;
  }

  /** The next callback of a task need not wait any longer for the one before it. */
  private wake(task: string, now: number): void {
    this.sql.exec("UPDATE outbox SET due = ? WHERE task = ? AND kind = 'callback'", now, task);
  }

  private row(seq: number): CallbackRow | null {
    return (
      this.sql
        .exec<CallbackRow>("SELECT * FROM outbox WHERE seq = ? AND kind = 'callback'", seq)
        .toArray()[0] ?? null
    );
  }
}

/** What receivers see as webhook-id. */
export function eventId(taskId: string, seq: number): string {
  return `${taskId}-${seq}`;
}
