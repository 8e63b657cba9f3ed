import { expect, it, vi } from 'vitest';
import type { Env } from '../platform/env.ts';
import { seal } from '../platform/seal.ts';
import { openNotifySecrets, sealNotifySecrets } from './secrets.ts';

const env = { SIGNING_KEY: 'key' } as Env;

it('opens what was sealed', () => {
  const secrets = { notifyKey: 'k', sqsKeys: { id: 'i', key: 's' } };
  expect(openNotifySecrets(env, sealNotifySecrets(env, secrets), 'T')).toEqual(secrets);
  expect(openNotifySecrets(env, sealNotifySecrets(env, { notifyKey: '' }), 'T')).toEqual({ notifyKey: '' });
});

it('opens the bare key of an earlier version', () => {
  expect(openNotifySecrets(env, seal(env, 'notify-key', 'old'), 'T')).toEqual({ notifyKey: 'old' });
});

it('has no key when it was sealed with another SIGNING_KEY', () => {
  const logged = vi.spyOn(console, 'log').mockImplementation(() => {});
  const other = { SIGNING_KEY: 'other' } as Env;
  expect(openNotifySecrets(other, sealNotifySecrets(env, { notifyKey: 'k' }), 'T')).toEqual({
    notifyKey: '',
  });
  expect(logged.mock.calls.join()).toContain('callback.key_lost');
});
