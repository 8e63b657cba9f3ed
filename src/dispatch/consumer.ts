// The dispatch queue's consumer. A message says "a slot is free": what runs is decided when it is taken out.
import type { Job } from '../contract/job.ts';
import type { DispatchHint, Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { inputAccess } from '../storage/access.ts';
import { startJob } from './backendClient.ts';
import type { Lease } from './jobRow.ts';
import { jobToken } from './jobToken.ts';
import { poolOf } from './pools.ts';

/** Runs a batch side by side. Every message is acked: the pool's alarm sends a new hint where one came to nothing. */
export async function consumeDispatch(batch: MessageBatch<DispatchHint>, env: Env): Promise<void> {
  await Promise.all(
    batch.messages.map((message) =>
      startOne(env, message.body.pool).catch((error) => logError('dispatch.failed', error)),
    ),
  );
  batch.ackAll();
}

async function startOne(env: Env, poolName: string): Promise<void> {
  const pool = poolOf(env, poolName);
  const lease = await pool.lease();
  if (!lease) return;
  const refusal = await post(env, lease, poolName);
  if (refusal === null) await pool.started(lease.job.id, lease.attempt);
  else await pool.refused(lease.job.id, lease.attempt, refusal);
}

/** Gives the job to the backend; null when it took it, else why not. */
async function post(env: Env, lease: Lease, pool: string): Promise<string | null> {
  const { job: planned, attempt } = lease;
  const job: Job = {
    id: planned.id,
    taskId: planned.taskId,
    attempt,
    token: jobToken(env, { pool, jobId: planned.id, attempt }),
    kind: planned.kind,
    input: inputAccess(env, planned.input, Date.now()),
    outputs: planned.outputs,
  };
  return startJob(env, lease.backendUrl, job);
}
