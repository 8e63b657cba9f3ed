import { ApiError } from '../../mps/errors.ts';
import { NotificationError, readNotification } from '../../mps/notification.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { ParseNotificationRequest } from '../../mps/requests.ts';
import type { ActionContext } from '../action.ts';

/** The fields of a callback's body. Throws InvalidParameterValue.InvalidContent. Its Sign is the caller's to check. */
export async function parseNotification(
  _: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { Content } = parseRequest<ParseNotificationRequest>('ParseNotification', parameters);
  try {
    return readNotification(Content);
  } catch (error) {
    if (!(error instanceof NotificationError)) throw error;
    throw new ApiError('InvalidParameterValue.InvalidContent', {
      en: `The value of Content is invalid: ${error.message}.`,
      zh: `Content 取值错误：${error.message}。`,
    });
  }
}
