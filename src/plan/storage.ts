// Where outputs go (TaskOutputStorage), and what a layer takes from the one above.
import type { BucketRef, InputLocation } from '../contract/location.ts';
import { ApiError, invalidValue, missingParameter } from '../mps/errors.ts';
import type { TaskOutputStorage } from '../mps/requests.ts';
import type { StorageEcho } from '../mps/view.ts';
import { cosBucket } from './bucketRef.ts';

/**
 * The bucket of a layer: what it says itself, else what is above it. Above a subtask is its request, above the
 * request its input; null where the input has no bucket (Type URL). An empty Bucket or Region is inherited alone
 * (CosOutputStorage). Throws MissingParameter, UnsupportedOperation
 * (AWS-S3 and VOD) and InvalidParameterValue, naming `parameter`'s fields.
 */
export function outputBucket(
  parameter: string,
  storage: TaskOutputStorage | undefined,
  above: BucketRef | null,
  appId: string,
): BucketRef | null {
  if (!storage) return above;
  switch (storage.Type) {
    case 'COS': {
      const given = storage.CosOutputStorage;
      const path = `${parameter}.CosOutputStorage`;
      if (!given) throw missingParameter(path);
      const bucket = given.Bucket || above?.bucket;
      const region = given.Region || above?.region;
      if (!bucket) throw missingParameter(`${path}.Bucket`);
      if (!region) throw missingParameter(`${path}.Region`);
      return cosBucket(path, appId, bucket, region);
    }
    case 'AWS-S3':
    case 'VOD':
      throw new ApiError('UnsupportedOperation', {
        en: `The value \`${storage.Type}\` of parameter \`${parameter}.Type\` is not supported here.`,
        zh: `此处不支持参数 \`${parameter}.Type\` 的取值 \`${storage.Type}\`。`,
      });
    default:
      throw invalidValue(`${parameter}.Type`, {
        en: '`COS`, `AWS-S3` or `VOD`',
        zh: ' `COS`、`AWS-S3` 或 `VOD`',
      });
  }
}

/** The bucket that an input is in; null for a URL. */
export function bucketOf(input: InputLocation): BucketRef | null {
  if (input.provider === 'url') return null;
  const { provider, appId, bucket, region } = input;
  return { provider, appId, bucket, region };
}

/** A bucket as the API repeats it. */
export function echoOf({ bucket, region }: BucketRef): StorageEcho {
  return { Type: 'COS', CosOutputStorage: { Bucket: bucket, Region: region }, S3OutputStorage: null };
}
