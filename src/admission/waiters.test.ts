import { expect, it } from 'vitest';
import { Waiters } from './waiters.ts';

const LONG = 1_000_000;

it('wakes everyone who waits for the key, and nobody else', async () => {
  const waiters = new Waiters();
  const woken: string[] = [];
  const waits = ['a', 'a', 'b'].map((key, n) => waiters.wait(key, LONG).then(() => woken.push(`${key}${n}`)));
  waiters.wake('a');
  await Promise.all(waits.slice(0, 2));
  expect(woken).toEqual(['a0', 'a1']);
  expect(waiters.size).toBe(1);
  waiters.wake('b');
  await waits[2];
  expect(waiters.size).toBe(0);
});

it('gives up by itself and leaves nothing behind', async () => {
  const waiters = new Waiters();
  await Promise.all([waiters.wait('a', 1), waiters.wait('a', 2)]);
  expect(waiters.size).toBe(0);
});

it('does not mix up those who wait again after a wake', async () => {
  const waiters = new Waiters();
  const first = waiters.wait('a', LONG);
  waiters.wake('a');
  const second = waiters.wait('a', LONG);
  await first;
  expect(waiters.size).toBe(1);
  waiters.wake('a');
  await second;
  expect(waiters.size).toBe(0);
});
