// What may be the name of a bucket.
import type { BucketRef } from '../contract/location.ts';
import { invalidValue, missingParameter } from '../mps/errors.ts';

const BUCKET = /^[A-Za-z0-9][A-Za-z0-9.-]{0,127}$/;
const REGION = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/** The fields of a bucket that a parameter's object has, by the kind of storage. */
const FIELDS = {
  cos: { bucket: 'Bucket', region: 'Region' },
  s3: { bucket: 'S3Bucket', region: 'S3Region' },
  vod: { bucket: 'Bucket', region: 'Region' },
} as const;

/**
 * A bucket that an account names in `parameter` ("InputInfo.CosInputInfo"). Throws InvalidParameterValue naming the
 * field that can not be one.
 */
export function bucketRef(bucket: BucketRef & { parameter: string }): BucketRef {
  const fields = FIELDS[bucket.provider];
  if (!BUCKET.test(bucket.bucket)) {
    throw invalidValue(`${bucket.parameter}.${fields.bucket}`, {
      en: 'the name of a bucket: letters, digits, `-` and `.`',
      zh: '存储桶名称：字母、数字、`-` 和 `.`',
    });
  }
  if (!REGION.test(bucket.region)) {
    throw invalidValue(`${bucket.parameter}.${fields.region}`, {
      en: 'the name of a region: letters, digits and `-`',
      zh: '地域名称：字母、数字和 `-`',
    });
  }
  return bucket;
}

/** The caller's own keys in `parameter` (S3InputInfo, S3OutputStorage), if there are any. Throws MissingParameter for half a pair. */
export function ownKeys(
  parameter: string,
  { S3SecretId: secretId, S3SecretKey: secretKey }: { S3SecretId?: string; S3SecretKey?: string },
): Pick<BucketRef, 'keys'> {
  if (!secretId && !secretKey) return {};
  if (!secretId) throw missingParameter(`${parameter}.S3SecretId`);
  if (!secretKey) throw missingParameter(`${parameter}.S3SecretKey`);
  return { keys: { secretId, secretKey } };
}
