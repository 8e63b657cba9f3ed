// From a planned task to one that will end, with its SessionId used at most once.
import { claimSession, confirmSession, releaseSession } from '../admission/admit.ts';
import { ApiError } from '../mps/errors.ts';
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import type { NewTask } from '../task/newTask.ts';
import { createTask, settleTask } from '../task/tasks.ts';

/**
 * Accepts a task: it is durable when this returns. Throws InvalidParameterValue.SessionId when the SessionId was
 * used within its window, and any error of the objects after making sure that the task will never exist.
 */
export async function acceptTask(env: Env, task: NewTask): Promise<void> {
  const { appId, taskId } = task;
  const { SessionId } = task.request;
  if (SessionId === '') return createOrSettle(env, task);
  const claim = await claimSession(env, appId, SessionId, taskId, task.createdAt, settleTask);
  if (claim === 'taken') throw new ApiError('InvalidParameterValue.SessionId');
  try {
    await createOrSettle(env, task);
  } catch (error) {
    // Where nobody could say whether the task exists, the claim stays: the next call with it finds out.
    if (error instanceof NeverCreated)
      await afterwards(releaseSession(env, appId, SessionId, taskId), taskId);
    throw error;
  }
  await afterwards(confirmSession(env, appId, SessionId, taskId), taskId);
}

/** The task does not exist and never will. */
class NeverCreated extends Error {
  constructor(cause: unknown) {
    super('the task could not be created', { cause });
  }
}

/** A creation that failed may have happened all the same: then the task is accepted. */
async function createOrSettle(env: Env, task: NewTask): Promise<void> {
  try {
    await createTask(env, task);
  } catch (error) {
    if ((await settleTask(env, task.taskId)) === 'absent') throw new NeverCreated(error);
    logError('api.create_unclear', error, { taskId: task.taskId });
  }
}

/** An unfinished claim is settled by the next one who meets it, so failing to finish it changes no answer. */
async function afterwards(work: Promise<void>, taskId: string): Promise<void> {
  try {
    await work;
  } catch (error) {
    logError('api.claim_unfinished', error, { taskId });
  }
}
