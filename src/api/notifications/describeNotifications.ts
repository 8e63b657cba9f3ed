import { ApiError } from '../../mps/errors.ts';
import { apiTime } from '../../mps/times.ts';
import type { PastCallback } from '../../task/callbackQueue.ts';
import { taskNotifications } from '../../task/tasks.ts';
import type { ActionContext } from '../action.ts';
import { Parameters } from './parameters.ts';

/** The callbacks of a task, oldest first, with the attempts to deliver each. */
export async function describeNotifications(
  { env, account, fields }: ActionContext,
  given: unknown,
): Promise<Record<string, unknown>> {
  const parameters = new Parameters(given, ['TaskId', 'Offset', 'Limit']);
  const taskId = parameters.text('TaskId');
  const offset = parameters.integer('Offset', 0, [0, 1_000_000]);
  const limit = parameters.integer('Limit', 20, [1, 100]);
  const callbacks = await taskNotifications(env, account.appId, taskId);
  if (!callbacks) throw new ApiError('ResourceNotFound');
  fields.taskId = taskId;
  return {
    TotalCount: callbacks.length,
    NotificationSet: callbacks.slice(offset, offset + limit).map(notification),
  };
}

function notification({ eventId, state, status, nextAt, attempts }: PastCallback): Record<string, unknown> {
  return {
    NotificationId: eventId,
    State: state.toUpperCase(),
    TaskStatus: status,
    NextAttemptTime: apiTime(nextAt),
    AttemptSet: attempts.map(({ attempt, at, took, status, error }) => ({
      Attempt: attempt,
      Time: apiTime(at),
      Duration: took,
      StatusCode: status,
      Error: error ?? '',
    })),
  };
}
