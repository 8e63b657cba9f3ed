import { afterEach, expect, it, vi } from 'vitest';
import { secretAccounts } from './secretAccounts.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const one = { appId: '1', secretId: 'AKIDone', secretKey: 'k1' };
const off = { appId: '2', secretId: 'AKIDoff', secretKey: 'k2', mps: false };
const many = {
  appId: '3',
  keys: [
    { secretId: 'AKIDold', secretKey: 'k3', disabled: true },
    { secretId: 'AKIDnew', secretKey: 'k4' },
    { secretId: 'AKIDtmp', secretKey: 'k5', token: 't' },
  ],
};

const text = (list: unknown) => (typeof list === 'string' ? list : JSON.stringify(list));
const lookUp = (list: unknown, secretId: string) => secretAccounts(text(list)).keys.get(secretId);

it('finds an account by its SecretId', () => {
  expect(lookUp([one, off], 'AKIDone')).toEqual({ ...one, mps: true });
  expect(lookUp([one, off], 'AKIDoff')).toEqual(off);
  expect(lookUp([one, off], 'AKIDother')).toBeUndefined();
  expect(lookUp([one, off], '__proto__')).toBeUndefined();
  const disabled = { ...one, secretId: 'AKIDdisabled', disabled: true };
  expect([...secretAccounts(text([disabled, one, off])).appIds]).toEqual([
    ['1', true],
    ['2', false],
  ]);
});

it('knows several keys of one account, in entries of their own or in a list', () => {
  const second = { ...one, secretId: 'AKIDsecond', secretKey: 'k6' };
  expect(lookUp([one, second], 'AKIDone')?.appId).toBe('1');
  expect(lookUp([one, second], 'AKIDsecond')?.secretKey).toBe('k6');
  expect(lookUp([one, many], 'AKIDnew')).toEqual({
    appId: '3',
    secretId: 'AKIDnew',
    secretKey: 'k4',
    mps: true,
  });
  expect(lookUp([one, many], 'AKIDtmp')).toMatchObject({ appId: '3', token: 't' });
});

it('knows which keys are disabled', () => {
  expect(lookUp([many], 'AKIDold')).toBeNull();
  expect(lookUp([{ ...many, disabled: true }], 'AKIDnew')).toBeNull();
  expect(lookUp([{ ...one, disabled: true }], 'AKIDone')).toBeNull();
});

it('knows nobody without the secret', () => {
  expect(secretAccounts(undefined).keys.size).toBe(0);
});

it.each([
  ['no JSON', 'AKIDone:very-secret-key'],
  ['no list', one],
  ['an entry without key', [one, { appId: '2', secretId: 'x' }]],
  ['an unknown member', [{ ...one, extra: 1 }]],
  ['an unknown member of a key', [{ appId: '1', keys: [{ secretId: 'a', secretKey: 'k1', extra: 1 }] }]],
  ['a doubled SecretId', [one, { ...off, secretId: one.secretId }]],
  ['a SecretId doubled within an account', [{ ...many, keys: [many.keys[1], many.keys[1]] }]],
])('knows nobody from a list with %s, and says so without its keys', (_, list) => {
  const lines = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(lookUp(list, 'AKIDone')).toBeUndefined();
  expect(lines).toHaveBeenCalledTimes(1);
  expect(lines.mock.calls[0]![0]).toContain('api.accounts_unreadable');
  expect(lines.mock.calls[0]![0]).not.toContain('very-secret');
  expect(lines.mock.calls[0]![0]).not.toContain('"k1"');
});
