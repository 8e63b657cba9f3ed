import { expect, test } from 'vitest';
import type { Job } from '../contract/job.ts';
import { PullLoop } from './pull.ts';

const job = { id: 'j' } as Job;
const never = (signal: AbortSignal) =>
  new Promise<null>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('asks while a slot is free, waits while none is, and goes on after wake', async () => {
  let free = 1;
  let questions = 0;
  const started: string[] = [];
  const loop = new PullLoop({
    next: async (signal) => (questions++ < 2 ? job : never(signal)),
    hasFreeSlot: () => free > 0,
    start: ({ id }) => {
      free--;
      started.push(id);
      return true;
    },
  });
  await expect.poll(() => started).toEqual(['j']);
  expect(questions).toBe(1);
  free = 1;
  loop.wake();
  await expect.poll(() => started).toEqual(['j', 'j']);
  free = 1;
  loop.wake();
  await expect.poll(() => questions).toBe(3);
  await loop.end();
});

test('an edge that fails is asked again', async () => {
  let questions = 0;
  let got: Job | null = null;
  const loop = new PullLoop({
    next: async (signal) => {
      questions++;
      if (questions === 1) throw new Error('down');
      return questions === 2 ? job : never(signal);
    },
    hasFreeSlot: () => true,
    start: (given) => {
      got = given;
      return true;
    },
  });
  await expect.poll(() => got, { timeout: 5_000 }).toBe(job);
  await loop.end();
});

test('end breaks off the question and takes no job any more', async () => {
  let answer = (_: Job) => {};
  let started = 0;
  const loop = new PullLoop({
    next: () => new Promise((resolve) => (answer = resolve)),
    hasFreeSlot: () => true,
    start: () => {
      started++;
      return true;
    },
  });
  const ended = loop.end();
  answer(job);
  await ended;
  expect(started).toBe(0);
});
