import { parseRequest } from '../../mps/parseRequest.ts';
import type { EditMediaRequest } from '../../mps/requests.ts';
import { planEditMedia } from '../../plan/editMedia.ts';
import { newTaskId } from '../../task/taskId.ts';
import { acceptPlan } from '../acceptPlan.ts';
import type { ActionContext } from '../action.ts';
import { taskCallback } from '../notifyConfig.ts';
import { taskParameters } from '../taskParameters.ts';

/** Accepts a task that cuts parts out of files and joins them. */
export async function editMedia(
  { env, account, now, fields }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<EditMediaRequest>('EditMedia', parameters);
  const taskParams = taskParameters(request);
  const callback = taskCallback(env, account.appId, request.TaskNotifyConfig);
  const plan = planEditMedia(request, account.appId);
  const TaskId = await newTaskId(env, account.appId, 'EditMedia', now);
  // The files are repeated by the subtask.
  const task = { taskId: TaskId, parameters: taskParams, callback, plan, inputInfo: {} };
  fields.taskId = TaskId;
  await acceptPlan({ env, appId: account.appId, now }, task);
  return { TaskId };
}
