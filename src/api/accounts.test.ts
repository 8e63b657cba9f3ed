import { afterEach, expect, it, vi } from 'vitest';
import { findAccount } from './accounts.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const one = { appId: '1', secretId: 'AKIDone', secretKey: 'k1' };
const off = { appId: '2', secretId: 'AKIDoff', secretKey: 'k2', mps: false };

function lookUp(list: unknown, secretId: string) {
  return findAccount({ MPS_ACCOUNTS: typeof list === 'string' ? list : JSON.stringify(list) }, secretId);
}

it('finds an account by its SecretId', () => {
  expect(lookUp([one, off], 'AKIDone')).toEqual({ ...one, mps: true });
  expect(lookUp([one, off], 'AKIDoff')).toEqual(off);
  expect(lookUp([one, off], 'AKIDother')).toBeUndefined();
  expect(lookUp([one, off], '__proto__')).toBeUndefined();
});

it('knows two keys of one account', () => {
  const second = { ...one, secretId: 'AKIDnew', secretKey: 'k3' };
  expect(lookUp([one, second], 'AKIDone')?.appId).toBe('1');
  expect(lookUp([one, second], 'AKIDnew')?.appId).toBe('1');
});

it('knows nobody without the secret', () => {
  expect(findAccount({}, 'AKIDlocal')).toBeUndefined();
});

it.each([
  ['no JSON', 'AKIDone:very-secret-key'],
  ['no list', one],
  ['an entry without key', [one, { appId: '2', secretId: 'x' }]],
  ['an unknown member', [{ ...one, extra: 1 }]],
  ['a doubled SecretId', [one, { ...off, secretId: one.secretId }]],
])('knows nobody from a list with %s, and says so without its keys', (_, list) => {
  const lines = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(lookUp(list, 'AKIDone')).toBeUndefined();
  expect(lines).toHaveBeenCalledTimes(1);
  expect(lines.mock.calls[0]![0]).toContain('api.accounts_unreadable');
  expect(lines.mock.calls[0]![0]).not.toContain('very-secret');
  expect(lines.mock.calls[0]![0]).not.toContain('"k1"');
});
