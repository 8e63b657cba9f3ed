// What lies beside an input: a playlist in a bucket names its segments relatively.
import type { InlineText, InputLocation, ObjectRef } from '../contract/location.ts';
import type { PoolJob } from '../contract/rpc.ts';

/** Where the main input (null) of a job lies, or the file of that name. */
export function locationOf(
  { input, files = [] }: Pick<PoolJob, 'input' | 'files'>,
  name: string | null,
): InputLocation | InlineText | undefined {
  return name === null ? input : files.find((file) => file.name === name)?.location;
}

/** Whether an input is an object of a bucket, beside which others lie. */
export function isObject(location: InputLocation | InlineText | undefined): location is ObjectRef {
  return location !== undefined && location.provider !== 'url' && location.provider !== 'inline';
}

/** The object of that name, which is relative to the folder that `object` lies in. */
export function besideOf(object: ObjectRef, name: string): ObjectRef {
  return { ...object, key: object.key.slice(0, object.key.lastIndexOf('/') + 1) + name };
}
