// Buckets that a request names and its account can not use: refused before anything is accepted.
import type { BucketRef, InlineText, InputLocation } from '../contract/location.ts';
import type { PlannedFile } from '../contract/rpc.ts';
import { ApiError, missingParameter } from '../mps/errors.ts';
import type { Env } from '../platform/env.ts';
import { bucketAccess } from '../storage/place.ts';

/** The part of a plan that names buckets. */
export interface BucketUses {
  jobs: { input: InputLocation; files?: PlannedFile[]; targets: BucketRef[] }[];
  rest?: { files?: PlannedFile[]; nodes: { work?: { target: BucketRef } }[] };
}

/**
 * Asks the rules of MPS_BUCKETS about every bucket. Throws InvalidParameterValue for one that is kept for other
 * accounts, UnsupportedOperation for one that no rule maps (VOD), MissingParameter where keys are needed (AWS-S3), each naming
 * the parameter.
 */
export function checkBuckets(env: Env, { jobs, rest }: BucketUses): void {
  for (const { input, files = [], targets } of jobs) {
    for (const location of [input, ...files.map((file) => file.location), ...targets]) {
      checkLocation(env, location);
    }
  }
  for (const { location } of rest?.files ?? []) checkLocation(env, location);
  for (const { work } of rest?.nodes ?? []) if (work) checkBucket(env, work.target);
}

function checkLocation(env: Env, location: InputLocation | InlineText | BucketRef): void {
  if (location.provider !== 'url' && location.provider !== 'inline') checkBucket(env, location);
}

function checkBucket(env: Env, bucket: BucketRef): void {
  const { parameter = '', provider } = bucket;
  const parent = parameter.slice(0, Math.max(0, parameter.lastIndexOf('.')));
  switch (bucketAccess(env, bucket)) {
    case 'open':
      return;
    case 'denied': {
      const field = `${parameter}.${provider === 's3' ? 'S3Bucket' : 'Bucket'}`;
      throw new ApiError('InvalidParameterValue', {
        en: `The bucket \`${bucket.bucket}\` of parameter \`${field}\` is not one that this account may use.`,
        zh: `当前账号无权使用参数 \`${field}\` 的存储桶 \`${bucket.bucket}\`。`,
      });
    }
    case 'keys':
      throw missingParameter(`${parameter}.S3SecretId`);
    case 'unmapped':
      throw new ApiError('UnsupportedOperation', {
        en: `The value \`VOD\` of parameter \`${parent}.Type\` is not supported here.`,
        zh: `此处不支持参数 \`${parent}.Type\` 的取值 \`VOD\`。`,
      });
  }
}
