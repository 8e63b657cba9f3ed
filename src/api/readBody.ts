// The body of a request, as bytes and as JSON.
import { ApiError } from '../mps/errors.ts';

/** Largest body of a request with signature v3, bytes (API documentation, "Request structure"). */
export const MAX_BODY = 10 * 1024 * 1024;

/** Reads a body. Throws `tooLarge` as soon as it is known to have more than `limit` bytes; the rest is not read. */
export async function readBody(
  request: Request,
  limit = MAX_BODY,
  tooLarge = new ApiError('RequestSizeLimitExceeded'),
): Promise<Uint8Array> {
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) throw tooLarge;
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel(tooLarge);
      throw tooLarge;
    }
    chunks.push(value);
  }
  return joined(chunks, size);
}

/** The parameters in a body. Throws InvalidParameter for what is not a JSON object in UTF-8. */
export function parseParameters(body: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body));
  } catch {
    throw new ApiError('InvalidParameter', {
      en: 'The request body is not valid JSON.',
      zh: '请求体不是合法的 JSON。',
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new ApiError('InvalidParameter', {
    en: 'The request body must be a JSON object.',
    zh: '请求体必须是 JSON 对象。',
  });
}

function joined(chunks: Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
