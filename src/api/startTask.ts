// From a checked request to an accepted task: of ProcessMedia, or of a scheme that a new file starts.
import { accountTemplates } from '../catalog/accountTemplates.ts';
import { inputInfoEcho } from '../mps/echo.ts';
import type { ProcessMediaRequest } from '../mps/requests.ts';
import { type PlannedScheme, planProcessMedia } from '../plan/processMedia.ts';
import type { Env } from '../platform/env.ts';
import type { NewTask } from '../task/newTask.ts';
import { acceptTask } from './acceptTask.ts';
import { checkBuckets } from './checkBuckets.ts';
import { taskCallback } from './notifyConfig.ts';
import { sealedPlan } from './sealedPlan.ts';
import { taskParameters } from './taskParameters.ts';

export interface TaskStart {
  /** A new one; starting it twice changes nothing. */
  taskId: string;
  request: ProcessMediaRequest;
  /** What ScheduleId stands for. */
  scheme?: PlannedScheme | null;
  /** Names of the schemes (schemeName) that the task's files come from, the task's own included. */
  lineage?: string[];
  /** A start that failed is repeated by its caller, with the same TaskId; absent: the task never exists then. */
  comesAgain?: boolean;
}

/**
 * Accepts a task: it is durable when this returns. Everything that can be wrong with a request without opening its
 * input is refused here: throws ApiError.
 */
export async function startTask(
  { env, appId, now }: { env: Env; appId: string; now: number },
  { taskId, request, scheme = null, lineage = [], comesAgain = false }: TaskStart,
): Promise<void> {
  const { sessionId, sessionContext, priority, offline } = taskParameters(request);
  const callback = taskCallback(env, appId, request.TaskNotifyConfig);
  const templates = await accountTemplates(env, appId, { request, scheme });
  const plan = planProcessMedia(request, appId, templates, { scheme, offline });
  checkBuckets(env, plan);
  const task: NewTask = {
    taskId,
    appId,
    request: {
      // Storage keys of the caller's end here.
      InputInfo: inputInfoEcho({ ...request.InputInfo }),
      TaskNotifyConfig: callback.config,
      TasksPriority: priority,
      SessionId: sessionId,
      SessionContext: sessionContext,
    },
    notifySecrets: callback.secrets,
    plan: sealedPlan(env, lineage.length > 0 ? { ...plan, lineage } : plan),
    priority,
    offline,
    createdAt: now,
  };
  await acceptTask(env, task, comesAgain);
}
