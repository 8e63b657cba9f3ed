// What a receiver's answer to a callback means.

export interface DeliveryOutcome {
  /** "stop": the receiver will never take it. */
  kind: 'delivered' | 'retry' | 'stop';
  /** How long the receiver asked us to wait, in milliseconds; null leaves it to the schedule. */
  delayMs: number | null;
  /** For logs: "200", "503, Retry-After 120", "no answer: timeout". */
  reason: string;
}

const MIN_DELAY = 1_000;
const MAX_DELAY = 6 * 3_600_000;

/**
 * RFC 9110, section 15: 2xx has been taken, 410 Gone ends it, all else is tried again. Redirects are not followed:
 * the caller named one address. Retry-After (section 10.2.3) counts with 429 and 503 and is kept between 1 s and
 * 6 h. `now` is in milliseconds since 1970.
 */
export function deliveryOutcome(
  answer: { status: number | null; error: string | null; retryAfter: string | null },
  now: number,
): DeliveryOutcome {
  const { status, error, retryAfter } = answer;
  if (status === null) return { kind: 'retry', delayMs: null, reason: `no answer: ${error ?? 'unknown'}` };
  if (status >= 200 && status < 300) return { kind: 'delivered', delayMs: null, reason: String(status) };
  if (status === 410) return { kind: 'stop', delayMs: null, reason: '410 Gone' };
  if (status >= 300 && status < 400) {
    return { kind: 'retry', delayMs: null, reason: `${status}: redirects are not followed` };
  }
  const delayMs = status === 429 || status === 503 ? retryAfterMs(retryAfter, now) : null;
  return {
    kind: 'retry',
    delayMs,
    reason: delayMs === null ? String(status) : `${status}, Retry-After ${retryAfter}`,
  };
}

function retryAfterMs(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? null : Math.min(MAX_DELAY, Math.max(MIN_DELAY, wait));
}
