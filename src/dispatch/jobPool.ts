// JobPool: who runs next and where. It alone owns attempts: a job has at most one live one.
import { DurableObject } from 'cloudflare:workers';
import type { ChunkRequest } from '../contract/chunk.ts';
import type { Heartbeat, HeartbeatAnswer, JobReport } from '../contract/report.ts';
import type { BookRpc, GrantedFile, PoolJob, PoolRpc } from '../contract/rpc.ts';
import type { UploadFile } from '../contract/upload.ts';
import { Alarm } from '../platform/alarm.ts';
import { type Env, scaled } from '../platform/env.ts';
import { log, logError } from '../platform/log.ts';
import * as settings from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';
import { stub } from '../platform/stub.ts';
import { isFenced } from '../storage/access.ts';
import { Attempts } from './attempts.ts';
import { stopJob } from './backendClient.ts';
import { Backends } from './backends.ts';
import { Chunks, type KnownChunk } from './chunks.ts';
import { cutChunks } from './cutChunks.ts';
import { endOverdue } from './endOverdue.ts';
import { type GrantAnswer, grantOfUpload, recordGrants, setUploadId } from './grants.ts';
import { type JobRow, type Lease, type LeasedJob, remainingJob } from './jobRow.ts';
import { Jobs } from './jobs.ts';
import { Leases } from './leases.ts';
import type { PoolGauges } from './metricsText.ts';
import { PoolOutbox } from './poolOutbox.ts';
import { JOB_POOL_SCHEMA } from './schema.ts';
import { type Progress, takeHeartbeat } from './takeHeartbeat.ts';

export class JobPool extends DurableObject<Env> implements PoolRpc {
  private readonly schema: Schema;
  private readonly alarmClock: Alarm;
  private readonly jobs: Jobs;
  private readonly backends: Backends;
  private readonly attempts: Attempts;
  private readonly chunks: Chunks;
  private readonly outbox: PoolOutbox;
  private readonly leases: Leases;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.schema = new Schema(ctx.storage, JOB_POOL_SCHEMA);
    this.alarmClock = new Alarm(ctx.storage);
    this.jobs = new Jobs(ctx.storage.sql, env);
    this.backends = new Backends(ctx.storage.sql, env);
    this.outbox = new PoolOutbox(ctx.storage.sql, env);
    this.chunks = new Chunks(ctx.storage.sql, this.jobs);
    this.attempts = new Attempts(ctx.storage.sql, env, this.jobs, this.backends, this.outbox, this.chunks);
    this.leases = new Leases(ctx, env, this.schema, this.jobs, this.backends, this);
  }

  /** Takes jobs in; one that is known is left as it is. */
  async submit(jobs: PoolJob[]): Promise<void> {
    this.schema.ensure();
    this.ctx.storage.transactionSync(() => {
      for (const job of jobs) this.jobs.add(job);
    });
    await this.alarmClock.by(Date.now() + scaled(this.env, settings.HINT_RESEND));
    await this.leases.fill();
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
    const lease = this.leases.hinted();
    if (lease) await this.alarmClock.by(Date.now() + scaled(this.env, settings.LEASE));
    return lease;
  }

  /** The best ready job for a process that pulls, as soon as there is one; null after PULL_WAIT. */
  async next(backendId: string, bootId: string): Promise<LeasedJob | null> {
    const leased = await this.leases.pulled({ id: backendId, boot: bootId });
    if (leased) await this.alarmClock.by(Date.now() + scaled(this.env, settings.LEASE));
    return leased;
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
      takeHeartbeat(this.books(), pool, beat, Date.now()),
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
    const taken = this.ctx.storage.transactionSync(() => cutChunks(this.books(), row, request, Date.now()));
    const chunks = this.chunks.list(jobId, request.subtask, attempt);
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
    return row && grantOfUpload(this.ctx.storage.sql, row, key, uploadId);
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
      this.ctx.storage.transactionSync(() => endOverdue(this.books(), now));
      await this.soon();
    } catch (error) {
      logError('pool.alarm', error);
      await this.alarmClock.by(Date.now() + scaled(this.env, settings.OUTBOX_RETRY));
    }
  }

  private books() {
    return { jobs: this.jobs, backends: this.backends, attempts: this.attempts, chunks: this.chunks };
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
    await this.leases.fill();
  }
}
