// Which SessionIds of an account are in use, and by which task.
import { DurableObject } from 'cloudflare:workers';
import { Alarm } from '../platform/alarm.ts';
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { DAY, HOUR, SECOND } from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';
import { Waiters } from './waiters.ts';

/** How long a rival waits for a pending claim to be confirmed or released, in milliseconds. */
const PATIENCE = 2 * SECOND;
/** Least time between two prunings, in milliseconds. */
const PRUNE_EVERY = HOUR;
/** SessionId of ProcessMedia: "a request with the same identification code … within the past 3 days". */
const WINDOW_DAYS = 3;

const STEPS = [
  `CREATE TABLE claims (
     session_id TEXT PRIMARY KEY,
     task_id TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed')),
     at INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE INDEX claims_at ON claims (at);`,
];

/**
 * claimed: the SessionId is the caller's. taken: a task has it. pending: `taskId` claimed it and has neither
 * confirmed nor released it for as long as a rival waits; whoever gets this finds out whether that
 * task exists, confirms or releases in its name, and claims again.
 */
export type ClaimAnswer = { state: 'claimed' } | { state: 'taken' } | { state: 'pending'; taskId: string };

/**
 * One object per account and shard of the SessionId's hash (sessionShard). Of any number of concurrent claims
 * exactly one wins, until it is released or the window is over (SESSION_WINDOW_DAYS, else 3 days). Every call
 * may come twice.
 */
export class SessionLedger extends DurableObject<Env> {
  private readonly schema: Schema;
  private readonly prune: Alarm;
  private readonly rivals = new Waiters();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.schema = new Schema(ctx.storage, STEPS);
    this.prune = new Alarm(ctx.storage);
  }

  /**
   * Claims `sessionId` for `taskId` at `now` (ms since 1970). While another task's claim is pending it waits for
   * what becomes of it, up to 2 s after that claim was made.
   */
  async claim(sessionId: string, taskId: string, now: number): Promise<ClaimAnswer> {
    // Before the row: a row without an alarm would stay for ever.
    await this.prune.by(now + this.window());
    const arrived = Date.now();
    let waited = 0;
    for (;;) {
      const holder = this.take(sessionId, taskId, now + waited);
      if (holder.taskId === taskId) return { state: 'claimed' };
      if (holder.state === 'confirmed') return { state: 'taken' };
      const left = scaled(this.env, PATIENCE) - Math.max(0, now - holder.at) - waited;
      if (left <= 0) return { state: 'pending', taskId: holder.taskId };
      await this.rivals.wait(sessionId, left);
      waited = Math.max(0, Date.now() - arrived);
    }
  }

  /** The task was created: from now on the SessionId is refused. Does nothing when it is not `taskId`'s. */
  async confirm(sessionId: string, taskId: string): Promise<void> {
    if (!this.schema.exists()) return;
    this.ctx.storage.sql.exec(
      "UPDATE claims SET state = 'confirmed' WHERE session_id = ? AND task_id = ?",
      sessionId,
      taskId,
    );
    this.rivals.wake(sessionId);
  }

  /**
   * The task was not created, and can't be any more: the SessionId is free again. Does nothing when it is not
   * `taskId`'s, or when it was confirmed: a task that exists keeps its SessionId.
   */
  async release(sessionId: string, taskId: string): Promise<void> {
    if (!this.schema.exists()) return;
    this.ctx.storage.sql.exec(
      "DELETE FROM claims WHERE session_id = ? AND task_id = ? AND state = 'pending'",
      sessionId,
      taskId,
    );
    this.rivals.wake(sessionId);
  }

  /** Drops the claims whose window is over. */
  override async alarm(): Promise<void> {
    try {
      this.prune.fired();
      if (!this.schema.exists()) return;
      // First of all: whatever goes wrong below is tried again.
      await this.prune.by(Date.now() + scaled(this.env, PRUNE_EVERY));
      this.ctx.storage.sql.exec('DELETE FROM claims WHERE at <= ?', Date.now() - this.window());
      await this.reschedule();
    } catch (error) {
      logError('admission.prune_failed', error);
    }
  }

  /** Puts the alarm off until there is something to prune. */
  private async reschedule(): Promise<void> {
    const oldest = this.ctx.storage.sql
      .exec<{ at: number | null }>('SELECT min(at) AS at FROM claims')
      .one().at;
    const due = oldest === null ? Number.POSITIVE_INFINITY : oldest + this.window();
    if (due <= Date.now() + scaled(this.env, PRUNE_EVERY)) return;
    this.prune.fired();
    if (oldest === null) await this.ctx.storage.deleteAlarm();
    else await this.prune.by(due);
  }

  /** Who holds `sessionId` after `taskId` has tried to take it at `now`. */
  private take(sessionId: string, taskId: string, now: number): Holder {
    this.schema.ensure();
    const { sql } = this.ctx.storage;
    sql.exec('DELETE FROM claims WHERE session_id = ? AND at <= ?', sessionId, now - this.window());
    sql.exec(
      "INSERT INTO claims VALUES (?, ?, 'pending', ?) ON CONFLICT (session_id) DO NOTHING",
      sessionId,
      taskId,
      now,
    );
    return sql
      .exec<Holder>('SELECT task_id AS taskId, state, at FROM claims WHERE session_id = ?', sessionId)
      .one();
  }

  /** Milliseconds that a claim holds. */
  private window(): number {
    const days = Number(this.env.SESSION_WINDOW_DAYS);
    return scaled(this.env, (days > 0 ? days : WINDOW_DAYS) * DAY);
  }
}

type Holder = { taskId: string; state: 'pending' | 'confirmed'; at: number };
