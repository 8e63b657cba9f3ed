// Secrets at rest: what has to be stored to be used later is stored encrypted.
import { signingKey } from './bearer.ts';
import type { Env } from './env.ts';

const IV_BYTES = 12;
const FORM = /^v1\.([A-Za-z0-9_-]+)$/;

/**
 * Encrypts a text with AES-256-GCM. The key comes from SIGNING_KEY by HKDF-SHA256 (RFC 5869); `purpose` keeps uses
 * apart: what was sealed for one is not opened for another. Throws when the deployment has no SIGNING_KEY.
 */
export async function seal(env: Env, purpose: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await sealKey(env, purpose);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  return `v1.${Buffer.concat([iv, new Uint8Array(sealed)]).toString('base64url')}`;
}

/** The text of a sealed one; null when it is not ours, was changed, or was sealed with another key or purpose. */
export async function open(env: Env, purpose: string, sealed: string): Promise<string | null> {
  const match = FORM.exec(sealed);
  if (!match) return null;
  const bytes = new Uint8Array(Buffer.from(match[1]!, 'base64url'));
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES) },
      await sealKey(env, purpose),
      bytes.subarray(IV_BYTES),
    );
    return new TextDecoder().decode(plain);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

async function sealKey(env: Env, purpose: string): Promise<CryptoKey> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const secret = await crypto.subtle.importKey('raw', encode(signingKey(env)), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encode(`edge-mps seal ${purpose}`) },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
