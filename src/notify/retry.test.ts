import { describe, expect, it } from 'vitest';
import { retryDelay } from './retry.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('retryDelay', () => {
  it.each([
    [1, 5 * SECOND],
    [2, 30 * SECOND],
    [3, 2 * MINUTE],
    [4, 10 * MINUTE],
    [5, 30 * MINUTE],
    [6, HOUR],
    [11, HOUR],
    [12, 2 * HOUR],
    [16, 6 * HOUR],
    [1000, 6 * HOUR],
  ])('after attempt %i waits %s ms', (attempt, expected) => {
    expect(retryDelay({ attempt, waited: 0, asked: null }, 0.5)).toBe(expected);
  });

  it('is spread by a fifth both ways', () => {
    expect(retryDelay({ attempt: 1, waited: 0, asked: null }, 0)).toBe(4 * SECOND);
    expect(retryDelay({ attempt: 1, waited: 0, asked: null }, 0.999_999)).toBe(6 * SECOND);
  });

  it.each([
    ['longer than the schedule', 1, 2 * MINUTE, 2 * MINUTE],
    ['shorter: the schedule', 2, SECOND, 30 * SECOND],
    ['shorter, after many attempts: ten minutes', 15, SECOND, 10 * MINUTE],
    ['of hours', 1, 6 * HOUR, 6 * HOUR],
  ])('obeys a pause that is %s', (_, attempt, asked, expected) => {
    expect(retryDelay({ attempt, waited: 0, asked }, 0.5)).toBe(expected);
  });

  it.each([
    [71 * HOUR, null, HOUR],
    [71 * HOUR + 1, null, null],
    [70 * HOUR, 3 * HOUR, null],
  ])('ends three days after the first attempt: %i ms, asked for %s', (waited, asked, expected) => {
    expect(retryDelay({ attempt: 6, waited, asked }, 0.5)).toBe(expected);
  });

  it('tries for more than two and a half days', () => {
    let waited = 0;
    let attempt = 1;
    for (let delay = retryDelay({ attempt, waited, asked: null }, 0.5); delay !== null; ) {
      waited += delay;
      delay = retryDelay({ attempt: ++attempt, waited, asked: null }, 0.5);
    }
    expect(attempt).toBe(24);
    expect(waited).toBeLessThanOrEqual(72 * HOUR);
    expect(waited).toBeGreaterThan(60 * HOUR);
  });
});
