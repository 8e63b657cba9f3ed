// How ready jobs come to backends with a free slot: posted from here, by a message for each slot, or pulled.
import { count } from '../platform/count.ts';
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import * as settings from '../platform/settings.ts';
import type { Schema } from '../platform/sql.ts';
import type { Backends, FreeBackend } from './backends.ts';
import { type JobRow, type Lease, type LeasedJob, remainingJob } from './jobRow.ts';
import type { Jobs } from './jobs.ts';
import { PullDesk } from './pullDesk.ts';
import { SlotHints } from './slotHints.ts';
import { type Leaser, startLeased } from './startLeased.ts';

export class Leases {
  private readonly env: Env;
  private readonly schema: Schema;
  private readonly jobs: Jobs;
  private readonly backends: Backends;
  private readonly ctx: Pick<DurableObjectState, 'waitUntil'>;
  private readonly pool: Leaser;
  private readonly pull = new PullDesk();
  private readonly hints: SlotHints;
  /** How many jobs are given to backends from here at once, and how many are just now. */
  private readonly directStarts: number;
  private starting = 0;

  /** @param pool the one whose jobs these are: it hears what came of those that are posted */
  constructor(
    ctx: Pick<DurableObjectState, 'waitUntil'>,
    env: Env,
    schema: Schema,
    jobs: Jobs,
    backends: Backends,
    pool: Leaser,
  ) {
    this.ctx = ctx;
    this.env = env;
    this.schema = schema;
    this.jobs = jobs;
    this.backends = backends;
    this.pool = pool;
    this.hints = new SlotHints(env);
    this.directStarts = Number(env.DIRECT_STARTS ?? settings.DIRECT_STARTS);
  }

  /** For a message that says "a slot is free": the best ready job and a backend for it; null when there is no such pair. */
  hinted(): Lease | null {
    this.hints.arrived();
    return this.best();
  }

  /**
   * The best ready job for a process that pulls, as soon as there is one; null after PULL_WAIT. What it was given
   * before and is not known to run, perhaps since the answer did not reach it, it is given again.
   */
  async pulled(backend: FreeBackend): Promise<LeasedJob | null> {
    const until = Date.now() + scaled(this.env, settings.PULL_WAIT);
    this.pull.asks(backend.id);
    do {
      const leased = this.schema.exists() ? this.givenTo(backend) : null;
      if (leased) return leased;
    } while (await this.pull.wait(backend.id, until - Date.now()));
    return null;
  }

  /**
   * Fills free slots: a few jobs are given to their backends from here, for the others there is one message for each
   * slot. Whatever of that is lost, the pool's alarm calls this again.
   */
  async fill(): Promise<void> {
    const now = Date.now();
    if (this.pull.size > 0) this.pull.wake(this.jobs.startable(now, this.pull.size));
    const free = this.backends.freeSlots(now);
    if (free === 0) return;
    let usable = this.jobs.startable(now, free);
    for (; usable > 0 && this.starting < this.directStarts; usable--) {
      const lease = this.best();
      if (!lease) return;
      this.starting++;
      this.ctx.waitUntil(
        startLeased(this.env, this.backends.pool(), this.pool, lease)
          .catch((error) => logError('pool.start', error, { job: lease.job.id }))
          .finally(() => this.starting--),
      );
    }
    if (usable > 0) await this.hints.send(this.backends.pool(), usable, now);
  }

  private best(): Lease | null {
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
}

function leasedJob(row: JobRow, attempt: number): LeasedJob {
  return { job: remainingJob(row), attempt, isolate: row.failures > 0 };
}
