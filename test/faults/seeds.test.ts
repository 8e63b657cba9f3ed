// A few fixed seeds of the fault injector; `npm run test:faults` runs as many as you like.
import { expect, it } from 'vitest';
import { faultRun } from './run.ts';

it.each([1, 2])('nothing is lost and nothing done twice: seed %i', async (seed) => {
  const { complaints, counts } = await faultRun(seed);
  expect(complaints).toEqual([]);
  // Something did happen.
  expect(counts['objects thrown out']).toBeGreaterThan(0);
  expect(counts.callbacks).toBeGreaterThan(0);
});
