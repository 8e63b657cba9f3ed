import { expect, it } from 'vitest';
import type { Env } from '../platform/env.ts';
import { newTaskId, taskAddress, windowEnd } from './taskId.ts';

const env = { SIGNING_KEY: 'key' } as Env;
const NOW = Date.UTC(2026, 10, 2, 13, 45);

it('has the form that clients match on', async () => {
  expect(await newTaskId(env, '1250000000', 'WorkflowTask', NOW)).toMatch(
    /^1250000000-WorkflowTask-[0-9a-f]{32}tt0$/,
  );
});

it('says where the task is kept', async () => {
  const address = taskAddress(env, await newTaskId(env, '1250000000', 'WorkflowTask', NOW));
  expect(address?.appId).toBe('1250000000');
  expect(address?.book).toMatch(new RegExp(`^1250000000/${Math.floor(NOW / 3_600_000)}/[0-3]$`));
  expect(windowEnd(address!.book)).toBe(Date.UTC(2026, 10, 2, 14));
});

it('is not made twice', async () => {
  const ids = await Promise.all(Array.from({ length: 1000 }, () => newTaskId(env, '1', 'WorkflowTask', NOW)));
  expect(new Set(ids).size).toBe(1000);
});

it('can not be made up', async () => {
  const id = await newTaskId(env, '1250000000', 'WorkflowTask', NOW);
  const otherAccount = id.replace('1250000000', '1250000001');
  const otherDigit = id.replace(/.(?=.{30}tt0$)/, (digit) => (digit === '0' ? '1' : '0'));
  for (const bad of [
    otherAccount,
    otherDigit,
    id.slice(0, -1),
    `${id}x`,
    '',
    'x',
    id.toUpperCase(),
    id.replace('WorkflowTask', 'ScheduleTask'),
  ]) {
    expect(taskAddress(env, bad), bad).toBeNull();
  }
  expect(taskAddress({ SIGNING_KEY: 'other' } as Env, id)).toBeNull();
});
