// A leased job on its way to its backend.
import type { Env } from '../platform/env.ts';
import { startJob } from './backendClient.ts';
import type { Lease } from './jobRow.ts';
import { jobOrFailure, type ReportTo } from './leasedJob.ts';

/** The pool that leased it. */
export interface Leaser extends ReportTo {
  started(jobId: string, attempt: number): Promise<void>;
  refused(jobId: string, attempt: number, reason: string, counts: boolean): Promise<void>;
}

/**
 * Posts the job and tells its pool what came of it: 202 starts the attempt; anything else gives the job back, and counts
 * when the backend can't read the job.
 */
export async function startLeased(env: Env, poolName: string, pool: Leaser, lease: Lease): Promise<void> {
  const job = await jobOrFailure(env, poolName, pool, lease);
  if (!job) return;
  const refusal = await startJob(env, lease.backendUrl, job);
  if (refusal === null) await pool.started(lease.job.id, lease.attempt);
  else await pool.refused(lease.job.id, lease.attempt, refusal.reason, refusal.counts);
}
