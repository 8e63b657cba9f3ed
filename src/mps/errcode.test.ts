import { expect, it } from 'vitest';
import { FailureCode } from '../contract/report.ts';
import { errCode } from './errcode.ts';

it('has a number of its own for each failure', () => {
  const numbers = FailureCode.options.map((code) => errCode(code));
  expect(new Set(numbers).size).toBe(FailureCode.options.length);
  expect(numbers.every((number) => Number.isInteger(number) && number > 0)).toBe(true);
});

it.each([
  [undefined, 0],
  ['InternalError', 30010],
  ['InvalidInput', 40000],
  ['SourceFileError.ContentMalformed', 50003],
] as const)('%s is %i', (code, number) => {
  expect(errCode(code)).toBe(number);
});
