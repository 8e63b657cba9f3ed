import { expect, test } from 'vitest';
import { ladderOutput } from '../../test/backend/ladderOutput.ts';
import type { Env } from '../platform/env.ts';
import { openOutput, sealOutput } from './sealedOutput.ts';

const env = { SIGNING_KEY: 'a long random text' } as Env;
const encryption = { uri: 'https://a.example/key', key: '00112233445566778899aabbccddeeff' };

test('the key of an encrypted output is sealed where it is stored', () => {
  const output = ladderOutput({ encryption });
  const sealed = sealOutput(env, output);
  expect(JSON.stringify(sealed)).not.toContain(encryption.key);
  expect(sealOutput(env, sealed)).toEqual(sealed);
  expect(openOutput(env, sealed)).toEqual(output);
  expect(() => openOutput({ SIGNING_KEY: 'another' } as Env, sealed)).toThrow('another SIGNING_KEY');
  expect(sealOutput(env, ladderOutput())).toEqual(ladderOutput());
});
