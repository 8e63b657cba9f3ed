// Where a subtask's files go.
import type { BucketRef } from '../contract/location.ts';
import { storageEcho } from '../mps/echo.ts';
import { missingParameter } from '../mps/errors.ts';
import type { TaskOutputStorage } from '../mps/requests.ts';
import type { StorageEcho } from '../mps/view.ts';
import { echoOf, outputBucket } from './storage.ts';
import type { SubtaskContext } from './subtask.ts';

export interface SubtaskTarget {
  target: BucketRef;
  storage: StorageEcho;
  /** OutputStorage as the subtask's Input repeats it. */
  echo: Record<string, unknown>;
}

/** The bucket of a subtask, inherited from its request. Throws MissingParameter where there is none, and ApiError of outputBucket. */
export function subtaskTarget(
  OutputStorage: TaskOutputStorage | undefined,
  { parameter, bucket, appId }: SubtaskContext,
): SubtaskTarget {
  const target = outputBucket(`${parameter}.OutputStorage`, OutputStorage, bucket, appId);
  if (!target) throw missingParameter('OutputStorage');
  const storage = echoOf(target);
  return { target, storage, echo: storageEcho(storage) };
}
