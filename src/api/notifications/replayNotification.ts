import { ApiError } from '../../mps/errors.ts';
import * as tasks from '../../task/tasks.ts';
import type { ActionContext } from '../action.ts';
import { Parameters } from './parameters.ts';

/** Sends a callback once more, whatever became of it; one that waits is sent now. Its webhook-id stays. */
export async function replayNotification(
  { env, account }: ActionContext,
  given: unknown,
): Promise<Record<string, unknown>> {
  const id = new Parameters(given, ['NotificationId']).text('NotificationId');
  const answer = await tasks.replayNotification(env, account.appId, id);
  if (answer === 'absent') throw new ApiError('ResourceNotFound');
  return {};
}
