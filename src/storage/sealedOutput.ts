// Keys that outputs are encrypted with are secrets, and stored sealed.
import type { Output } from '../contract/output.ts';
import type { Env } from '../platform/env.ts';
import { open, seal } from '../platform/seal.ts';
import { LocationLost } from './locationLost.ts';

const PURPOSE = 'output-key';
/** A key as callers write it: what is sealed never looks like it. */
const PLAIN = /^[0-9A-Fa-f]{32}$/;

/** An output as it may be stored. */
export function sealOutput(env: Env, output: Output): Output {
  if (output.kind !== 'ladder' || !output.encryption || !PLAIN.test(output.encryption.key)) return output;
  return { ...output, encryption: { ...output.encryption, key: seal(env, PURPOSE, output.encryption.key) } };
}

/** The output as a backend makes it. Throws when its key was sealed with another SIGNING_KEY. */
export function openOutput(env: Env, output: Output): Output {
  if (output.kind !== 'ladder' || !output.encryption) return output;
  const { key } = output.encryption;
  const plain = PLAIN.test(key) ? key : open(env, PURPOSE, key);
  if (plain === null) throw new LocationLost('The key of an output was sealed with another SIGNING_KEY.');
  return { ...output, encryption: { ...output.encryption, key: plain } };
}
