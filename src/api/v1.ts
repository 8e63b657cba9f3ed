// Signature v1, HmacSHA1 and HmacSHA256 (API documentation, "Signature v1"). All that is signed and the signature
// itself are parameters.
import { createHmac } from 'node:crypto';
import { ApiError, invalidValue, missingParameter } from '../mps/errors.ts';
import { sameText } from '../platform/hmac.ts';
import { signedHosts } from './signedHosts.ts';
import { checkTimestamp } from './timestamp.ts';

export interface V1Request {
  method: string;
  url: string;
  headers: Headers;
  /** All parameters, decoded. */
  pairs: ReadonlyMap<string, string>;
}

const HASHES = new Map([
  ['', 'sha1'],
  ['HmacSHA1', 'sha1'],
  ['HmacSHA256', 'sha256'],
]);

/**
 * Finds out who signed a request. A Nonce must be there and may come again: the Go SDK begins every process with
 * the same one. Throws MissingParameter, InvalidParameterValue (SignatureMethod), AuthFailure.SignatureExpire,
 * .SecretIdNotFound, .SignatureFailure.
 *
 * @param find the signer by SecretId
 * @param now milliseconds since 1970
 */
export async function verifyV1<T extends { secretKey: string }>(
  request: V1Request,
  find: (secretId: string) => Promise<T | undefined> | T | undefined,
  now: number,
): Promise<T> {
  const required = (name: string): string => {
    const value = request.pairs.get(name);
    if (!value) throw missingParameter(name);
    return value;
  };
  const secretId = required('SecretId');
  const signature = required('Signature');
  required('Nonce');
  const hash = HASHES.get(request.pairs.get('SignatureMethod') ?? '');
  if (!hash) {
    throw invalidValue('SignatureMethod', {
      en: '`HmacSHA1` or `HmacSHA256`',
      zh: ' `HmacSHA1` 或 `HmacSHA256`',
    });
  }
  checkTimestamp(request.pairs.get('Timestamp'), now);
  const signer = await find(secretId);
  if (!signer) throw new ApiError('AuthFailure.SecretIdNotFound');
  for (const text of signedTexts(request)) {
    const expected = createHmac(hash, signer.secretKey).update(text).digest('base64');
    if (sameText(expected, signature)) return signer;
  }
  throw new ApiError('AuthFailure.SignatureFailure');
}

/** Every text that a known client may have signed for this request, the usual one first. */
function* signedTexts({ method, url, headers, pairs }: V1Request): Generator<string> {
  const signed = [...pairs].filter(([name]) => name !== 'Signature');
  const spellings = new Set([sorted(signed)]);
  // The Python and Java SDKs sign "." where a name has "_".
  spellings.add(sorted(signed.map(([name, value]) => [name.replaceAll('_', '.'), value])));
  const paths = new Set([new URL(url).pathname, '/']);
  for (const host of signedHosts(headers, new URL(url))) {
    for (const path of paths) for (const text of spellings) yield `${method}${host}${path}?${text}`;
  }
}

/** Sorted by the names' bytes, values as they are, not encoded. */
function sorted(pairs: [string, string][]): string {
  return pairs
    .map(([name, value]) => ({ bytes: Buffer.from(name), text: `${name}=${value}` }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ text }) => text)
    .join('&');
}
