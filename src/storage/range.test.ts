import { expect, it } from 'vitest';
import { parseRange } from './range.ts';

it.each([
  [null, 10, null],
  ['bytes=0-', 10, { offset: 0, length: 10 }],
  ['bytes=0-0', 10, { offset: 0, length: 1 }],
  ['bytes=3-5', 10, { offset: 3, length: 3 }],
  ['bytes=3-500', 10, { offset: 3, length: 7 }],
  ['bytes=-4', 10, { offset: 6, length: 4 }],
  ['bytes=-40', 10, { offset: 0, length: 10 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=5-3', 10, null],
  ['bytes=1-2,4-5', 10, null],
  ['bytes=-', 10, null],
  ['lines=1-2', 10, null],
] as const)('%s of %i bytes', (header, size, expected) => {
  expect(parseRange(header, size)).toEqual(expected);
});
