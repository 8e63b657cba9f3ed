import { expect, it } from 'vitest';
import type { Env } from '../platform/env.ts';
import { splitSecrets, withSecrets } from './secretFields.ts';

const env = { SIGNING_KEY: 'key' } as Env;

it('masks a signed URL of a subtitle wherever it stands, and puts it back', () => {
  const Path = 'https://example.com/a.vtt?q-signature=0123456789abcdef';
  const fields = { Activities: [{ OverrideParameter: { SubtitleTemplate: { Path } } }], Path: '/a/b' };
  const split = splitSecrets(env, fields);
  expect(split.shown).toEqual({
    Activities: [
      { OverrideParameter: { SubtitleTemplate: { Path: 'https://example.com/a.vtt?q-signature=***' } } },
    ],
    Path: '/a/b',
  });
  expect(split.sealed).not.toBe('');
  expect(withSecrets(env, split)).toEqual(fields);
});
