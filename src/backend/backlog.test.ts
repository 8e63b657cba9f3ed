import { expect, test } from 'vitest';
import { Backlog } from './backlog.ts';

/** A work that ends when it is told to. */
function work() {
  const ended = Promise.withResolvers<void>();
  let began = false;
  const start = () => {
    began = true;
    return ended.promise;
  };
  return { start, end: ended.resolve, fail: ended.reject, began: () => began };
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

test('goes on behind, no more at once than it may; the end waits for all', async () => {
  const backlog = new Backlog(2, () => {});
  const [a, b, c] = [work(), work(), work()];
  await backlog.add(a.start);
  await backlog.add(b.start);
  let ended = false;
  const third = backlog.add(c.start);
  await soon();
  expect([a.began(), b.began(), c.began()]).toEqual([true, true, false]);
  b.end();
  await third;
  expect(c.began()).toBe(true);
  void backlog.end().then(() => {
    ended = true;
  });
  a.end();
  await soon();
  expect(ended).toBe(false);
  c.end();
  await soon();
  expect(ended).toBe(true);
});

test('one that fails is told, and makes room', async () => {
  const errors: unknown[] = [];
  const backlog = new Backlog(1, (error) => errors.push(error));
  const [a, b] = [work(), work()];
  await backlog.add(a.start);
  const second = backlog.add(b.start);
  a.fail('broken');
  await second;
  b.end();
  await backlog.end();
  expect(errors).toEqual(['broken']);
});
