// The jobs of a pool. Callers hold the transaction.
import type { PoolJob } from '../contract/rpc.ts';
import { type Env, scaled } from '../platform/env.ts';
import * as settings from '../platform/settings.ts';
import { AccountTurns } from './accountTurns.ts';
import type { FreeBackend } from './backends.ts';
import type { JobRow } from './jobRow.ts';
import type { PoolGauges } from './metricsText.ts';
import { nextJob } from './nextJob.ts';

/** An attempt that no backend is known to have taken ends sooner: its slot stands empty. */
const UNCONFIRMED_LEASE = settings.LEASE / 2;

export class Jobs {
  private readonly sql: SqlStorage;
  private readonly env: Env;
  private readonly turns: AccountTurns;
  /** Leases as they are now; on disk they are at most LEASE_WRITE older. */
  private readonly leases = new Map<string, { until: number; written: number; began?: number }>();
  /** While this object was away nobody could be heard: no lease that it finds on disk ends earlier than a full one from now. */
  private readonly since = Date.now();

  constructor(sql: SqlStorage, env: Env) {
    this.sql = sql;
    this.env = env;
    this.turns = new AccountTurns(sql);
  }

  add(job: PoolJob): void {
    this.sql.exec(
      `INSERT OR IGNORE INTO jobs (id, task, book, app_id, spec, priority, offline, created_at, parent, state, not_before, deadline)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ready', 0, ?)`,
      job.id,
      job.taskId,
      job.book,
      job.appId,
      JSON.stringify(job),
      job.priority,
      job.offline ? 1 : 0,
      job.createdAt,
      job.parent ?? null,
      Date.now() + scaled(this.env, settings.READY_DEADLINE + (job.offline ? 3 * settings.DAY : 0)),
    );
    this.turns.join(job.appId, job.offline);
  }

  /** The row of a job that is not over. */
  row(id: string): JobRow | null {
    return (
      this.sql.exec<JobRow>("SELECT * FROM jobs WHERE id = ? AND state != 'ended'", id).toArray()[0] ?? null
    );
  }

  /** The job's row if `attempt` is its live attempt. */
  live(id: string, attempt: number): JobRow | null {
    const row = this.row(id);
    return row?.state === 'running' && row.attempt === attempt ? row : null;
  }

  /** The job to start next on `backend`; `elsewhere`: another backend may take what failed on this one. */
  best(now: number, backend: string, elsewhere: boolean): JobRow | null {
    return nextJob(this.sql, this.env, this.turns, now, backend, elsewhere);
  }

  /** Begins an attempt; returns its number. */
  start(row: JobRow, backend: FreeBackend, now: number): number {
    const until = now + scaled(this.env, UNCONFIRMED_LEASE);
    this.sql.exec(
      "UPDATE jobs SET state = 'running', attempt = attempt + 1, confirmed = 0, backend = ?, boot = ?, lease_until = ? WHERE id = ?",
      backend.id,
      backend.boot,
      until,
      row.id,
    );
    this.leases.set(row.id, { until, written: now, began: now });
    this.turns.served(row.app_id, row.offline === 1);
    return row.attempt + 1;
  }

  /** The backend of a running attempt was heard from. Answers whether that was for the first time. */
  renew(row: JobRow, now: number): boolean {
    const until = now + scaled(this.env, settings.LEASE);
    const lease = this.leases.get(row.id) ?? { until, written: 0 };
    lease.until = until;
    const first = row.confirmed === 0;
    if (first || now - lease.written >= scaled(this.env, settings.LEASE_WRITE)) {
      this.sql.exec('UPDATE jobs SET lease_until = ?, confirmed = 1 WHERE id = ?', until, row.id);
      lease.written = now;
    }
    this.leases.set(row.id, lease);
    return first;
  }

  /** How long the running attempt has lasted, in milliseconds; null when this object was away when it began. */
  lasted(id: string, now: number): number | null {
    const began = this.leases.get(id)?.began;
    return began === undefined ? null : now - began;
  }

  /** Running attempts whose lease is over. */
  expired(now: number): JobRow[] {
    const grace = this.since + scaled(this.env, settings.LEASE);
    return this.sql
      .exec<JobRow>("SELECT * FROM jobs WHERE state = 'running' AND lease_until <= ?", now)
      .toArray()
      .filter((row) => (this.leases.get(row.id)?.until ?? Math.max(row.lease_until!, grace)) <= now);
  }

  /** Ready jobs that waited too long for any backend. */
  pastDeadline(now: number): JobRow[] {
    return this.sql.exec<JobRow>("SELECT * FROM jobs WHERE state = 'ready' AND deadline <= ?", now).toArray();
  }

  /** Attempts that were given to this process and that it is not known to run. */
  unconfirmed(backend: FreeBackend): JobRow[] {
    return this.sql
      .exec<JobRow>(
        "SELECT * FROM jobs WHERE state = 'running' AND backend = ? AND boot = ? AND confirmed = 0",
        backend.id,
        backend.boot,
      )
      .toArray();
  }

  /** A container that was started for its first attempts has told who it is. */
  adopt({ id, boot }: FreeBackend): void {
    this.sql.exec("UPDATE jobs SET boot = ? WHERE backend = ? AND state = 'running' AND boot = ''", boot, id);
  }

  /** Running attempts of an earlier process of this backend. */
  ofOtherBoot(backend: string, boot: string): JobRow[] {
    return this.sql
      .exec<JobRow>("SELECT * FROM jobs WHERE state = 'running' AND backend = ? AND boot != ?", backend, boot)
      .toArray();
  }

  /** Ready again. A counted failure waits a little longer each time. */
  giveBack(row: JobRow, reason: string, counts: boolean, now: number): void {
    const wait = counts ? scaled(this.env, (row.failures + 1) * settings.HINT_RESEND) : 0;
    this.leases.delete(row.id);
    this.sql.exec(
      "UPDATE jobs SET state = 'ready', failures = failures + ?, reason = ?, not_before = ?, lease_until = NULL WHERE id = ?",
      counts ? 1 : 0,
      reason,
      now + wait,
      row.id,
    );
    this.turns.join(row.app_id, row.offline === 1);
  }

  /** Subtasks that ended, with or without success: they are not done again. */
  done(row: JobRow, subtasks: number[]): void {
    const known = new Set([...(JSON.parse(row.done) as number[]), ...subtasks]);
    row.done = JSON.stringify([...known]);
    this.sql.exec('UPDATE jobs SET done = ? WHERE id = ?', row.done, row.id);
  }

  /** The job is over. Its row stays a while: a book that did not hear the answer submits it again. */
  remove(id: string): void {
    this.leases.delete(id);
    this.sql.exec(
      "UPDATE jobs SET state = 'ended', spec = '{}', deadline = ? WHERE id = ?",
      Date.now() + scaled(this.env, settings.HOUR),
      id,
    );
  }

  /** A job that was never heard of is over before it comes: its task was aborted while it was on its way. */
  forbid(id: string): void {
    this.sql.exec(
      `INSERT OR IGNORE INTO jobs (id, task, book, app_id, spec, priority, offline, created_at, state, not_before, deadline)
       VALUES (?, '', '', '', '{}', 0, 0, 0, 'ended', 0, ?)`,
      id,
      Date.now() + scaled(this.env, settings.HOUR),
    );
  }

  /** Drops the rows of jobs that ended long ago. */
  forget(now: number): void {
    this.sql.exec("DELETE FROM jobs WHERE state = 'ended' AND deadline <= ?", now);
  }

  /** How many jobs could start now, as far as `limit`. */
  startable(now: number, limit: number): number {
    return this.sql
      .exec<{ n: number }>(
        "SELECT count(*) AS n FROM (SELECT 1 FROM jobs WHERE state = 'ready' AND not_before <= ? LIMIT ?)",
        now,
        limit,
      )
      .one().n;
  }

  any(): boolean {
    return this.sql.exec("SELECT 1 FROM jobs WHERE state != 'ended' LIMIT 1").toArray().length > 0;
  }

  /** Jobs by state and priority. */
  byPriority(): PoolGauges['jobs'] {
    return this.sql
      .exec<{ state: 'waiting' | 'running'; priority: number; jobs: number }>(
        `SELECT 'waiting' AS state, priority, count(*) AS jobs FROM jobs WHERE state = 'ready' GROUP BY priority
         UNION ALL SELECT 'running', priority, count(*) FROM jobs WHERE state = 'running' GROUP BY priority`,
      )
      .toArray();
  }

  /** When the oldest ready job was created; null when none is ready. */
  oldestWaiting(): number | null {
    const oldest = "(SELECT min(created_at) AS at FROM jobs WHERE state = 'ready' AND offline =";
    return this.sql
      .exec<{ at: number | null }>(
        `SELECT min(at) AS at FROM (SELECT * FROM ${oldest} 0) UNION ALL SELECT * FROM ${oldest} 1))`,
      )
      .one().at;
  }

  count(): { waiting: number; running: number } {
    const rows = this.sql
      .exec<{ state: string; n: number }>('SELECT state, count(*) AS n FROM jobs GROUP BY state')
      .toArray();
    const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
    return { waiting: of('ready'), running: of('running') };
  }
}
