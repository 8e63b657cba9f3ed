// When a callback that was not taken is tried again.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first attempts; the last one repeats. Milliseconds. */
const DELAYS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  4 * HOUR,
  5 * HOUR,
  6 * HOUR,
];
const GIVE_UP = 72 * HOUR;
const JITTER = 0.2;

/**
 * Milliseconds to wait after the `attempt`-th attempt (from 1) has failed; null when the waits so far add up to
 * three days. `random` in [0, 1) spreads the wait by ±20 %, so that receivers that come back are not flooded.
 */
export function retryDelay(attempt: number, random: number): number | null {
  let waited = 0;
  for (let n = 0; n < attempt - 1; n++) waited += nominal(n);
  const delay = nominal(attempt - 1);
  if (waited + delay > GIVE_UP) return null;
  return Math.round(delay * (1 - JITTER + 2 * JITTER * random));
}

function nominal(index: number): number {
  return DELAYS[Math.min(index, DELAYS.length - 1)]!;
}
