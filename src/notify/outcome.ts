// What a receiver's answer to a callback means.
import { RETRY_AFTER_MAX, SECOND } from '../platform/settings.ts';
import type { Delivery } from './delivery.ts';

export interface DeliveryOutcome {
  /** "stop": the receiver will never take it. */
  kind: 'delivered' | 'retry' | 'stop';
  /** The pause that the receiver asked for, in milliseconds; null when it named none. */
  asked: number | null;
  /** For people: "200", "503, Retry-After 120", "no answer: timeout". Never what the receiver wrote. */
  reason: string;
}

/**
 * RFC 9110, section 15: 2xx has been taken, 410 Gone ends it, all else is tried again. Redirects are not followed:
 * the caller named one address. Retry-After (section 10.2.3) counts with 429 and 503 and is kept between 1 s and
 * 6 h. `now` is in milliseconds since 1970.
 */
export function deliveryOutcome(answer: Delivery, now: number): DeliveryOutcome {
  const { status, error, retryAfter } = answer;
  if (answer.final) return { kind: 'stop', asked: null, reason: error ?? 'refused' };
  if (status === null) return { kind: 'retry', asked: null, reason: `no answer: ${error ?? 'unknown'}` };
  if (status >= 200 && status < 300) {
    // A queue may say no with 200.
    return error === null
      ? { kind: 'delivered', asked: null, reason: String(status) }
      : { kind: 'retry', asked: null, reason: 'the queue refused it' };
  }
  if (status === 410) return { kind: 'stop', asked: null, reason: '410 Gone' };
  if (status >= 300 && status < 400) {
    return { kind: 'retry', asked: null, reason: `${status}: redirects are not followed` };
  }
  const asked = status === 429 || status === 503 ? retryAfterMs(retryAfter, now) : null;
  return {
    kind: 'retry',
    asked,
    reason: asked === null ? String(status) : `${status}, Retry-After ${retryAfter}`,
  };
}

function retryAfterMs(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  const wait = /^\d+$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now;
  return Number.isNaN(wait) ? null : Math.min(RETRY_AFTER_MAX, Math.max(SECOND, wait));
}
