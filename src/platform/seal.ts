// Secrets at rest: what has to be stored to be used later is stored encrypted.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { signingKey } from './bearer.ts';
import type { Env } from './env.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = /^v1\.([A-Za-z0-9_-]+)$/;

/**
 * Encrypts a text with AES-256-GCM. The key comes from SIGNING_KEY by HKDF-SHA256 (RFC 5869); `purpose` keeps uses
 * apart: what was sealed for one is not opened for another. Throws when the deployment has no SIGNING_KEY.
 */
export function seal(env: Env, purpose: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, sealKey(env, purpose), iv);
  const sealed = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return `v1.${Buffer.concat(sealed).toString('base64url')}`;
}

/** The text of a sealed one; null when it is not ours, was changed, or was sealed with another key or purpose. */
export function open(env: Env, purpose: string, sealed: string): string | null {
  const bytes = Buffer.from(FORM.exec(sealed)?.[1] ?? '', 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const [iv, text, tag] = [
    bytes.subarray(0, IV_BYTES),
    bytes.subarray(IV_BYTES, -TAG_BYTES),
    bytes.subarray(-TAG_BYTES),
  ];
  const decipher = createDecipheriv(CIPHER, sealKey(env, purpose), iv, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(tag);
  const plain = decipher.update(text);
  try {
    return Buffer.concat([plain, decipher.final()]).toString();
  } catch {
    // final() throws for one reason: the tag does not belong to this text and key.
    return null;
  }
}

function sealKey(env: Env, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', signingKey(env), '', `edge-mps seal ${purpose}`, 32));
}
