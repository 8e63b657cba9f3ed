// What of a location is secret: a caller's URL, which may be signed, and his own keys of a bucket. Both are stored sealed.
import type { BucketRef, InputLocation, OwnKeys, UrlRef } from '../contract/location.ts';
import type { Output } from '../contract/output.ts';
import type { PlannedFile } from '../contract/rpc.ts';
import type { Env } from '../platform/env.ts';
import { open, seal } from '../platform/seal.ts';
import type { StorageKeys } from './bucketRules.ts';
import { LocationLost } from './locationLost.ts';
import { sealOutput } from './sealedOutput.ts';

const URL_PURPOSE = 'input-url';
const KEYS_PURPOSE = 'bucket-keys';

/** A planned job as it may be stored: its inputs, its buckets, and the keys of its outputs. */
export function sealJob<
  T extends { input: InputLocation; files?: PlannedFile[]; outputs?: Output[]; targets: BucketRef[] },
>(env: Env, job: T): T {
  const { input, files, outputs, targets } = job;
  return {
    ...job,
    input: sealInput(env, input),
    ...(files && { files: files.map((file) => sealFile(env, file)) }),
    ...(outputs && { outputs: outputs.map((output) => sealOutput(env, output)) }),
    targets: targets.map((target) => sealBucket(env, target)),
  };
}

/** The URL itself. Throws when it was sealed with another SIGNING_KEY. */
export function openUrl(env: Env, { url, sealed }: UrlRef): string {
  const text = sealed ? open(env, URL_PURPOSE, url) : url;
  if (text === null) throw new LocationLost('The URL of an input was sealed with another SIGNING_KEY.');
  return text;
}

/** The keys themselves. Throws when they were sealed with another SIGNING_KEY. */
export function openKeys(env: Env, keys: OwnKeys): StorageKeys {
  if (!('sealed' in keys)) return keys;
  const text = open(env, KEYS_PURPOSE, keys.sealed);
  if (text === null) throw new LocationLost('The keys of a bucket were sealed with another SIGNING_KEY.');
  return JSON.parse(text);
}

/** A further input as it may be stored; what stood in the request itself is no secret. */
export function sealFile(env: Env, file: PlannedFile): PlannedFile {
  const { location } = file;
  return location.provider === 'inline' ? file : { ...file, location: sealInput(env, location) };
}

/** An input as it may be stored. */
export function sealInput(env: Env, input: InputLocation): InputLocation {
  if (input.provider !== 'url') return sealBucket(env, input);
  return input.sealed ? input : { ...input, url: seal(env, URL_PURPOSE, input.url), sealed: true };
}

/** A bucket as it may be stored. */
export function sealBucket<T extends BucketRef>(env: Env, { parameter: _, keys, ...bucket }: T): T {
  if (!keys) return bucket as T;
  const sealed = 'sealed' in keys ? keys : { sealed: seal(env, KEYS_PURPOSE, JSON.stringify(keys)) };
  return { ...bucket, keys: sealed } as T;
}
