// A task that was planned and is to be accepted.
import type { PoolJob } from '../contract/rpc.ts';
import type { TaskRequest } from '../mps/view.ts';
import type { Plan, PlannedJob } from '../plan/plan.ts';

export interface NewTask {
  taskId: string;
  appId: string;
  request: TaskRequest;
  /** Sealed (sealNotifySecrets); "" when callbacks need none. */
  notifySecrets: string;
  /** Its input URLs are sealed. */
  plan: Plan;
  /** −10…10, higher first. */
  priority: number;
  offline: boolean;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** What all jobs of a task have in common. */
export type JobOrigin = Pick<
  PoolJob,
  'taskId' | 'book' | 'appId' | 'priority' | 'offline' | 'createdAt' | 'lineage' | 'inputAgain'
>;

/** A task's jobs as their pools take them, the first of them being the plan's `first`-th. JobIds are `<TaskId>-<n>`. */
export function poolJobs(
  origin: JobOrigin,
  jobs: readonly PlannedJob[],
  first = 0,
): { pool: string; job: PoolJob }[] {
  return jobs.map(({ pool, from: _, asks: __, ...work }, index) => ({
    pool,
    job: { ...work, ...origin, id: `${origin.taskId}-${first + index}` },
  }));
}
