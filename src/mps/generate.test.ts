import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GENERATED_FILE, generate } from './generate.ts';

it('generated/api.ts is what the installed SDK says (else: npm run generate)', () => {
  expect(readFileSync(GENERATED_FILE, 'utf8') === generate()).toBe(true);
});
