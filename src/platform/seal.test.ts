import { expect, test } from 'vitest';
import type { Env } from './env.ts';
import { open, seal } from './seal.ts';

const env = { SIGNING_KEY: 'key' } as Env;

test('what was sealed is opened again', async () => {
  for (const text of ['', 'notify-secret', '密钥 🔑']) {
    expect(await open(env, 'a', await seal(env, 'a', text))).toBe(text);
  }
});

test('a sealed text shows nothing of the text, and is another one each time', async () => {
  const [first, second] = [await seal(env, 'a', 'notify-secret'), await seal(env, 'a', 'notify-secret')];
  expect(first).toMatch(/^v1\.[A-Za-z0-9_-]{55}$/);
  expect(first).not.toBe(second);
  expect(Buffer.from(first.slice(3), 'base64url').toString('latin1')).not.toContain('notify');
});

test('another purpose, another key, a changed or foreign text are not opened', async () => {
  const sealed = await seal(env, 'a', 'notify-secret');
  expect(await open(env, 'b', sealed)).toBeNull();
  expect(await open({ SIGNING_KEY: 'other' } as Env, 'a', sealed)).toBeNull();
  const at = 20;
  const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
  expect(await open(env, 'a', changed)).toBeNull();
  for (const foreign of ['', 'v1.', 'v1.AAAA', 'notify-secret'])
    expect(await open(env, 'a', foreign)).toBeNull();
});

test('without SIGNING_KEY nothing is sealed', async () => {
  await expect(seal({} as Env, 'a', 'x')).rejects.toThrow('SIGNING_KEY');
});
