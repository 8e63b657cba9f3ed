// A task that was planned and is to be accepted.
import type { PoolJob } from '../contract/rpc.ts';
import type { TaskRequest } from '../mps/view.ts';
import type { Plan } from '../plan/plan.ts';

export interface NewTask {
  taskId: string;
  appId: string;
  request: TaskRequest;
  /** Sealed (sealNotifyKey); "" when callbacks are not signed. */
  notifyKey: string;
  /** Its input URLs are sealed. */
  plan: Plan;
  /** −10…10, higher first. */
  priority: number;
  offline: boolean;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** The task's jobs as their pools take them. JobIds are `<TaskId>-<n>`. */
export function poolJobs(book: string, task: NewTask): { pool: string; job: PoolJob }[] {
  return task.plan.jobs.map(({ pool, ...work }, index) => ({
    pool,
    job: {
      ...work,
      id: `${task.taskId}-${index}`,
      taskId: task.taskId,
      book,
      appId: task.appId,
      priority: task.priority,
      offline: task.offline,
      createdAt: task.createdAt,
    },
  }));
}
