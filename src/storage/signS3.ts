// AWS Signature Version 4 in the query string (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
import { AwsV4Signer } from 'aws4fetch';
import type { StorageKeys } from './bucketRules.ts';
import { encoded, type SignedRequest } from './signedRequest.ts';

/** The longest time that S3 takes. */
const MAX_SECONDS = 7 * 24 * 3600;

/** The URL of a request, signed in its query string. The headers must be sent as they are given. */
export async function signS3(keys: StorageKeys, region: string, request: SignedRequest): Promise<string> {
  const { method, url, query, headers, now, expires } = request;
  const seconds = Math.min(MAX_SECONDS, Math.max(1, Math.ceil((expires - now) / 1000)));
  const pairs = Object.entries({ ...query, 'X-Amz-Expires': String(seconds) });
  const signer = new AwsV4Signer({
    method,
    url: `${url}?${pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}`,
    headers,
    accessKeyId: keys.secretId,
    secretAccessKey: keys.secretKey,
    ...(keys.token && { sessionToken: keys.token }),
    service: 's3',
    region,
    signQuery: true,
    // Content-Type and Content-MD5 as well.
    allHeaders: true,
    datetime: new Date(now).toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
  });
  return (await signer.sign()).url.href;
}
