// The parameters of ProcessMedia and BatchProcessMedia that are about the task as a whole, not about media.
import { ApiError, invalidValue } from '../mps/errors.ts';
import { longerThan } from '../mps/longerThan.ts';
import type { ProcessMediaRequest } from '../mps/requests.ts';

const MAX_SESSION_ID = 50;
const MAX_SESSION_CONTEXT = 1000;
const PRIORITY = { min: -10, max: 10 };

export interface TaskParameters {
  /** "" means no deduplication. */
  sessionId: string;
  sessionContext: string;
  /** −10…10 */
  priority: number;
  offline: boolean;
}

type Given = Pick<
  ProcessMediaRequest,
  'SessionId' | 'SessionContext' | 'TasksPriority' | 'TaskType' | 'SkipMateData'
>;

/**
 * Reads them, with the defaults of ProcessMediaRequest in the API documentation. Lengths are in characters (code
 * points). Throws InvalidParameterValue.SessionIdTooLong, .SessionContextTooLong and InvalidParameterValue.
 */
export function taskParameters(request: Given): TaskParameters {
  const { SessionId = '', SessionContext = '', TasksPriority = 0, TaskType = '', SkipMateData = 0 } = request;
  if (longerThan(SessionId, MAX_SESSION_ID)) throw new ApiError('InvalidParameterValue.SessionIdTooLong');
  if (longerThan(SessionContext, MAX_SESSION_CONTEXT)) {
    throw new ApiError('InvalidParameterValue.SessionContextTooLong');
  }
  if (TasksPriority < PRIORITY.min || TasksPriority > PRIORITY.max) {
    throw invalidValue('TasksPriority', {
      en: `from ${PRIORITY.min} to ${PRIORITY.max}`,
      zh: ` ${PRIORITY.min} 至 ${PRIORITY.max}`,
    });
  }
  if (!['', 'Online', 'Offline'].includes(TaskType)) {
    throw invalidValue('TaskType', { en: '`Online` or `Offline`', zh: ' `Online` 或 `Offline`' });
  }
  // Metadata comes free with every job here, so 1 asks for nothing else than 0.
  if (SkipMateData !== 0 && SkipMateData !== 1)
    throw invalidValue('SkipMateData', { en: '0 or 1', zh: ' 0 或 1' });
  return {
    sessionId: SessionId,
    sessionContext: SessionContext,
    priority: TasksPriority,
    offline: TaskType === 'Offline',
  };
}
