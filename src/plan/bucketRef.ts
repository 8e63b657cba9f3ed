// What may be the name of a bucket.
import type { BucketRef } from '../contract/location.ts';
import { invalidValue } from '../mps/errors.ts';

const BUCKET = /^[A-Za-z0-9][A-Za-z0-9.-]{0,127}$/;
const REGION = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/** A COS bucket of an account. Throws InvalidParameterValue naming `<parameter>.Bucket` or `<parameter>.Region`. */
export function cosBucket(parameter: string, appId: string, bucket: string, region: string): BucketRef {
  if (!BUCKET.test(bucket)) {
    throw invalidValue(`${parameter}.Bucket`, {
      en: 'the name of a bucket: letters, digits, `-` and `.`',
      zh: '存储桶名称：字母、数字、`-` 和 `.`',
    });
  }
  if (!REGION.test(region)) {
    throw invalidValue(`${parameter}.Region`, {
      en: 'the name of a region: letters, digits and `-`',
      zh: '地域名称：字母、数字和 `-`',
    });
  }
  return { provider: 'cos', appId, bucket, region };
}
