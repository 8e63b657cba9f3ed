// Signature v3, TC3-HMAC-SHA256 (API documentation, "Signature v3"), with the liberties that the official SDKs take.
import { createHash, createHmac } from 'node:crypto';
import { ApiError } from '../mps/errors.ts';
import { sameText } from '../platform/hmac.ts';
import { signedHosts } from './signedHosts.ts';
import { checkTimestamp } from './timestamp.ts';

export interface SignedRequest {
  method: string;
  /** Whole URL as it was received: its query is signed in the very form in which it was sent. */
  url: string;
  headers: Headers;
  body: Uint8Array;
}

const AUTHORIZATION =
  /^TC3-HMAC-SHA256\s+Credential=([^\s/,]+)\/(\d{4}-\d\d-\d\d)\/([^\s/,]+)\/tc3_request\s*,\s*SignedHeaders=([\w;-]{1,1024})\s*,\s*Signature=([0-9a-f]{64})$/;

/**
 * Finds out who signed a request. Throws MissingParameter (no X-TC-Timestamp) or AuthFailure.InvalidAuthorization
 * (also when the header is absent: an absent Authorization is not a valid one, and SDK users look for AuthFailure),
 * .SignatureExpire, .SecretIdNotFound, .SignatureFailure.
 *
 * @param find the signer by SecretId
 * @param now milliseconds since 1970
 */
export async function verifyTc3<T extends { secretKey: string }>(
  request: SignedRequest,
  find: (secretId: string) => Promise<T | undefined> | T | undefined,
  now: number,
): Promise<T> {
  const { headers } = request;
  const match = AUTHORIZATION.exec(headers.get('Authorization')?.trim() ?? '');
  if (!match) throw new ApiError('AuthFailure.InvalidAuthorization');
  const [, secretId, date, service, signedHeaders, signature] = match as unknown as string[];
  const names = signedHeaders!.toLowerCase().split(';');
  if (!names.includes('content-type') || !names.includes('host')) {
    throw new ApiError('AuthFailure.InvalidAuthorization');
  }

  const timestamp = checkTimestamp(headers.get('X-TC-Timestamp'), now);
  const signer = await find(secretId!);
  if (!signer) throw new ApiError('AuthFailure.SecretIdNotFound');
  if (date !== new Date(Number(timestamp) * 1000).toISOString().slice(0, 10)) {
    throw new ApiError('AuthFailure.SignatureFailure');
  }

  // The service is the signer's word: some SDKs take the first label of the endpoint ("127"), others "mps".
  const key = signingKey(signer.secretKey, date!, service!);
  for (const canonical of canonicalRequests(request, signedHeaders!, names)) {
    const text = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${sha256(canonical)}`;
    if (sameText(hmac(key, text).toString('hex'), signature!)) return signer;
  }
  throw new ApiError('AuthFailure.SignatureFailure');
}

/** Keys that were derived lately: each is good for a day, and deriving one costs more than all the rest. */
const keys = new Map<string, Buffer>();
const MOST_KEYS = 1_000;

function signingKey(secretKey: string, date: string, service: string): Buffer {
  const name = `${date}/${service}/${secretKey}`;
  const known = keys.get(name);
  if (known) return known;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(name, key);
  return key;
}

/** Every form in which a known client may have signed this request, the usual one first. */
function* canonicalRequests(
  request: SignedRequest,
  signedHeaders: string,
  names: string[],
): Generator<string> {
  const { method, url, headers } = request;
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1).split('#')[0]! : '';
  const payload = payloadHash(request);
  // Go signs "/" whatever the path is, Node the real one.
  const paths = new Set([new URL(url).pathname, '/']);
  // The documentation's sample signs the other headers' values in lower case, most clients as they are.
  const cases = names.length > 2 ? [asSent, lowerCase] : [asSent];
  for (const host of signedHosts(headers, new URL(url))) {
    for (const path of paths) {
      for (const inCase of cases) {
        const lines = names.map((name) => {
          const value = name === 'host' ? host : (headers.get(name) ?? '').trim();
          return `${name}:${name === 'host' || name === 'content-type' ? value : inCase(value)}\n`;
        });
        yield [method, path, query, lines.join(''), signedHeaders, payload].join('\n');
      }
    }
  }
}

const asSent = (value: string) => value;
const lowerCase = (value: string) => value.toLowerCase();

function payloadHash({ method, headers, body }: SignedRequest): string {
  if (headers.get('X-TC-Content-SHA256') === 'UNSIGNED-PAYLOAD') return sha256('UNSIGNED-PAYLOAD');
  return sha256(method === 'GET' ? '' : body);
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
