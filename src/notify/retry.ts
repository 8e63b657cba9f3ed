// When a callback that was not taken is tried again.
import { CALLBACK_DELAYS, CALLBACK_GIVE_UP, RETRY_AFTER_PACE } from '../platform/settings.ts';

const JITTER = 0.2;

export interface FailedAttempt {
  /** Which attempt has failed, from 1. */
  attempt: number;
  /** Milliseconds since the first one, before TIME_SCALE. */
  waited: number;
  /** The pause that the receiver asked for, in milliseconds; null when it named none. */
  asked: number | null;
}

/**
 * Milliseconds to wait, before TIME_SCALE; null when the callback is to be given up, three days after its first
 * attempt. A pause that the receiver asked for is the least (RFC 9110, section 10.2.3): one that always asks for a
 * second is not asked every second for three days. `random` in [0, 1) spreads a wait by ±20 %, so that receivers that
 * come back are not flooded.
 */
export function retryDelay({ attempt, waited, asked }: FailedAttempt, random: number): number | null {
  const scheduled = CALLBACK_DELAYS[Math.min(attempt, CALLBACK_DELAYS.length) - 1]!;
  const spread = Math.round(scheduled * (1 - JITTER + 2 * JITTER * random));
  const delay = asked === null ? spread : Math.max(asked, Math.min(spread, RETRY_AFTER_PACE));
  return waited + delay > CALLBACK_GIVE_UP ? null : delay;
}
