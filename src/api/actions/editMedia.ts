import { parseRequest } from '../../mps/parseRequest.ts';
import type { EditMediaRequest } from '../../mps/requests.ts';
import { planEditMedia } from '../../plan/editMedia.ts';
import { newTaskId } from '../../task/taskId.ts';
import { acceptTask } from '../acceptTask.ts';
import type { ActionContext } from '../action.ts';
import { checkBuckets } from '../checkBuckets.ts';
import { taskCallback } from '../notifyConfig.ts';
import { sealedPlan } from '../sealedPlan.ts';
import { taskParameters } from '../taskParameters.ts';

/** Accepts a task that cuts parts out of files and joins them. */
export async function editMedia(
  { env, account, now, fields }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<EditMediaRequest>('EditMedia', parameters);
  const { sessionId, sessionContext, priority, offline } = taskParameters(request);
  const callback = taskCallback(env, account.appId, request.TaskNotifyConfig);
  const plan = planEditMedia(request, account.appId);
  checkBuckets(env, plan);

  const TaskId = await newTaskId(env, account.appId, 'EditMedia', now);
  fields.taskId = TaskId;
  await acceptTask(env, {
    taskId: TaskId,
    appId: account.appId,
    request: {
      // The files are repeated by the subtask.
      InputInfo: {},
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
