import { parseRequest } from '../../mps/parseRequest.ts';
import type { EditMediaRequest } from '../../mps/requests.ts';
import { planEditMedia } from '../../plan/editMedia.ts';
import { loopbackAllowed } from '../../platform/env.ts';
import { sealInputs } from '../../storage/sealedUrl.ts';
import { sealNotifyKey } from '../../task/notifyKey.ts';
import { newTaskId } from '../../task/taskId.ts';
import { acceptTask } from '../acceptTask.ts';
import type { ActionContext } from '../action.ts';
import { notifyConfig } from '../notifyConfig.ts';
import { taskParameters } from '../taskParameters.ts';

/** Accepts a task that cuts parts out of files and joins them. */
export async function editMedia(
  { env, account, now, fields }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<EditMediaRequest>('EditMedia', parameters);
  const { sessionId, sessionContext, priority, offline } = taskParameters(request);
  const callback = notifyConfig(request.TaskNotifyConfig, { allowLoopback: loopbackAllowed(env) });
  const { subtasks, jobs } = planEditMedia(request, account.appId);

  const TaskId = await newTaskId(env, account.appId, 'EditMedia', now);
  fields.taskId = TaskId;
  await acceptTask(env, {
    taskId: TaskId,
    appId: account.appId,
    request: {
      // The files are repeated by the subtask.
      InputInfo: {},
      TaskNotifyConfig: callback,
      TasksPriority: priority,
      SessionId: sessionId,
      SessionContext: sessionContext,
    },
    notifyKey: callback ? sealNotifyKey(env, request.TaskNotifyConfig?.NotifyKey ?? '') : '',
    plan: { subtasks, jobs: jobs.map((job) => sealInputs(env, job)) },
    priority,
    offline,
    createdAt: now,
  });
  return { TaskId };
}
