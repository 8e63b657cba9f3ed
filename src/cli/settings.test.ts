import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { localSecrets, portSetting, ROOT, stateDirSetting } from './settings.ts';

afterEach(() => vi.unstubAllEnvs());

const devVars = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'settings-')), '.dev.vars');
  writeFileSync(file, text);
  return file;
};

test('the example file holds the documented local account', () => {
  expect(localSecrets(join(ROOT, '.dev.vars.example'))).toEqual({
    account: { appId: '1250000000', secretId: 'AKIDlocal', secretKey: 'local-secret-key' },
    internalToken: 'local-internal-token',
  });
});

test.each([
  ['INTERNAL_TOKEN=x', 'MPS_ACCOUNTS'],
  ["MPS_ACCOUNTS='[]'\nINTERNAL_TOKEN=x", 'MPS_ACCOUNTS'],
  ["MPS_ACCOUNTS='nonsense'\nINTERNAL_TOKEN=x", 'MPS_ACCOUNTS'],
  [`MPS_ACCOUNTS='[{"appId":"1","secretId":"a","secretKey":"b"}]'`, 'INTERNAL_TOKEN'],
])('%s: the message names what is wrong', (text, name) => {
  expect(() => localSecrets(devVars(text))).toThrow(name);
});

test('no .dev.vars: the message says how to make it', () => {
  expect(() => localSecrets('/nonexistent/.dev.vars')).toThrow('npm run setup');
});

test('ports come from the environment', () => {
  vi.stubEnv('PORT', '9000');
  expect(portSetting('PORT', 8787)).toBe(9000);
  vi.stubEnv('PORT', '');
  expect(portSetting('PORT', 8787)).toBe(8787);
  vi.stubEnv('PORT', '80000');
  expect(() => portSetting('PORT', 8787)).toThrow('PORT must be a port');
});

test('STATE_DIR is relative to where the person is', () => {
  vi.stubEnv('INIT_CWD', '/home/someone');
  vi.stubEnv('STATE_DIR', 'state');
  expect(stateDirSetting()).toBe('/home/someone/state');
  vi.stubEnv('STATE_DIR', '');
  expect(stateDirSetting()).toBe(join(ROOT, '.state'));
});
