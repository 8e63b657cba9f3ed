// What an event does to a task: to its state, and to its plan where jobs wait for each other. No clock, no storage.
import type { JobEvent } from '../contract/rpc.ts';
import { grown, next } from '../plan/graph/next.ts';
import { membersOf, type Plan } from '../plan/plan.ts';
import { nextState, settled, type TaskState } from './state.ts';

export interface Progress {
  plan: Plan;
  state: TaskState;
}

/** The task after an event of the job `<taskId>-<n>`. The jobs that can start now are appended to the plan's. */
export function advance({ plan, state }: Progress, taskId: string, event: JobEvent): Progress {
  const job = plan.jobs[Number(event.jobId.slice(taskId.length + 1))];
  if (!job) return { plan, state };
  const after = nextState(state, membersOf(job), event, job.from === undefined);
  if (after === state || !plan.rest) return { plan, state: after };
  const step = next(plan, after.subtasks, after.source);
  return { plan: grown(plan, step), state: settled(after, step.endings, event.at) };
}
