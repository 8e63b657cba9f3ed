// What the results of all kinds of MediaProcessResultSet begin with.
import { errCode } from './errcode.ts';
import type { SubtaskView } from './view.ts';

/**
 * Status, codes, message and input of a subtask. The types know PROCESSING, SUCCESS and FAIL only: a waiting
 * subtask is PROCESSING. ErrCodeExt is "" on success (field text).
 */
export function subtaskResult({ status, failure, input }: SubtaskView): Record<string, unknown> {
  return {
    Status: status === 'WAITING' ? 'PROCESSING' : status,
    ErrCodeExt: failure?.code ?? '',
    ErrCode: errCode(failure?.code),
    Message: failure?.message ?? (status === 'SUCCESS' ? 'SUCCESS' : ''),
    Input: input,
  };
}
