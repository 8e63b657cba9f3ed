import { describe, expect, it } from 'vitest';
import { retryDelay } from './retry.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('retryDelay', () => {
  it.each([
    [1, 5_000],
    [2, 30_000],
    [3, 2 * MINUTE],
    [4, 10 * MINUTE],
    [5, 30 * MINUTE],
    [6, HOUR],
    [7, 2 * HOUR],
    [11, 6 * HOUR],
    [19, 6 * HOUR],
    [20, null],
    [1000, null],
  ])('after attempt %i waits %s ms', (attempt, expected) => {
    expect(retryDelay(attempt, 0.5)).toBe(expected);
  });

  it('is spread by a fifth both ways', () => {
    expect(retryDelay(1, 0)).toBe(4_000);
    expect(retryDelay(1, 0.999_999)).toBe(6_000);
  });

  it('adds up to less than three days, and to more than two and a half', () => {
    let sum = 0;
    for (let attempt = 1, delay = retryDelay(1, 0.5); delay !== null; delay = retryDelay(++attempt, 0.5)) {
      sum += delay;
    }
    expect(sum).toBeLessThanOrEqual(72 * HOUR);
    expect(sum).toBeGreaterThan(60 * HOUR);
  });
});
