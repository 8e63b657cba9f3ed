// From a plan to an accepted task: what all kinds of tasks have in common.
import type { Plan } from '../plan/plan.ts';
import type { Env } from '../platform/env.ts';
import { acceptTask } from './acceptTask.ts';
import { checkBuckets } from './checkBuckets.ts';
import type { taskCallback } from './notifyConfig.ts';
import { sealedPlan } from './sealedPlan.ts';
import type { TaskParameters } from './taskParameters.ts';

export interface PlannedTask {
  taskId: string;
  /** As the request has them. */
  parameters: TaskParameters;
  /** From taskCallback. */
  callback: ReturnType<typeof taskCallback>;
  plan: Plan;
  /** InputInfo as answers repeat it, without keys. */
  inputInfo: Record<string, unknown>;
}

/**
 * Accepts a planned task: it is durable when this returns. Throws ApiError for a bucket that the account may not use, and
 * as acceptTask does. `comesAgain`: a start that failed is repeated by its caller.
 */
export async function acceptPlan(
  { env, appId, now }: { env: Env; appId: string; now: number },
  { taskId, parameters, callback, plan, inputInfo }: PlannedTask,
  comesAgain = false,
): Promise<void> {
  const { sessionId, sessionContext, priority, offline } = parameters;
  checkBuckets(env, plan);
  await acceptTask(
    env,
    {
      ...{ taskId, appId, priority, offline },
      request: {
        InputInfo: inputInfo,
        TaskNotifyConfig: callback.config,
        TasksPriority: priority,
        SessionId: sessionId,
        SessionContext: sessionContext,
      },
      notifySecrets: callback.secrets,
      plan: sealedPlan(env, plan),
      createdAt: now,
    },
    comesAgain,
  );
}
