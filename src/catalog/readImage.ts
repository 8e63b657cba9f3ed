// Pictures that come with a request, as base64.
import { type ImageFacts, imageFacts } from './imageFacts.ts';

/** Far above any logo or portrait, far below what would hurt a backend. */
export const MAX_IMAGE_BYTES = 5 * 1024 * 1024;
export const MAX_IMAGE_SIDE = 8192;

export interface ReadImage extends ImageFacts {
  bytes: Uint8Array;
}

/** A picture of a base64 text (RFC 4648, line breaks ignored); null when it is none, or larger than the limits. */
export function readImage(base64: string): ReadImage | null {
  const digits = base64.replace(/\s+/g, '');
  if (digits.length > (MAX_IMAGE_BYTES / 3) * 4 + 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(digits)) return null;
  const bytes = new Uint8Array(Buffer.from(digits, 'base64'));
  const facts = imageFacts(bytes);
  if (!facts || Math.max(facts.width, facts.height) > MAX_IMAGE_SIDE) return null;
  return { ...facts, bytes };
}
