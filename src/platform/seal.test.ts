import { expect, test } from 'vitest';
import type { Env } from './env.ts';
import { open, seal } from './seal.ts';

const env = { SIGNING_KEY: 'key' } as Env;

test('what was sealed is opened again', () => {
  for (const text of ['', 'notify-secret', '密钥 🔑']) {
    expect(open(env, 'a', seal(env, 'a', text))).toBe(text);
  }
});

test('a sealed text shows nothing of the text, and is another one each time', () => {
  const [first, second] = [seal(env, 'a', 'notify-secret'), seal(env, 'a', 'notify-secret')];
  expect(first).toMatch(/^v1\.[A-Za-z0-9_-]{55}$/);
  expect(first).not.toBe(second);
  expect(Buffer.from(first.slice(3), 'base64url').toString('latin1')).not.toContain('notify');
});

test('another purpose, another key, a changed or foreign text are not opened', () => {
  const sealed = seal(env, 'a', 'notify-secret');
  expect(open(env, 'b', sealed)).toBeNull();
  expect(open({ SIGNING_KEY: 'other' } as Env, 'a', sealed)).toBeNull();
  const at = 20;
  const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
  expect(open(env, 'a', changed)).toBeNull();
  for (const foreign of ['', 'v1.', 'v1.AAAA', 'notify-secret']) expect(open(env, 'a', foreign)).toBeNull();
});

test('without SIGNING_KEY nothing is sealed', () => {
  expect(() => seal({} as Env, 'a', 'x')).toThrow('SIGNING_KEY');
});
