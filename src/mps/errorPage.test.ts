import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ERROR_PAGE_FILE, errorPage } from './errorPage.ts';
import { ERRORS } from './errorTable.ts';

it('docs/errors.md is what the error table says (else: npm run docs:errors)', () => {
  expect(readFileSync(ERROR_PAGE_FILE, 'utf8') === errorPage()).toBe(true);
});

it('has one row for each code', () => {
  const rows = errorPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows.map((row) => /^\| `([\w.]+)` \|/.exec(row)?.[1])).toEqual(Object.keys(ERRORS).sort());
  expect(rows.every((row) => row.split(' | ').length === 4)).toBe(true);
});
