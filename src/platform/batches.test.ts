import { expect, it } from 'vitest';
import { Batches } from './batches.ts';

/** Work that ends when it is told to. */
function held() {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const work = async (items: number[]) => {
    batches.push(items);
    await new Promise<void>((resolve) => {
      ends.push(resolve);
    });
    if (items.includes(13)) throw new Error('unlucky');
    return items.map((item) => item * 10);
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    batches,
    work,
    end: async (batch: number) => {
      ends[batch]!();
      await settled();
    },
  };
}

it('starts the first item at once, and what comes meanwhile together, at most so many', async () => {
  const { batches, work, end } = held();
  const queue = new Batches(work, { most: 2 });
  const results = Promise.all([1, 2, 3, 4].map((item) => queue.add(item)));
  expect(batches).toEqual([[1]]);
  await end(0);
  expect(batches).toEqual([[1], [2, 3]]);
  await end(1);
  expect(batches).toEqual([[1], [2, 3], [4]]);
  await end(2);
  expect(await results).toEqual([10, 20, 30, 40]);
  void queue.add(5);
  expect(batches.at(-1)).toEqual([5]);
});

it('lets what comes pass by a batch that takes too long', async () => {
  const { batches, work, end } = held();
  const queue = new Batches(work, { patience: 20 });
  const results = [1, 2].map((item) => queue.add(item));
  expect(batches).toEqual([[1]]);
  await new Promise((resolve) => setTimeout(resolve, 40));
  results.push(queue.add(3));
  expect(batches).toEqual([[1], [2, 3]]);
  await end(1);
  expect(await results[2]).toBe(30);
  await end(0);
  expect(await Promise.all(results)).toEqual([10, 20, 30]);
});

it('fails the items of a batch that failed, and no others', async () => {
  const { work, end } = held();
  const queue = new Batches(work);
  const results = Promise.allSettled([1, 13, 14].map((item) => queue.add(item)));
  await end(0);
  await end(1);
  expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const next = queue.add(2);
  await end(2);
  expect(await next).toBe(20);
});

it('lets batches begin at its pace, the first of them at once', async () => {
  const starts: { at: number; items: number[] }[] = [];
  const began = Date.now();
  const queue = new Batches(
    async (items: number[]) => {
      starts.push({ at: Date.now() - began, items });
      return items;
    },
    { pace: 50 },
  );
  await queue.add(1);
  await Promise.all([queue.add(2), queue.add(3)]);
  expect(starts.map(({ items }) => items)).toEqual([[1], [2, 3]]);
  expect(starts[0]!.at).toBeLessThan(40);
  expect(starts[1]!.at - starts[0]!.at).toBeGreaterThanOrEqual(49);
});
