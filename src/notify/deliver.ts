// One attempt to deliver a callback by HTTP POST.
import { checkNotifyUrl } from '../mps/notifyUrl.ts';

export interface Delivery {
  /** HTTP status; null when there was no answer. */
  status: number | null;
  error: string | null;
  /** The answer's Retry-After header. */
  retryAfter: string | null;
}

/** Sends the body once. Redirects are not followed; the answer's body is not read. Never throws. */
export async function deliver(
  callback: { url: string; eventId: string; attempt: number; body: string },
  options: { allowLoopback: boolean; timeoutMs: number },
): Promise<Delivery> {
  try {
    checkNotifyUrl(callback.url, options);
    const response = await fetch(callback.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'edge-mps',
        'webhook-id': callback.eventId,
        'X-Mps-Attempt': String(callback.attempt),
      },
      body: callback.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    await response.body?.cancel();
    return { status: response.status, error: null, retryAfter: response.headers.get('Retry-After') };
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : String(error), retryAfter: null };
  }
}
