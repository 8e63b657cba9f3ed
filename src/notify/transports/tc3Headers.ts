// Signature v3 of calls that go out (API documentation, "Signature v3").
import { createHash, createHmac } from 'node:crypto';

export interface Tc3Call {
  url: URL;
  service: string;
  action: string;
  version: string;
  region: string;
  body: string;
  keys: { secretId: string; secretKey: string; token?: string | undefined };
}

/** The headers of a JSON POST. `now` in milliseconds since 1970. */
export function tc3Headers(call: Tc3Call, now: number): Record<string, string> {
  const { url, service, keys } = call;
  const timestamp = Math.floor(now / 1_000);
  const date = new Date(timestamp * 1_000).toISOString().slice(0, 10);
  const canonical = [
    'POST',
    url.pathname,
    url.search.slice(1),
    `content-type:application/json\nhost:${url.host}\n`,
    'content-type;host',
    sha256(call.body),
  ].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const key = hmac(hmac(hmac(`TC3${keys.secretKey}`, date), service), 'tc3_request');
  const signature = hmac(key, `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`).toString(
    'hex',
  );
  return {
    'Content-Type': 'application/json',
    Authorization: `TC3-HMAC-SHA256 Credential=${keys.secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    'X-TC-Action': call.action,
    'X-TC-Version': call.version,
    'X-TC-Timestamp': String(timestamp),
    'X-TC-Region': call.region,
    ...(keys.token && { 'X-TC-Token': keys.token }),
  };
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
