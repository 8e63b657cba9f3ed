import { expect, it } from 'vitest';
import { sessionShard } from './sessionShard.ts';

// First byte of `printf %s TEXT | sha256sum`, modulo 4.
it.each([
  ['session-1', '1250000000/0'],
  ['', '1250000000/3'],
  ['视频-🎬', '1250000000/3'],
])('%s → %s', (sessionId, name) => {
  expect(sessionShard('1250000000', sessionId)).toBe(name);
});

it('spreads SessionIds evenly over four shards', () => {
  const counts = new Map<string, number>();
  for (let n = 0; n < 4000; n += 1) {
    const name = sessionShard('1', `session-${n}`);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['1/0', '1/1', '1/2', '1/3']);
  expect(Math.min(...counts.values())).toBeGreaterThan(900);
});
