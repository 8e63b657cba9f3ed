// A leased job as its backend gets it: tokens made, URLs signed.
import type { Job } from '../contract/job.ts';
import type { JobReport } from '../contract/report.ts';
import type { Env } from '../platform/env.ts';
import { fileAccess, inputAccess } from '../storage/access.ts';
import { LocationLost } from '../storage/locationLost.ts';
import { openOutput } from '../storage/sealedOutput.ts';
import { isObject } from './beside.ts';
import type { LeasedJob } from './jobRow.ts';
import { jobToken } from './jobToken.ts';

/** A pool, to which a failure is reported. */
export interface ReportTo {
  report(jobId: string, attempt: number, report: JobReport): Promise<'ok' | 'stale'>;
}

/** The job, or null when an input of it can't be reached any more: then it has failed, and its pool knows. */
export async function jobOrFailure(
  env: Env,
  poolName: string,
  pool: ReportTo,
  leased: LeasedJob,
): Promise<Job | null> {
  try {
    return await jobOf(env, poolName, leased);
  } catch (error) {
    if (!(error instanceof LocationLost)) throw error;
    await pool.report(leased.job.id, leased.attempt, {
      ...{ source: null, subtasks: [], final: true, retry: false },
      failure: { code: 'InternalError', message: error.message },
    });
    return null;
  }
}

/** `pool`: the name of the pool that leased it. */
export async function jobOf(env: Env, pool: string, { job, attempt, isolate }: LeasedJob): Promise<Job> {
  const now = Date.now();
  return {
    id: job.id,
    taskId: job.taskId,
    attempt,
    token: jobToken(env, { pool, jobId: job.id, attempt }),
    kind: job.kind,
    input: {
      ...(await inputAccess(env, job.input, now)),
      ...(isObject(job.input) && { beside: true }),
    },
    ...(job.inputAgain && { inputAgain: true }),
    ...(job.files && {
      files: await Promise.all(
        job.files.map(async (file) => ({
          ...(await fileAccess(env, file, now)),
          ...(isObject(file.location) && { beside: true }),
        })),
      ),
    }),
    outputs: job.outputs.map((output) => openOutput(env, output)),
    isolate,
  };
}
