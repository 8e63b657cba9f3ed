// Which SessionIds of an account are in use, and by which task.
import { DurableObject } from 'cloudflare:workers';
import type { CreateAnswer, CreatingBook } from '../contract/rpc.ts';
import { Alarm } from '../platform/alarm.ts';
import { Batches } from '../platform/batches.ts';
import { type Env, scaled, sessionWindow } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { HOUR, SECOND } from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';
import { stub } from '../platform/stub.ts';
import { Waiters } from './waiters.ts';

/** How long a rival waits for a pending claim to be confirmed or released, in milliseconds. */
const PATIENCE = 2 * SECOND;
/** A burst of claims is written in portions, one in so many real milliseconds; the first one at once. */
const CLAIM_PACE = 20;
/** A confirmation that no other write has taken along is written so long after, in real milliseconds. */
const CONFIRM_AFTER = 200;
/** Least time between two prunings, in milliseconds. */
const PRUNE_EVERY = HOUR;

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
 * claimed: the SessionId is the caller's. created: and so is the task. taken: a task has it. pending: `taskId` claimed
 * it and has neither confirmed nor released it for as long as a rival waits; whoever gets this finds out whether that
 * task exists, confirms or releases in its name, and claims again.
 */
export type ClaimAnswer =
  | { state: 'claimed' }
  | { state: 'created' }
  | { state: 'taken' }
  | { state: 'pending'; taskId: string };

/** What to do as soon as a SessionId is claimed: the record goes to that book. */
export interface Creation {
  book: string;
  record: unknown;
}

interface Claim {
  sessionId: string;
  taskId: string;
  now: number;
  creation: Creation | null;
}

/** Who holds the SessionId now, and how long that may be waited for; or that the claim is the caller's, and what its book said. */
type Outcome =
  | { holder: Holder; change: Promise<void> | null }
  | { mine: CreateAnswer | 'claimed' | { error: unknown } };

/**
 * One object per account. Of any number of concurrent claims
 * exactly one wins, until it is released or the window is over (SESSION_WINDOW_DAYS, else 3 days). Every call
 * may come twice.
 */
export class SessionLedger extends DurableObject<Env> {
  private readonly schema: Schema;
  private readonly prune: Alarm;
  private readonly rivals = new Waiters();
  private readonly claims = new Batches((claims: Claim[]) => this.claimAll(claims), {
    pace: CLAIM_PACE,
    patience: PATIENCE / 2,
  });
  /** Tasks by SessionId whose claims are confirmed and not yet written so. */
  private readonly confirmed = new Map<string, string>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.schema = new Schema(ctx.storage, STEPS);
    this.prune = new Alarm(ctx.storage);
  }

  /**
   * Claims `sessionId` for `taskId` at `now` (ms since 1970) and, with `creation`, has the task created. While another
   * task's claim is pending it waits for what becomes of it, up to 2 s after that claim was made. Throws when the
   * task's book can't be reached, and when it has given the task up: then the claim is released.
   */
  async claim(
    sessionId: string,
    taskId: string,
    now: number,
    creation: Creation | null = null,
  ): Promise<ClaimAnswer> {
    const arrived = Date.now();
    let waited = 0;
    for (;;) {
      const outcome = await this.claims.add({ sessionId, taskId, now: now + waited, creation });
      if ('mine' in outcome) return this.own(sessionId, taskId, outcome.mine);
      const { holder, change } = outcome;
      if (holder.state === 'confirmed') return { state: 'taken' };
      if (!change) return { state: 'pending', taskId: holder.taskId };
      await change;
      waited = Math.max(0, Date.now() - arrived);
    }
  }

  /** The task was created: from now on the SessionId is refused. Does nothing when it is not `taskId`'s. */
  async confirm(sessionId: string, taskId: string): Promise<void> {
    if (!this.schema.exists()) return;
    this.write(sessionId, taskId);
    this.rivals.wake(sessionId);
  }

  /**
   * The task was not created, and can't be any more: the SessionId is free again. Does nothing when it is not
   * `taskId`'s, or when it was confirmed: a task that exists keeps its SessionId.
   */
  async release(sessionId: string, taskId: string): Promise<void> {
    if (!this.schema.exists()) return;
    this.writeConfirmed();
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

  /** Claims that came together: one write for all, and one call for all tasks of a book. */
  private async claimAll(claims: Claim[]): Promise<Outcome[]> {
    // Before the rows: a row without an alarm would stay for ever.
    await this.prune.by(Math.min(...claims.map(({ now }) => now)) + this.window());
    const holders = this.ctx.storage.transactionSync(() => {
      this.schema.ensure();
      this.writeConfirmed();
      return claims.map(({ sessionId, taskId, now }) => this.take(sessionId, taskId, now));
    });
    const outcomes = holders.map((holder, index): Outcome => {
      const { sessionId, taskId, now, creation } = claims[index]!;
      if (holder.taskId !== taskId) {
        const left = scaled(this.env, PATIENCE) - Math.max(0, now - holder.at);
        const waits = holder.state === 'pending' && left > 0;
        // From this very moment: what becomes of the claim while this batch is under way is not to be missed.
        return { holder, change: waits ? this.rivals.wait(sessionId, left) : null };
      }
      // A call that comes again finds the claim its own.
      return { mine: creation && holder.state === 'confirmed' ? 'created' : 'claimed' };
    });
    const wanted = claims.flatMap(({ creation }, index) => {
      const outcome = outcomes[index]!;
      return creation && 'mine' in outcome && outcome.mine === 'claimed' ? [{ index, ...creation }] : [];
    });
    await Promise.all(
      [...Map.groupBy(wanted, ({ book }) => book)].map(async ([book, entries]) => {
        const answers = await stub<CreatingBook>(this.env.TASK_BOOK, book)
          .create(
            book,
            entries.map(({ record }) => record),
          )
          .catch((error: unknown) => entries.map(() => ({ error })));
        for (const [at, { index }] of entries.entries()) outcomes[index] = { mine: answers[at]! };
      }),
    );
    return outcomes;
  }

  /** The answer to the one whose claim it is. */
  private async own(
    sessionId: string,
    taskId: string,
    mine: Extract<Outcome, { mine: unknown }>['mine'],
  ): Promise<ClaimAnswer> {
    if (typeof mine === 'object') throw mine.error;
    if (mine === 'created') this.confirmSoon(sessionId, taskId);
    if (mine !== 'abandoned') return { state: mine };
    await this.release(sessionId, taskId);
    throw new Error(`the task ${taskId} was abandoned before it was created`);
  }

  /** Confirms a claim now and writes it a little later: until then the task's book could say the same. */
  private confirmSoon(sessionId: string, taskId: string): void {
    this.confirmed.set(sessionId, taskId);
    this.rivals.wake(sessionId);
    if (this.confirmed.size > 1) return;
    const writing = scheduler.wait(CONFIRM_AFTER).then(() => {
      if (this.schema.exists()) this.ctx.storage.transactionSync(() => this.writeConfirmed());
    });
    this.ctx.waitUntil(writing.catch((error) => logError('admission.confirm_failed', error)));
  }

  private writeConfirmed(): void {
    for (const [sessionId, taskId] of this.confirmed) this.write(sessionId, taskId);
    this.confirmed.clear();
  }

  private write(sessionId: string, taskId: string): void {
    this.ctx.storage.sql.exec(
      "UPDATE claims SET state = 'confirmed' WHERE session_id = ? AND task_id = ?",
      sessionId,
      taskId,
    );
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
    return sessionWindow(this.env);
  }
}

type Holder = { taskId: string; state: 'pending' | 'confirmed'; at: number };
