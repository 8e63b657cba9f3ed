// URLs that a caller named as input may be signed ones: they are secrets, and stored sealed.
import type { InputLocation, UrlRef } from '../contract/location.ts';
import type { PlannedFile } from '../contract/rpc.ts';
import type { Env } from '../platform/env.ts';
import { open, seal } from '../platform/seal.ts';

const PURPOSE = 'input-url';

/** An input as it may be stored. */
function sealInput(env: Env, input: InputLocation): InputLocation {
  if (input.provider !== 'url' || input.sealed) return input;
  return { ...input, url: seal(env, PURPOSE, input.url), sealed: true };
}

/** A job's inputs, all of them, as they may be stored. */
export function sealInputs<T extends { input: InputLocation; files?: PlannedFile[] }>(env: Env, job: T): T {
  const { input, files } = job;
  return {
    ...job,
    input: sealInput(env, input),
    ...(files && { files: files.map((file) => ({ ...file, location: sealInput(env, file.location) })) }),
  };
}

/** The URL itself. Throws when it was sealed with another SIGNING_KEY. */
export function openUrl(env: Env, { url, sealed }: UrlRef): string {
  const text = sealed ? open(env, PURPOSE, url) : url;
  if (text === null)
    throw new Error('an input URL was sealed with another SIGNING_KEY and can not be opened');
  return text;
}
