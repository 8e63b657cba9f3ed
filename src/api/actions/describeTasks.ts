import { ApiError, invalidValue } from '../../mps/errors.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { DescribeTasksRequest } from '../../mps/requests.ts';
import { taskSimpleInfo } from '../../mps/taskSimpleInfo.ts';
import { readTime } from '../../mps/times.ts';
import type { TaskStatus } from '../../mps/view.ts';
import { listTasks } from '../../task/taskList.ts';
import type { ActionContext } from '../action.ts';
import { readScrollToken, scrollToken } from '../scrollToken.ts';

const STATUSES: readonly TaskStatus[] = ['WAITING', 'PROCESSING', 'FINISH'];
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;
/** Times are told in whole seconds: an EndTime takes in all of its second. */
const REST_OF_SECOND = 999;

/**
 * The account's tasks of one status, newest first. Throws InvalidParameterValue (Status, ScrollToken, StartTime,
 * EndTime) and InvalidParameterValue.Limit.
 */
export async function describeTasks(
  { env, account, now }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<DescribeTasksRequest>('DescribeTasks', parameters);
  const status = STATUSES.find((known) => known === request.Status);
  if (!status) {
    throw invalidValue('Status', {
      en: '`WAITING`, `PROCESSING` or `FINISH`',
      zh: ' `WAITING`、`PROCESSING` 或 `FINISH`',
    });
  }
  const limit = request.Limit ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT) throw new ApiError('InvalidParameterValue.Limit');
  const page = await listTasks(
    env,
    account.appId,
    {
      status,
      failed: request.SubTaskHasFailed ?? null,
      from: time('StartTime', request.StartTime) ?? 0,
      to: (time('EndTime', request.EndTime) ?? now) + REST_OF_SECOND,
      after: readScrollToken(request.ScrollToken),
      limit,
    },
    now,
  );
  return {
    TaskSet: page.rows.map(taskSimpleInfo),
    ScrollToken: scrollToken(page.next),
    TotalCount: page.total,
  };
}

/** Null when the parameter is not given. */
function time(parameter: string, text: string | undefined): number | null {
  if (!text) return null;
  const at = readTime(text);
  if (at !== null) return at;
  throw invalidValue(parameter, {
    en: 'an ISO 8601 time such as `2019-07-16T06:21:27Z`',
    zh: ' ISO 8601 格式的时间，例如 `2019-07-16T06:21:27Z`',
  });
}
