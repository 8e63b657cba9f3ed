// A few fixed seeds of the fault injector; `npm run test:faults` runs as many as you like.
import { expect, it } from 'vitest';
import { faultRuns } from './run.ts';

/** Two or three minutes on an idle machine. */
const LIMIT_MS = 600_000;

it(
  'nothing is lost and nothing done twice: seeds 1 to 5',
  async () => {
    const { complaints, counts } = await faultRuns([1, 2, 3, 4, 5]);
    expect(complaints).toEqual([]);
    // Something did happen.
    expect(counts['objects thrown out']).toBeGreaterThan(0);
    expect(counts['kill a backend']).toBeGreaterThan(0);
    expect(counts['kill the edge']).toBeGreaterThan(0);
    expect(counts.callbacks).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
