// What time alone ends in a pool.
import type { Attempts } from './attempts.ts';
import type { Backends } from './backends.ts';
import type { Jobs } from './jobs.ts';

/**
 * Ends attempts whose backend was not heard from and jobs that no backend took in time, and forgets what is long over.
 * The caller holds the transaction.
 */
export function endOverdue(
  { jobs, backends, attempts }: { jobs: Jobs; backends: Backends; attempts: Attempts },
  now: number,
): void {
  for (const row of jobs.expired(now)) attempts.lost(row.id, 'the backend was not heard from', now);
  for (const row of jobs.pastDeadline(now)) {
    const message = `no backend could take the job in time${row.reason ? `: ${row.reason}` : ''}`;
    attempts.end(row.id, { code: 'InternalError', message }, now);
  }
  backends.forget(now);
  jobs.forget(now);
}
