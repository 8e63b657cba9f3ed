import { expect, test } from 'vitest';
import { apiTime, readTime } from './times.ts';

test.each([
  ['2019-07-16T06:21:27Z', Date.UTC(2019, 6, 16, 6, 21, 27)],
  ['2019-07-16T14:21:27+08:00', Date.UTC(2019, 6, 16, 6, 21, 27)],
  ['2019-07-16T06:21:27.5Z', Date.UTC(2019, 6, 16, 6, 21, 27, 500)],
  ['2019-07-16 06:21:27', null],
  ['2019-07-16', null],
  ['2019-02-31T00:00:00Z', null],
  ['0000-00-00T00:00:00Z', null],
  ['yesterday', null],
  ['1563258087', null],
])('%s', (text, at) => {
  expect(readTime(text)).toBe(at);
});

test('times are written in whole seconds, and read back', () => {
  expect(apiTime(Date.UTC(2019, 6, 16, 6, 21, 27, 999))).toBe('2019-07-16T06:21:27Z');
  expect(apiTime(null)).toBe('0000-00-00T00:00:00Z');
});
