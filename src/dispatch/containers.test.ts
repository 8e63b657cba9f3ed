import { expect, test } from 'vitest';
import type { Env } from '../platform/env.ts';
import { nextStep } from './containerStep.ts';
import {
  containerNames,
  containerOf,
  containerSlots,
  containerUrl,
  sleepingContainers,
} from './containers.ts';

const settings = (more: Record<string, unknown>) => more as unknown as Env;
const asleep = { awake: false, restUntil: 0, running: 0 };

test('there are CONTAINER_MAX containers, and none without binding or address', () => {
  const all = { BACKEND_CONTAINER: {}, PUBLIC_URL: 'https://mps.example.com', CONTAINER_MAX: '2' };
  expect(containerNames(settings(all))).toEqual(['container-0', 'container-1']);
  expect(containerNames(settings({ ...all, PUBLIC_URL: '' }))).toEqual([]);
  expect(containerNames(settings({ ...all, BACKEND_CONTAINER: undefined }))).toEqual([]);
  expect(containerNames(settings({ ...all, CONTAINER_MAX: 'many' }))).toEqual([]);
  expect([containerSlots(settings({})), containerSlots(settings({ CONTAINER_SLOTS: '3' }))]).toEqual([1, 3]);
});

test('a URL says which container it leads to', () => {
  expect(containerOf(new URL('/jobs', containerUrl('container-7')))).toBe('container-7');
  expect(containerOf(new URL('http://127.0.0.1:8788/jobs'))).toBeNull();
});

test('sleeping containers are free, those that start come first, awake and resting ones are left out', () => {
  const known = new Map([
    ['a', asleep],
    ['b', { ...asleep, running: 1 }],
    ['c', { ...asleep, running: 2 }],
    ['d', { ...asleep, awake: true }],
    ['e', { ...asleep, restUntil: 101 }],
  ]);
  const free = sleepingContainers([...known.keys()], 2, (name) => known.get(name)!, 100);
  expect(free).toEqual([
    { id: 'b', url: 'http://b.container.internal', free: 1 },
    { id: 'a', url: 'http://a.container.internal', free: 2 },
  ]);
});

test('a busy container is kept awake, an idle one is ended after two minutes, one that stays is destroyed', () => {
  const begin = { idleSince: null, endedAt: null };
  expect(nextStep(begin, 1, 1_000)).toEqual({ action: 'wait', state: begin });
  const idle = nextStep(begin, 0, 1_000);
  expect(idle).toEqual({ action: 'wait', state: { idleSince: 1_000, endedAt: null } });
  expect(nextStep(idle.state, 1, 60_000).state).toEqual(begin);
  expect(nextStep(idle.state, null, 120_999).action).toBe('wait');
  const ended = nextStep(idle.state, 0, 121_000);
  expect(ended).toEqual({ action: 'terminate', state: { idleSince: 1_000, endedAt: 121_000 } });
  expect(nextStep(ended.state, 0, 150_000).action).toBe('wait');
  expect(nextStep(ended.state, null, 181_000).action).toBe('destroy');
});
