import { ApiError } from '../../mps/errors.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { DescribeBatchTaskDetailRequest } from '../../mps/requests.ts';
import type { ActionContext } from '../action.ts';

/** No batch is ever accepted (BatchProcessMedia), so there is no TaskId that this knows. Throws ResourceNotFound. */
export async function describeBatchTaskDetail(
  _: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  parseRequest<DescribeBatchTaskDetailRequest>('DescribeBatchTaskDetail', parameters);
  throw new ApiError('ResourceNotFound');
}
