// Flattened parameters in each of the forms in which SDKs send them, signed.
import { createHmac } from 'node:crypto';
import { signedRequest } from '../worker/signedRequest.ts';

export const FORMS = ['v3 GET', 'v3 form', 'v3 multipart', 'v1 GET', 'v1 POST'] as const;
export type Form = (typeof FORMS)[number];
export type Pairs = [name: string, value: string][];

const ROOT = 'http://127.0.0.1:8787/';
const URLENCODED = 'application/x-www-form-urlencoded';

/** `{A: [{B: 1}]}` as `A.0.B=1`. */
export function flattened(value: unknown, name = ''): Pairs {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([step, part]) => flattened(part, name ? `${name}.${step}` : step));
}

/** A call of `action` in that form, signed by the local account. Lone surrogates become U+FFFD, as UTF-8 has none. */
export function formRequest(form: Form, action: string, given: Pairs): Request {
  const pairs = given.map(([name, value]): [string, string] => [name.toWellFormed(), value.toWellFormed()]);
  switch (form) {
    case 'v3 GET':
      return signedRequest('', {
        action,
        method: 'GET',
        contentType: URLENCODED,
        url: `${ROOT}?${encoded(pairs)}`,
      });
    case 'v3 form':
      return signedRequest(encoded(pairs), { action, contentType: URLENCODED });
    case 'v3 multipart': {
      const parts = pairs.map(
        ([name, value]) => `--fuzz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      );
      return signedRequest(`${parts.join('')}--fuzz--\r\n`, {
        action,
        contentType: 'multipart/form-data; boundary=fuzz',
      });
    }
    case 'v1 GET':
      return new Request(`${ROOT}?${encoded(v1Signed('GET', action, pairs))}`);
    case 'v1 POST':
      return new Request(ROOT, {
        method: 'POST',
        headers: { 'Content-Type': URLENCODED },
        body: encoded(v1Signed('POST', action, pairs)),
      });
  }
}

function v1Signed(method: string, action: string, pairs: Pairs): Pairs {
  const common: Pairs = [
    ['Action', action],
    ['Version', '2019-06-12'],
    ['Region', 'ap-guangzhou'],
    ['Timestamp', String(Math.floor(Date.now() / 1000))],
    ['Nonce', '1'],
    ['SecretId', 'AKIDlocal'],
  ];
  const all = [...new Map([...pairs, ...common])];
  const sorted = all
    .map(([name, value]) => ({ bytes: Buffer.from(name), text: `${name}=${value}` }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ text }) => text);
  const signature = createHmac('sha1', 'local-secret-key')
    .update(`${method}127.0.0.1:8787/?${sorted.join('&')}`)
    .digest('base64');
  return [...all, ['Signature', signature]];
}

function encoded(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
