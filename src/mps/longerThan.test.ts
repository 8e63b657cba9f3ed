import { expect, it } from 'vitest';
import { longerThan } from './longerThan.ts';

it.each([
  ['', 0, false],
  ['abc', 3, false],
  ['abcd', 3, true],
  ['😀😀😀', 3, false],
  ['😀😀😀a', 3, true],
  ['😀😀😀😀', 3, true],
  ['a😀', 1, true],
])('%s, %d: %s', (text, most, longer) => {
  expect(longerThan(text, most)).toBe(longer);
});
