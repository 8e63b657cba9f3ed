// From a bucket that a caller names to where it really lives.
import type { BucketAccess, BucketRef, ObjectRef } from '../contract/location.ts';
import type { Env } from '../platform/env.ts';
import { bucketRules, DEFAULT_PREFIX, filled, ruleFor, type StorageKeys, secretKeys } from './bucketRules.ts';
import { LocationLost } from './locationLost.ts';
import { openKeys } from './sealedLocation.ts';
import { signCos } from './signCos.ts';
import { encoded, type SignedRequest } from './signedRequest.ts';
import { signS3 } from './signS3.ts';

/** An object in the R2 bucket MEDIA. */
export interface LocalPlace {
  kind: 'r2';
  key: string;
}

/** An object of a storage that is reached by signed HTTP requests. */
export interface RemotePlace {
  kind: 'cos' | 's3';
  /** URL without a query string. */
  url: string;
  /** What the storage itself calls the object. */
  bucket: string;
  key: string;
  region: string;
  keys: StorageKeys;
  /** The setting names the host: it may be any address, such as one of the deployment's own network. */
  trusted: boolean;
}

export type Place = LocalPlace | RemotePlace;

/** The bucket of what belongs to an account's catalog. No request can name it, and no rule moves it. */
export const OWN_BUCKET = '_catalog';

/** The key in MEDIA of an object in that bucket. */
export function ownKey(object: ObjectRef): string {
  return `${filled(DEFAULT_PREFIX, object)}${object.key}`;
}

/** Whether the account of `ref` can use that bucket. Throws when MPS_BUCKETS is wrong. */
export function bucketAccess(env: Env, ref: BucketRef): BucketAccess {
  const rule = ruleFor(bucketRules(env), ref);
  if (rule === 'denied') return 'denied';
  if (!rule)
    return ref.provider === 'cos' ? 'open' : ref.provider === 'vod' ? 'unmapped' : ref.keys ? 'open' : 'keys';
  return rule.to.provider === 's3' && !rule.to.credentials && !ref.keys ? 'keys' : 'open';
}

/** Where an object lives. Throws for a bucket that its account can't use, or whose keys can't be opened any more. */
export function placeOf(env: Env, object: ObjectRef): Place {
  if (object.bucket === OWN_BUCKET) return { kind: 'r2', key: ownKey(object) };
  const rule = ruleFor(bucketRules(env), object);
  if (rule === 'denied') throw new LocationLost('The account may no longer use the bucket.');
  const to = rule?.to ?? null;
  if (to?.provider === 'r2' || (!to && object.provider === 'cos')) {
    return { kind: 'r2', key: `${filled(to?.prefix ?? DEFAULT_PREFIX, object)}${object.key}` };
  }
  if (to?.provider === 'none' || (!to && object.provider === 'vod'))
    throw new LocationLost('The bucket is no longer mapped.');
  const bucket = filled(to?.bucket ?? '{bucket}', object);
  const region = filled(to?.region ?? '{region}', object);
  const names = { appId: object.appId, bucket, region };
  const kind = to?.provider ?? 's3';
  const template = to?.endpoint ?? (kind === 'cos' ? COS_ENDPOINT : awsEndpoint(bucket, region));
  const key = `${filled(to?.prefix ?? '', object)}${object.key}`;
  const path = [...(template.includes('{bucket}') ? [] : [bucket]), ...key.split('/')];
  return {
    ...{ kind, bucket, key },
    url: `${filled(template, names).replace(/\/$/, '')}/${path.map(encoded).join('/')}`,
    region,
    keys: to?.credentials ? secretKeys(env, to.credentials) : ownKeys(env, object),
    trusted: to?.endpoint !== undefined,
  };
}

/** Where an object really lies: the same whatever callers call it, and whose it is. */
export function realPlace(env: Env, object: ObjectRef): string {
  const place = placeOf(env, object);
  return place.kind === 'r2' ? mediaPlace(place.key) : storagePlace(place);
}

/** The same of a key in MEDIA. */
export function mediaPlace(key: string): string {
  return `media/${key}`;
}

/** The same of an object of another storage, by the storage's own names. */
export function storagePlace({ bucket, key }: { bucket: string; key: string }): string {
  return `storage/${bucket}/${key}`;
}

/** The URL of a request for an object, signed in its query string; the headers must be sent as they are given. */
export async function signedUrl(place: RemotePlace, request: Omit<SignedRequest, 'url'>): Promise<string> {
  const whole = { ...request, url: place.url };
  return place.kind === 'cos' ? signCos(place.keys, whole) : signS3(place.keys, place.region, whole);
}

const COS_ENDPOINT = 'https://{bucket}.cos.{region}.myqcloud.com';

/** Names with dots have no certificate as hosts, and ones with capitals are no hosts. */
function awsEndpoint(bucket: string, region: string): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return /^[a-z0-9-]+$/.test(bucket)
    ? `https://{bucket}.s3.{region}.${domain}`
    : `https://s3.{region}.${domain}`;
}

function ownKeys(env: Env, { keys }: BucketRef): StorageKeys {
  if (!keys) throw new LocationLost('There are no keys for the bucket any more.');
  return openKeys(env, keys);
}
