// From a planned task to one that will end, with its SessionId used at most once.
import { claimSession, confirmSession, releaseSession } from '../admission/admit.ts';
import { ApiError } from '../mps/errors.ts';
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import type { NewTask } from '../task/newTask.ts';
import { createTask, creation, settleTask } from '../task/tasks.ts';

/**
 * Accepts a task: it is durable when this returns. Throws InvalidParameterValue.SessionId when the SessionId was
 * used within its window, and any error of the objects after making sure that the task will never exist.
 * @param comesAgain the caller has no SessionId and repeats what failed with the same TaskId: nothing is given up then
 */
export async function acceptTask(env: Env, task: NewTask, comesAgain = false): Promise<void> {
  if (comesAgain) return createTask(env, task);
  if (task.request.SessionId === '') {
    await settled(env, task, () => createTask(env, task));
    return;
  }
  const { appId, taskId, request, createdAt } = task;
  const claim = await settled(env, task, () =>
    claimSession(env, appId, request.SessionId, taskId, createdAt, settleTask, creation(env, task)),
  );
  if (claim === 'taken') throw new ApiError('InvalidParameterValue.SessionId');
}

/** A creation that failed may have happened all the same: then the task is accepted. If not, it never will be. */
async function settled<T>(env: Env, task: NewTask, create: () => Promise<T>): Promise<T | 'created'> {
  const { appId, taskId, request } = task;
  try {
    return await create();
  } catch (error) {
    const outcome = await settleTask(env, taskId);
    if (request.SessionId !== '') await finishClaim(env, appId, request.SessionId, taskId, outcome);
    if (outcome === 'absent') throw error;
    logError('api.create_unclear', error, { taskId });
    return 'created';
  }
}

/** An unfinished claim is settled by the next one who meets it, so failing to finish it changes no answer. */
async function finishClaim(
  env: Env,
  appId: string,
  sessionId: string,
  taskId: string,
  outcome: 'created' | 'absent',
): Promise<void> {
  const finish = outcome === 'created' ? confirmSession : releaseSession;
  await finish(env, appId, sessionId, taskId).catch((error: unknown) =>
    logError('api.claim_unfinished', error, { taskId }),
  );
}
