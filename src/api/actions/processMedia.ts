import { currentScheme, lineageName, type Scheme, schemeName } from '../../catalog/scheme.ts';
import { invalidValue } from '../../mps/errors.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { ProcessMediaRequest } from '../../mps/requests.ts';
import { saysSomething } from '../../plan/unserved.ts';
import type { Env } from '../../platform/env.ts';
import { newTaskId } from '../../task/taskId.ts';
import type { ActionContext } from '../action.ts';
import { startTask } from '../startTask.ts';

/** Accepts a task; everything that can be wrong with a request without opening its input is refused here. */
export async function processMedia(
  { env, account, now, fields }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<ProcessMediaRequest>('ProcessMedia', parameters);
  const { appId } = account;
  const scheme = request.Activities?.length ? null : await namedScheme(env, appId, request.ScheduleId ?? 0);
  const kind = scheme || request.Activities?.length ? 'ScheduleTask' : 'WorkflowTask';
  const TaskId = await newTaskId(env, appId, kind, now);
  const notify = saysSomething(request.TaskNotifyConfig)
    ? request.TaskNotifyConfig
    : scheme?.fields.TaskNotifyConfig;
  await startTask(
    { env, appId, now },
    {
      taskId: TaskId,
      request: { ...request, ...(notify && { TaskNotifyConfig: notify }) },
      scheme: scheme?.fields ?? null,
      lineage: scheme ? [lineageName(appId, schemeName('Schedule', request.ScheduleId!))] : [],
    },
  );
  fields.taskId = TaskId;
  return { TaskId };
}

/** The scheme of a ScheduleId, enabled or not; null for 0, which is none. Throws InvalidParameterValue. */
async function namedScheme(env: Env, appId: string, id: number): Promise<Scheme<'Schedule'> | null> {
  if (id === 0) return null;
  const scheme = await currentScheme(env, appId, 'Schedule', id);
  if (scheme) return scheme;
  throw invalidValue('ScheduleId', { en: 'that of a scheme of this account', zh: '此账号的编排 ID' });
}
