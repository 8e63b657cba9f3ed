// Requests as the official SDKs send them, signed with TC3-HMAC-SHA256.
import { createHash, createHmac } from 'node:crypto';

export interface CallOptions {
  action?: string | null;
  version?: string | null;
  method?: string;
  url?: string;
  secretId?: string;
  secretKey?: string;
  contentType?: string;
  /** Seconds since 1970. */
  timestamp?: number;
  headers?: Record<string, string>;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();

/** A request with `body` (as it is, or as JSON), signed by the local account unless `options` say otherwise. */
export function signedRequest(body: unknown, options: CallOptions = {}): Request {
  const {
    action = 'ProcessMedia',
    version = '2019-06-12',
    method = 'POST',
    url = 'http://127.0.0.1:8787/',
    secretId = 'AKIDlocal',
    secretKey = 'local-secret-key',
    contentType = 'application/json',
    timestamp = Math.floor(Date.now() / 1000),
  } = options;
  const payload = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const hasBody = method === 'POST';
  const { host, pathname, search } = new URL(url);
  const canonical = [
    method,
    pathname,
    search.slice(1),
    `content-type:${contentType}\nhost:${host}\n`,
    'content-type;host',
    sha256(hasBody ? payload : ''),
  ].join('\n');
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/mps/tc3_request`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), 'mps'), 'tc3_request');
  const signature = hmac(key, `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`).toString(
    'hex',
  );
  const headers = new Headers({
    'Content-Type': contentType,
    'X-TC-Timestamp': String(timestamp),
    Authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
  });
  if (action !== null) headers.set('X-TC-Action', action);
  if (version !== null) headers.set('X-TC-Version', version);
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  return new Request(url, { method, headers, ...(hasBody && { body: payload }) });
}
