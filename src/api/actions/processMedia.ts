import { accountTemplates } from '../../catalog/accountTemplates.ts';
import { inputInfoEcho } from '../../mps/echo.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { ProcessMediaRequest } from '../../mps/requests.ts';
import { planProcessMedia } from '../../plan/processMedia.ts';
import { newTaskId } from '../../task/taskId.ts';
import { acceptTask } from '../acceptTask.ts';
import type { ActionContext } from '../action.ts';
import { checkBuckets } from '../checkBuckets.ts';
import { taskCallback } from '../notifyConfig.ts';
import { sealedPlan } from '../sealedPlan.ts';
import { taskParameters } from '../taskParameters.ts';

/** Accepts a task; everything that can be wrong with a request without opening its input is refused here. */
export async function processMedia(
  { env, account, now, fields }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<ProcessMediaRequest>('ProcessMedia', parameters);
  const { sessionId, sessionContext, priority, offline } = taskParameters(request);
  const callback = taskCallback(env, account.appId, request.TaskNotifyConfig);
  const templates = await accountTemplates(env, account.appId, request);
  const plan = planProcessMedia(request, account.appId, templates);
  checkBuckets(env, plan);

  const TaskId = await newTaskId(env, account.appId, 'WorkflowTask', now);
  fields.taskId = TaskId;
  await acceptTask(env, {
    taskId: TaskId,
    appId: account.appId,
    request: {
      // Storage keys of the caller's end here.
      InputInfo: inputInfoEcho({ ...request.InputInfo }),
      TaskNotifyConfig: callback.config,
      TasksPriority: priority,
      SessionId: sessionId,
      SessionContext: sessionContext,
    },
    notifySecrets: callback.secrets,
    plan: sealedPlan(env, plan),
    priority,
    offline,
    createdAt: now,
  });
  return { TaskId };
}
