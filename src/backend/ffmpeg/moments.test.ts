import { describe, expect, it } from 'vitest';
import type { Interval, Moment } from '../../contract/picture.ts';
import { JobFailure } from '../jobFailure.ts';
import { picturesEvery, secondsOf, windowOf } from './moments.ts';

const s = (value: number): Moment => ({ unit: 'seconds', value });
const percent = (value: number): Moment => ({ unit: 'percent', value });

/** The failure's code, or "made". */
function code(work: () => unknown): string {
  try {
    work();
    return 'made';
  } catch (error) {
    return error instanceof JobFailure ? error.failure.code : String(error);
  }
}

const BAD_OFFSET = 'InvalidInput.InvalidTimeOffset';

describe('secondsOf', () => {
  it('takes both units, up to the end', () => {
    expect(secondsOf([s(3.5), percent(10), percent(100), s(8.333), s(0)], 8.333)).toEqual([
      3.5, 0.833, 8.333, 8.333, 0,
    ]);
  });
  it.each([
    ['beyond the end', [s(8.4)], 8.333, BAD_OFFSET],
    ['seconds of an unknown duration', [s(8.4)], 0, 'made'],
    ['a part of an unknown duration', [percent(10)], 0, BAD_OFFSET],
    ['the start of an unknown duration', [percent(0)], 0, 'made'],
  ])('%s', (_, moments, duration, expected) => {
    expect(code(() => secondsOf(moments, duration))).toBe(expected);
  });
});

describe('picturesEvery', () => {
  it.each<[Interval['unit'], number, number, number, number]>([
    ['seconds', 10, 1090, 10, 109],
    ['seconds', 10, 1091, 10, 110],
    ['seconds', 10, 8.3, 10, 1],
    ['percent', 10, 8.333333, 0.8333333, 10],
    ['percent', 33, 100, 33, 4],
    ['percent', 100, 7, 7, 1],
    ['percent', 10, 0, 1, 1],
  ])('%s %d of %d s: each %d s, %i pictures', (unit, every, duration, seconds, count) => {
    const found = picturesEvery({ unit, every }, duration);
    expect(found.seconds).toBeCloseTo(seconds, 9);
    expect(found.count).toBe(count);
  });
  it('has a limit', () => {
    const every: Interval = { unit: 'seconds', every: 1 };
    expect(picturesEvery(every, 10_000).count).toBe(10_000);
    expect(code(() => picturesEvery(every, 10_002))).toBe('InvalidInput.ConfigurationUnsupported');
  });
});

describe('windowOf', () => {
  it.each([
    [1, 4, 8.3, 1, 3],
    [0, 0, 8.3, 0, 8.3],
    [2, 0, 8.3, 2, 6.3],
    [2, -1, 8.3, 2, 5.3],
    [-3, 0, 8.3, 5.3, 3],
    [-30, 0, 8.3, 0, 8.3],
    [5, 100, 8.3, 5, 3.3],
    [1, 4, 0, 1, 3],
  ])('%d to %d of %d s', (start, end, duration, from, length) => {
    const part = windowOf({ start, end, fps: 2 }, duration);
    expect(part.start).toBeCloseTo(from, 3);
    expect(part.length).toBeCloseTo(length, 3);
  });
  it.each([
    ['after the end', { start: 9, end: 10, fps: 2 }, 8.3, BAD_OFFSET],
    ['ends before it starts', { start: 5, end: -4, fps: 2 }, 8.3, BAD_OFFSET],
    ['to an unknown end', { start: 0, end: 0, fps: 2 }, 0, BAD_OFFSET],
    ['too long', { start: 0, end: 0, fps: 2 }, 5001, 'InvalidInput.ResultFileSizeTooLarge'],
  ])('%s', (_, part, duration, expected) => {
    expect(code(() => windowOf(part, duration))).toBe(expected);
  });
});
