// Where outputs go (TaskOutputStorage), and what a layer takes from the one above.
import type { BucketRef, InputLocation } from '../contract/location.ts';
import { invalidValue, missingParameter, unsupportedParameter } from '../mps/errors.ts';
import type { TaskOutputStorage } from '../mps/requests.ts';
import type { StorageEcho } from '../mps/view.ts';
import { bucketRef, ownKeys } from './bucketRef.ts';

/**
 * The bucket of a layer: what it says itself, else what is above it. Above a subtask is its request, above the
 * request its input; null where the input has no bucket (Type URL). An empty Bucket or Region is inherited alone
 * (CosOutputStorage), and so are S3's keys. Throws MissingParameter, UnsupportedOperation and
 * InvalidParameterValue, naming `parameter`'s fields.
 */
export function outputBucket(
  parameter: string,
  storage: TaskOutputStorage | undefined,
  above: BucketRef | null,
  appId: string,
): BucketRef | null {
  if (!storage) return above;
  switch (storage.Type) {
    case 'COS':
      return cosOutput(`${parameter}.CosOutputStorage`, storage, above, appId);
    case 'AWS-S3':
      return s3Output(`${parameter}.S3OutputStorage`, storage, above, appId);
    case 'VOD':
      return vodOutput(`${parameter}.VODOutputStorage`, storage, above, appId);
    default:
      throw invalidValue(`${parameter}.Type`, {
        en: '`COS`, `AWS-S3` or `VOD`',
        zh: ' `COS`、`AWS-S3` 或 `VOD`',
      });
  }
}

type Above = BucketRef | null;

function cosOutput(
  parameter: string,
  { CosOutputStorage }: TaskOutputStorage,
  above: Above,
  appId: string,
): BucketRef {
  if (!CosOutputStorage) throw missingParameter(parameter);
  return inherited(parameter, { provider: 'cos', appId, parameter }, CosOutputStorage, above);
}

function s3Output(
  parameter: string,
  { S3OutputStorage }: TaskOutputStorage,
  above: Above,
  appId: string,
): BucketRef {
  if (!S3OutputStorage) throw missingParameter(parameter);
  const { S3Bucket: bucket, S3Region: region } = S3OutputStorage;
  const aboveKeys = above?.provider === 's3' && above.keys ? { keys: above.keys } : {};
  const keys = { ...aboveKeys, ...ownKeys(parameter, S3OutputStorage) };
  return bucketRef({ provider: 's3', appId, bucket, region, parameter, ...keys });
}

function vodOutput(
  parameter: string,
  { VODOutputStorage }: TaskOutputStorage,
  above: Above,
  appId: string,
): BucketRef {
  if (!VODOutputStorage) throw missingParameter(parameter);
  if (VODOutputStorage.VodBasic) throw unsupportedParameter(`${parameter}.VodBasic`);
  const { SubAppId } = VODOutputStorage;
  const subAppId = SubAppId ? { subAppId: SubAppId } : {};
  return inherited(parameter, { provider: 'vod', appId, parameter, ...subAppId }, VODOutputStorage, above);
}

/** A bucket whose name or region may come from above. */
function inherited(
  parameter: string,
  ref: Omit<BucketRef, 'bucket' | 'region'> & { parameter: string },
  given: { Bucket?: string; Region?: string },
  above: Above,
): BucketRef {
  const bucket = given.Bucket || above?.bucket;
  const region = given.Region || above?.region;
  if (!bucket) throw missingParameter(`${parameter}.Bucket`);
  if (!region) throw missingParameter(`${parameter}.Region`);
  return bucketRef({ ...ref, bucket, region });
}

/** The bucket that an input is in; null for a URL. */
export function bucketOf(input: InputLocation): BucketRef | null {
  if (input.provider === 'url') return null;
  const { key: _, ...bucket } = input;
  return bucket;
}

/** A bucket as the API repeats it. */
export function echoOf({ provider, bucket, region, subAppId }: BucketRef): StorageEcho {
  const echo: StorageEcho = { Type: 'COS', CosOutputStorage: null, S3OutputStorage: null };
  switch (provider) {
    case 'cos':
      return { ...echo, CosOutputStorage: { Bucket: bucket, Region: region } };
    case 's3':
      return { ...echo, Type: 'AWS-S3', S3OutputStorage: { S3Bucket: bucket, S3Region: region } };
    case 'vod':
      return {
        ...echo,
        Type: 'VOD',
        VODOutputStorage: { Bucket: bucket, Region: region, SubAppId: subAppId ?? null, VodBasic: null },
      };
  }
}
