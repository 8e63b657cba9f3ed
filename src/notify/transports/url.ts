// NotifyType URL: HTTP POST.
import { checkNotifyUrl } from '../../mps/notifyUrl.ts';
import { oneLine, startOf } from '../answer.ts';
import type { Delivery } from '../delivery.ts';
import type { DueCallback } from '../dueCallback.ts';
import type { UrlTarget } from '../target.ts';
import { webhookHeaders } from '../webhookHeaders.ts';
import { type Limits, USER_AGENT } from './transport.ts';

/** What is read of an answer that is not 2xx, for who looks for the reason. */
const EXCERPT_BYTES = 256;

/** Redirects are not followed, the body of a 2xx is not read. The address is checked again: settings change. */
export async function toUrl(callback: DueCallback, target: UrlTarget, limits: Limits): Promise<Delivery> {
  checkNotifyUrl(target.url, limits);
  const { eventId: id, attempt, body, secret } = callback;
  const response = await fetch(target.url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': USER_AGENT,
      ...webhookHeaders({ id, secret, body }, Date.now()),
      'X-Mps-Attempt': String(attempt),
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(limits.timeoutMs),
  });
  const { status } = response;
  const retryAfter = response.headers.get('Retry-After');
  if (response.ok) {
    await response.body?.cancel();
    return { status, error: null, retryAfter };
  }
  const excerpt = await startOf(response, EXCERPT_BYTES).catch(() => '');
  return { status, error: oneLine(`${status} ${excerpt}`), retryAfter };
}
