import { expect, it } from 'vitest';
import { AccountCache } from './accountCache.ts';

const account = { appId: '1', secretId: 'a', secretKey: 'k', mps: true };

it('keeps an account for 20 s, and that there is none for 30 s', () => {
  const cache = new AccountCache();
  cache.set('a', account, 1_000);
  cache.set('b', undefined, 1_000);
  expect([cache.get('a', 20_999), cache.get('b', 30_999)]).toEqual([account, null]);
  expect([cache.get('a', 21_000), cache.get('b', 31_000)]).toEqual([undefined, undefined]);
});

it('forgets what was before', () => {
  const cache = new AccountCache();
  cache.set('a', account, 0);
  cache.set('a', undefined, 1);
  expect(cache.get('a', 2)).toBeNull();
  cache.set('a', account, 3);
  expect(cache.get('a', 4)).toBe(account);
  cache.clear();
  expect(cache.get('a', 4)).toBeUndefined();
});

it('holds 10,000 unknown ones and keeps the known', () => {
  const cache = new AccountCache();
  cache.set('a', account, 0);
  for (let n = 0; n <= 10_000; n += 1) cache.set(`x${n}`, undefined, 0);
  expect(cache.get('x0', 1)).toBeUndefined();
  expect(cache.get('x1', 1)).toBeNull();
  expect(cache.get('a', 1)).toBe(account);
});
