import { taskDetail } from '../../mps/detail.ts';
import { ApiError } from '../../mps/errors.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { DescribeTaskDetailRequest } from '../../mps/requests.ts';
import { readTask } from '../../task/tasks.ts';
import type { ActionContext } from '../action.ts';

/** A task of the account with everything that is known about it. Throws ResourceNotFound. */
export async function describeTaskDetail(
  { env, account, fields }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { TaskId } = parseRequest<DescribeTaskDetailRequest>('DescribeTaskDetail', parameters);
  const task = await readTask(env, account.appId, TaskId);
  if (!task) throw new ApiError('ResourceNotFound');
  fields.taskId = TaskId;
  return taskDetail(task);
}
