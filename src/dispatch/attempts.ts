// What becomes of attempts: heard of, reported, lost, over. What it causes goes into the pool's outbox. Callers hold the
// transaction.
import type { Failure, JobReport } from '../contract/report.ts';
import type { JobEvent } from '../contract/rpc.ts';
import { count } from '../platform/count.ts';
import type { Env } from '../platform/env.ts';
import { type LogFields, log } from '../platform/log.ts';
import { MAX_ATTEMPTS } from '../platform/settings.ts';
import type { Backends } from './backends.ts';
import type { Chunks } from './chunks.ts';
import { hasGrants, takeGrants } from './grants.ts';
import { type JobRow, remainingJob } from './jobRow.ts';
import type { Jobs } from './jobs.ts';
import type { PoolOutbox } from './poolOutbox.ts';

export class Attempts {
  private readonly sql: SqlStorage;
  private readonly env: Env;
  private readonly jobs: Jobs;
  private readonly backends: Backends;
  private readonly outbox: PoolOutbox;
  private readonly chunks: Chunks;

  constructor(sql: SqlStorage, env: Env, jobs: Jobs, backends: Backends, outbox: PoolOutbox, chunks: Chunks) {
    this.sql = sql;
    this.env = env;
    this.jobs = jobs;
    this.backends = backends;
    this.outbox = outbox;
    this.chunks = chunks;
  }

  /** A running attempt was heard of: its lease goes on, and the first time its book learns that it runs. */
  heardOf(row: JobRow, now: number): void {
    if (!this.jobs.renew(row, now)) return;
    this.tell(row, [{ type: 'started', jobId: row.id, at: now }]);
    this.say('job.started', row, {}, now);
  }

  /** The live attempt has reported. */
  reported(row: JobRow, report: JobReport, now: number): void {
    this.heardOf(row, now);
    const events: JobEvent[] = [];
    if (report.source) events.push({ type: 'source', jobId: row.id, at: now, facts: report.source });
    if (report.subtasks.length > 0) {
      events.push({ type: 'subtasks', jobId: row.id, at: now, reports: report.subtasks });
      this.jobs.done(
        row,
        report.subtasks.map((subtask) => subtask.subtask),
      );
      for (const subtask of report.subtasks) {
        if (subtask.status === 'failed') this.discard(row, subtask.subtask);
        if (subtask.status === 'failed' && row.parent) this.chunks.ended(row.id, false);
      }
    }
    this.tell(row, events);
    if (!report.final) return;
    const { failure } = report;
    const outcome = {
      retry: report.retry,
      failure: failure?.code ?? null,
      reason: failure?.message ?? null,
    };
    this.say('job.reported', row, outcome, now);
    if (report.retry) this.lost(row.id, failure?.message ?? 'given back', now, failure === null);
    else this.end(row.id, failure, now);
  }

  /**
   * An attempt ended without a result: another one, or the end after the last. One that was given back
   * does not count, nor one that no backend is known to have begun.
   */
  lost(jobId: string, reason: string, now: number, givenBack = false): void {
    const row = this.jobs.row(jobId);
    if (row?.state !== 'running') return;
    const free = givenBack || row.confirmed === 0;
    if (!givenBack) count(this.env, 'edge_mps_lease_losses_total', { pool: this.backends.pool() });
    this.say('job.attempt_lost', row, { reason }, now);
    // Everything was reported and only the last word is missing: there is nothing left to do again.
    if (row.done !== '[]' && remainingJob(row).outputs.length === 0) {
      this.end(jobId, null, now);
      return;
    }
    if (free) this.jobs.giveBack(row, reason, false, now);
    else this.failed(row, reason, now);
  }

  /** A running attempt has failed: another one, or the end after the last. */
  failed(row: JobRow, reason: string, now: number): void {
    if (row.failures + 1 < MAX_ATTEMPTS) {
      this.jobs.giveBack(row, reason, true, now);
      return;
    }
    const message = `given up after ${MAX_ATTEMPTS} attempts: ${reason}`;
    this.end(row.id, { code: 'InternalError', message }, now);
  }

  /** A job is over; what of it has no result has failed. */
  end(jobId: string, failure: Failure | null, now: number): void {
    const row = this.jobs.row(jobId);
    if (!row) return;
    // First the files: they are gone when the task is told to have failed.
    this.drop(row);
    this.tell(row, [{ type: 'ended', jobId, at: now, failure }]);
  }

  /**
   * Takes a job out. What its unfinished subtasks were allowed to write is removed. What the others wrote stays, unless
   * its book says that it came too late; so their grants are kept until the book has heard of them.
   */
  drop(row: JobRow): void {
    if (row.parent) this.chunks.ended(row.id, remainingJob(row).outputs.length === 0);
    this.dropChunks(row);
    for (const { subtask } of remainingJob(row).outputs) this.discard(row, subtask);
    this.jobs.remove(row.id);
    if (hasGrants(this.sql, row.id)) this.outbox.settle(row.task, row.id, Date.now());
  }

  /** Chunks are of no use without their job: those that run are stopped by the next heartbeat of their backends. */
  private dropChunks(row: JobRow): void {
    const { jobs, objects } = this.chunks.remove(row.id);
    for (const id of jobs) {
      const chunk = this.jobs.row(id);
      if (chunk) this.drop(chunk);
    }
    const files = objects.map((target) => ({ target, uploadId: null }));
    if (files.length > 0) this.outbox.discard(row.task, files, Date.now());
  }

  /** What a failed subtask was allowed to write is to be removed again. */
  private discard(row: JobRow, subtask: number): void {
    this.outbox.discard(row.task, takeGrants(this.sql, row.id, subtask), Date.now());
  }

  /** A line about an attempt: whose, where, and how long it has lasted. */
  say(event: string, row: JobRow, fields: LogFields, now: number): void {
    const { id: job, task: taskId, attempt, backend } = row;
    const pool = this.backends.pool();
    log(event, { taskId, job, attempt, pool, backend, ...fields, ms: this.jobs.lasted(job, now) });
  }

  private tell(row: JobRow, events: JobEvent[]): void {
    if (events.length > 0 && !row.parent) this.outbox.tell(row.book, row.task, events, Date.now());
  }
}
