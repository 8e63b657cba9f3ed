// Runs a property: a fixed number of times from a fixed seed in `npm test`, for a given time in `npm run fuzz`.
import fc from 'fast-check';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Seconds for all properties together; 0: the fixed run. */
    fuzzSeconds: number;
    fuzzSeed: number;
  }
}

/** What an arbitrary makes. */
export type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** No single run may take longer, milliseconds. */
const ONE_RUN = 20_000;

/** Milliseconds that a test of a `share` (0…1) of the whole time may take. */
export function timeout(share: number): number {
  return inject('fuzzSeconds') * share * 1000 + 120_000;
}

/** Throws what fast-check found, with seed and path to find it again. */
export async function check<T>(
  values: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void>,
  { runs, share }: { runs: number; share: number },
): Promise<void> {
  const seconds = inject('fuzzSeconds');
  let last = Promise.resolve();
  const property = fc.asyncProperty(values, (value) => {
    last = holds(value);
    return last;
  });
  await fc.assert(property, {
    timeout: ONE_RUN,
    ...(seconds === 0
      ? { seed: 20190612, numRuns: runs }
      : {
          seed: inject('fuzzSeed'),
          numRuns: Number.MAX_SAFE_INTEGER,
          interruptAfterTimeLimit: seconds * share * 1000,
          markInterruptAsFailure: false,
        }),
  });
  // The run in which the time ended goes on, and its requests would be counted with the next test's.
  await last.catch(() => undefined);
}
