// From a checked request to an accepted task: of ProcessMedia, or of a scheme that a new file starts.
import { accountTemplates } from '../catalog/accountTemplates.ts';
import { inputInfoEcho } from '../mps/echo.ts';
import type { ProcessMediaRequest } from '../mps/requests.ts';
import { type PlannedScheme, planProcessMedia } from '../plan/processMedia.ts';
import type { Env } from '../platform/env.ts';
import { acceptPlan } from './acceptPlan.ts';
import { taskCallback } from './notifyConfig.ts';
import { taskParameters } from './taskParameters.ts';

export interface TaskStart {
  /** A new one; starting it twice changes nothing. */
  taskId: string;
  request: ProcessMediaRequest;
  /** What ScheduleId stands for. */
  scheme?: PlannedScheme | null;
  /** Names of the schemes (lineageName) that the task's files come from, the task's own included. */
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
  const parameters = taskParameters(request);
  const callback = taskCallback(env, appId, request.TaskNotifyConfig);
  const templates = await accountTemplates(env, appId, { request, scheme });
  const planned = planProcessMedia(request, appId, templates, { scheme, offline: parameters.offline });
  const plan = lineage.length > 0 ? { ...planned, lineage } : planned;
  // Storage keys of the caller's end here.
  const inputInfo = inputInfoEcho({ ...request.InputInfo });
  await acceptPlan({ env, appId, now }, { taskId, parameters, callback, plan, inputInfo }, comesAgain);
}
