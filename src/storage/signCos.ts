// Tencent Cloud COS request signatures (cloud.tencent.com/document/product/436/7778, "Request Signature"). COS takes
// SigV4 too, but this is the signature that its documentation has for every call, presigned uploads among them.
import { createHash, createHmac } from 'node:crypto';
import type { StorageKeys } from './bucketRules.ts';
import { encoded, type SignedRequest } from './signedRequest.ts';

/** The URL of a request, signed in its query string. The headers must be sent as they are given. */
export function signCos(
  keys: StorageKeys,
  { method, url, query, headers, now, expires }: SignedRequest,
): string {
  const at = new URL(url);
  const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
  // A minute back: our clock may be ahead.
  const keyTime = `${seconds(now) - 60};${seconds(expires)}`;
  const parameters = listed(query);
  const signed = listed({ ...headers, host: at.host });
  const format = `${method.toLowerCase()}\n${decodeURIComponent(at.pathname)}\n${parameters.pairs}\n${signed.pairs}\n`;
  const toSign = `sha1\n${keyTime}\n${createHash('sha1').update(format).digest('hex')}\n`;
  const signature = hmac(hmac(keys.secretKey, keyTime), toSign);
  const own = {
    'q-sign-algorithm': 'sha1',
    'q-ak': keys.secretId,
    'q-sign-time': keyTime,
    'q-key-time': keyTime,
    'q-header-list': signed.names,
    'q-url-param-list': parameters.names,
    'q-signature': signature,
    ...(keys.token && { 'x-cos-security-token': keys.token }),
  };
  const pairs = [...Object.entries(query), ...Object.entries(own)];
  return `${url}?${pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}`;
}

/** Names and values as they are signed: encoded, names in lower case and in order. */
function listed(values: Record<string, string>): { names: string; pairs: string } {
  const entries = Object.entries(values)
    .map(([name, value]) => [encoded(name).toLowerCase(), encoded(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    names: entries.map(([name]) => name).join(';'),
    pairs: entries.map(([name, value]) => `${name}=${value}`).join('&'),
  };
}

function hmac(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex');
}
