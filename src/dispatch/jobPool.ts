// JobPool: who runs next and where. It alone owns attempts: a job has at most one live one.
import { DurableObject } from 'cloudflare:workers';
import type { ChunkRequest } from '../contract/chunk.ts';
import type { Heartbeat, HeartbeatAnswer, JobReport } from '../contract/report.ts';
import type { BookRpc, GrantedFile, PoolJob, PoolRpc } from '../contract/rpc.ts';
import type { UploadFile } from '../contract/upload.ts';
import { Alarm } from '../platform/alarm.ts';
import { count } from '../platform/count.ts';
import { type Env, scaled } from '../platform/env.ts';
import { log, logError } from '../platform/log.ts';
import * as settings from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';
import { stub } from '../platform/stub.ts';
import { isFenced } from '../storage/access.ts';
import { Attempts } from './attempts.ts';
import { stopJob } from './backendClient.ts';
import { Backends, type FreeBackend } from './backends.ts';
import { Chunks, type KnownChunk } from './chunks.ts';
import { type GrantAnswer, grantedFiles, recordGrants, setUploadId } from './grants.ts';
import { type JobRow, type Lease, type LeasedJob, remainingJob } from './jobRow.ts';
import { Jobs } from './jobs.ts';
import type { PoolGauges } from './metricsText.ts';
import { PoolOutbox } from './poolOutbox.ts';
import { PullDesk } from './pullDesk.ts';
import { JOB_POOL_SCHEMA } from './schema.ts';
import { SlotHints } from './slotHints.ts';
import { startLeased } from './startLeased.ts';
import { type Progress, takeHeartbeat } from './takeHeartbeat.ts';

export class JobPool extends DurableObject<Env> implements PoolRpc {
  private readonly schema: Schema;
  private readonly alarmClock: Alarm;
  private readonly jobs: Jobs;
  private readonly backends: Backends;
  private readonly attempts: Attempts;
  private readonly chunks: Chunks;
  private readonly outbox: PoolOutbox;
  private readonly pull = new PullDesk();
  private readonly hints: SlotHints;
  /** How many jobs are given to backends from here at once, and how many are just now. */
  private readonly directStarts: number;
  private starting = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.schema = new Schema(ctx.storage, JOB_POOL_SCHEMA);
    this.alarmClock = new Alarm(ctx.storage);
    this.jobs = new Jobs(ctx.storage.sql, env);
    this.backends = new Backends(ctx.storage.sql, env);
    this.outbox = new PoolOutbox(ctx.storage.sql, env);
    this.chunks = new Chunks(ctx.storage.sql, this.jobs);
    this.attempts = new Attempts(ctx.storage.sql, env, this.jobs, this.backends, this.outbox, this.chunks);
    this.hints = new SlotHints(env);
    this.directStarts = Number(env.DIRECT_STARTS ?? settings.DIRECT_STARTS);
  }

  /** Takes jobs in; one that is known is left as it is. */
  async submit(jobs: PoolJob[]): Promise<void> {
    this.schema.ensure();
    this.ctx.storage.transactionSync(() => {
      for (const job of jobs) this.jobs.add(job);
    });
    await this.alarmClock.by(Date.now() + scaled(this.env, settings.HINT_RESEND));
    await this.hint();
  }

  /** Ends jobs without a result. Their backends are told at once; one that does not hear it learns it by heartbeat. */
  async cancel(jobIds: string[]): Promise<void> {
    this.schema.ensure();
    this.ctx.storage.transactionSync(() => {
      for (const id of jobIds) {
        const row = this.jobs.row(id);
        if (!row) {
          this.jobs.forbid(id);
          continue;
        }
        const url = row.state === 'running' && this.backends.url(row.backend!);
        if (url) this.ctx.waitUntil(stopJob(this.env, url, id));
        this.attempts.drop(row);
      }
    });
    await this.soon();
  }

  /** The best ready job and a backend with a free slot; null when there is no such pair. */
  async lease(): Promise<Lease | null> {
    if (!this.schema.exists()) return null;
    this.hints.arrived();
    const lease = this.leaseBest();
    if (lease) await this.alarmClock.by(Date.now() + scaled(this.env, settings.LEASE));
    return lease;
  }

  /**
   * The best ready job for a process that pulls, as soon as there is one; null after PULL_WAIT. What it was given
   * before and is not known to run, perhaps since the answer did not reach it, it is given again.
   */
  async next(backendId: string, bootId: string): Promise<LeasedJob | null> {
    const until = Date.now() + scaled(this.env, settings.PULL_WAIT);
    const backend = { id: backendId, boot: bootId };
    this.pull.asks(backendId);
    do {
      const now = Date.now();
      const leased = this.schema.exists() ? this.givenTo(backend) : null;
      if (leased) {
        await this.alarmClock.by(now + scaled(this.env, settings.LEASE));
        return leased;
      }
    } while (await this.pull.wait(backendId, until - Date.now()));
    return null;
  }

  /** The backend answered 202. */
  async started(jobId: string, attempt: number): Promise<void> {
    const row = this.live(jobId, attempt);
    if (!row) return;
    this.attempts.heardOf(row, Date.now());
    await this.soon();
  }

  /**
   * The backend did not take the job. `counts`: it can't read it, which is a failed attempt like any other; else the
   * backend rests and the attempt does not count.
   */
  async refused(jobId: string, attempt: number, reason: string, counts = false): Promise<void> {
    const row = this.live(jobId, attempt);
    if (!row) return;
    const now = Date.now();
    this.attempts.say('job.refused', row, { reason }, now);
    this.ctx.storage.transactionSync(() => {
      if (counts) return this.attempts.failed(row, reason, now);
      this.backends.rest(row.backend!, now + scaled(this.env, settings.BACKEND_REST));
      this.jobs.giveBack(row, reason, false, now);
    });
    await this.soon();
  }

  /** Takes a backend's heartbeat; answers which of its jobs are no longer its own. */
  async heartbeat(pool: string, beat: Heartbeat): Promise<HeartbeatAnswer> {
    this.schema.ensure();
    const { stop, progress, lost } = this.ctx.storage.transactionSync(() =>
      takeHeartbeat(
        { jobs: this.jobs, backends: this.backends, attempts: this.attempts },
        pool,
        beat,
        Date.now(),
      ),
    );
    this.ctx.waitUntil(this.passOn(progress));
    const unmet = beat.draining ? this.jobs.unconfirmed({ id: beat.backendId, boot: beat.bootId }) : [];
    for (const row of unmet) await this.refused(row.id, row.attempt, 'the backend is shutting down');
    if (lost > 0) log('backend.restarted', { backend: beat.backendId, lost });
    await this.soon();
    return {
      stop,
      busyMs: scaled(this.env, settings.HEARTBEAT_BUSY),
      idleMs: scaled(this.env, settings.HEARTBEAT_IDLE),
    };
  }

  /** Takes a report of the live attempt; "stale" for any other. */
  async report(jobId: string, attempt: number, report: JobReport): Promise<'ok' | 'stale'> {
    const row = this.live(jobId, attempt);
    if (!row) return 'stale';
    this.ctx.storage.transactionSync(() => this.attempts.reported(row, report, Date.now()));
    await this.soon();
    return 'ok';
  }

  /** Checks and records which files the live attempt may write; null when it may not. */
  async grant(
    jobId: string,
    attempt: number,
    subtask: number,
    files: UploadFile[],
  ): Promise<GrantAnswer | null> {
    const row = this.live(jobId, attempt);
    const now = Date.now();
    return (
      row &&
      recordGrants(this.ctx.storage.sql, row, subtask, files, now, (object, file) =>
        isFenced(this.env, object, file) ? null : now + scaled(this.env, settings.UPLOAD_GRANT),
      )
    );
  }

  /**
   * The chunks of an output of a running job. The first call cuts it, if another backend has a free slot and no other
   * job waits for that. Null: the attempt is over.
   */
  async cutIntoChunks(
    jobId: string,
    attempt: number,
    request: ChunkRequest,
  ): Promise<{ chunks: KnownChunk[]; taken: number | null } | null> {
    const row = this.live(jobId, attempt);
    if (!row || row.parent) return null;
    const { subtask } = request;
    const now = Date.now();
    const taken = this.ctx.storage.transactionSync(() => {
      if (!this.chunks.any(jobId, subtask)) {
        const idle = this.backends.freeBeside(row.backend!, now) && this.jobs.startable(now, 1) === 0;
        if (!idle || !this.chunks.cut(row, request)) return null;
        log('job.cut', { job: jobId, attempt, subtask, chunks: request.ranges.length });
      }
      const chunk = request.take ? this.chunks.take(jobId, subtask, attempt) : null;
      const job = chunk && this.jobs.row(chunk.job);
      if (job) this.attempts.drop(job);
      return chunk?.number ?? null;
    });
    const chunks = this.chunks.list(jobId, subtask, attempt);
    if (chunks.length > 0) await this.soon();
    return { chunks, taken };
  }

  /** The inputs of a job, for its live attempt. */
  async inputs(jobId: string, attempt: number): Promise<Pick<PoolJob, 'input' | 'files'> | null> {
    const row = this.live(jobId, attempt);
    if (!row) return null;
    const { input, files } = remainingJob(row);
    return { input, ...(files && { files }) };
  }

  /** Notes the multipart upload that was begun for a granted file; false when the attempt is over. */
  async beginMultipart(jobId: string, attempt: number, key: string, uploadId: string): Promise<boolean> {
    if (!this.live(jobId, attempt)) return false;
    setUploadId(this.ctx.storage.sql, jobId, key, uploadId);
    return true;
  }

  /** The granted file of a multipart upload that the live attempt wants to complete. */
  async granted(jobId: string, attempt: number, key: string, uploadId: string): Promise<GrantedFile | null> {
    const row = this.live(jobId, attempt);
    const file = row
      ? grantedFiles(this.ctx.storage.sql, jobId).find(
          ({ target, uploadId: id }) => target.key === key && id === uploadId,
        )
      : undefined;
    if (!row || !file) return null;
    const { lineage } = remainingJob(row);
    return { ...file, ...(lineage && { lineage }) };
  }

  /** Whether an attempt is the live one of its job. */
  async isLive(jobId: string, attempt: number): Promise<boolean> {
    return this.live(jobId, attempt) !== null;
  }

  /** Where live backends are reached, for what takes no slot. */
  async reachable(): Promise<string[]> {
    return this.schema.exists() ? this.backends.urls(Date.now()) : [];
  }

  /** Backends that can be given work now. */
  async ready(): Promise<{ backends: number; slots: number; waiting: number; running: number }> {
    if (!this.schema.exists()) return { backends: 0, slots: 0, waiting: 0, running: 0 };
    return { ...this.backends.count(Date.now()), ...this.jobs.count() };
  }

  /** For metrics. */
  async gauges(): Promise<PoolGauges> {
    if (!this.schema.exists()) return { backends: 0, slots: 0, jobs: [], oldestWaiting: null };
    return {
      ...this.backends.count(Date.now()),
      jobs: this.jobs.byPriority(),
      oldestWaiting: this.jobs.oldestWaiting(),
    };
  }

  override async alarm(): Promise<void> {
    this.alarmClock.fired();
    try {
      if (!this.schema.exists()) return;
      const now = Date.now();
      if (this.jobs.any() || !this.outbox.empty())
        await this.alarmClock.by(now + scaled(this.env, settings.HINT_RESEND));
      this.ctx.storage.transactionSync(() => {
        for (const row of this.jobs.expired(now))
          this.attempts.lost(row.id, 'the backend was not heard from', now);
        for (const row of this.jobs.pastDeadline(now)) {
          this.attempts.end(
            row.id,
            {
              code: 'InternalError',
              message: `no backend could take the job in time${row.reason ? `: ${row.reason}` : ''}`,
            },
            now,
          );
        }
        this.backends.forget(now);
        this.jobs.forget(now);
      });
      await this.soon();
    } catch (error) {
      logError('pool.alarm', error);
      await this.alarmClock.by(Date.now() + scaled(this.env, settings.OUTBOX_RETRY));
    }
  }

  private leaseBest(): Lease | null {
    const now = Date.now();
    const backend = this.backends.free(now);
    const leased = backend && this.leaseTo(backend, now);
    return leased ? { ...leased, backendUrl: backend.url } : null;
  }

  private givenTo(backend: FreeBackend): LeasedJob | null {
    const before = this.jobs.unconfirmed(backend)[0];
    if (before) return leasedJob(before, before.attempt);
    const now = Date.now();
    return this.backends.hasFreeSlot(backend, now) ? this.leaseTo(backend, now) : null;
  }

  private leaseTo(backend: FreeBackend, now: number): LeasedJob | null {
    const row = this.jobs.best(now, backend.id, this.backends.count(now).backends > 1);
    if (!row) return null;
    count(this.env, 'edge_mps_attempts_total', { pool: this.backends.pool() });
    return leasedJob(row, this.jobs.start(row, backend, now));
  }

  /** The job's row if `attempt` is its live attempt. */
  private live(jobId: string, attempt: number): JobRow | null {
    return this.schema.exists() ? this.jobs.live(jobId, attempt) : null;
  }

  private async passOn(progress: Map<string, Progress>): Promise<void> {
    for (const [book, updates] of progress) {
      await stub<BookRpc>(this.env.TASK_BOOK, book)
        .progress(updates)
        .catch((error) => logError('pool.progress', error, { book }));
    }
  }

  private drainSoon(): void {
    this.ctx.waitUntil(this.outbox.drain());
  }

  private async soon(): Promise<void> {
    await this.alarmClock.by(Date.now() + scaled(this.env, settings.HINT_RESEND));
    this.drainSoon();
    await this.hint();
  }

  /**
   * Fills free slots: a few jobs are given to their backends from here, for the others there is one message for each
   * slot. Whatever of that is lost, the alarm sends messages.
   */
  private async hint(): Promise<void> {
    const now = Date.now();
    if (this.pull.size > 0) this.pull.wake(this.jobs.startable(now, this.pull.size));
    const free = this.backends.freeSlots(now);
    if (free === 0) return;
    let usable = this.jobs.startable(now, free);
    for (; usable > 0 && this.starting < this.directStarts; usable--) {
      const lease = this.leaseBest();
      if (!lease) return;
      this.starting++;
      this.ctx.waitUntil(
        startLeased(this.env, this.backends.pool(), this, lease)
          .catch((error) => logError('pool.start', error, { job: lease.job.id }))
          .finally(() => this.starting--),
      );
    }
    if (usable > 0) await this.hints.send(this.backends.pool(), usable, now);
  }
}

function leasedJob(row: JobRow, attempt: number): LeasedJob {
  return { job: remainingJob(row), attempt, isolate: row.failures > 0 };
}
