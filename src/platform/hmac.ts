// Keyed hashes for tokens and signed URLs.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 as lower hex. `purpose` keeps the uses of one key apart. */
export function hmac(key: string, purpose: string, text: string): string {
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest('hex');
}

/** Compares two strings in time that does not depend on where they differ. */
export function sameText(a: string, b: string): boolean {
  const x = new TextEncoder().encode(a);
  const y = new TextEncoder().encode(b);
  return x.length === y.length && timingSafeEqual(x, y);
}
