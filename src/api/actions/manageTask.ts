import { ApiError } from '../../mps/errors.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { ManageTaskRequest } from '../../mps/requests.ts';
import { abortTask } from '../../task/tasks.ts';
import type { ActionContext } from '../action.ts';

/**
 * Ends a task of the account, running or not: its subtasks that are not over fail, and what they wrote is removed.
 * Throws InvalidParameterValue.InvalidOperationType, .TaskId (no such task) and .NotProcessingTask (it is over).
 */
export async function manageTask(
  { env, account, fields }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { OperationType, TaskId } = parseRequest<ManageTaskRequest>('ManageTask', parameters);
  if (OperationType !== 'Abort') throw new ApiError('InvalidParameterValue.InvalidOperationType');
  const answer = await abortTask(env, account.appId, TaskId);
  if (answer === 'absent') throw new ApiError('InvalidParameterValue.TaskId');
  fields.taskId = TaskId;
  if (answer === 'over') throw new ApiError('InvalidParameterValue.NotProcessingTask');
  return {};
}
