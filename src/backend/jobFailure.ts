// Why a job, or one of its outputs, can't be finished.
import type { Failure } from '../contract/report.ts';

export class JobFailure extends Error {
  readonly failure: Failure;
  /** Another attempt, perhaps on another backend, may do better: the fault is not the job's. */
  readonly retry: boolean;

  constructor(failure: Failure, retry = false) {
    super(failure.message);
    this.name = 'JobFailure';
    this.failure = failure;
    this.retry = retry;
  }
}

/** A fault of this backend or of what it works with: the attempt is given back. */
export function passing(message: string): JobFailure {
  return new JobFailure({ code: 'InternalError', message }, true);
}

/** `error` as a JobFailure: what nobody foresaw is a fault of ours. */
export function asJobFailure(error: unknown): JobFailure {
  if (error instanceof JobFailure) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return passing(
    code === 'ENOSPC' ? 'The backend has no disk space left.' : 'The backend failed unexpectedly.',
  );
}
