// Sends the bytes of one file to where an upload grant points. Plain fetch: the backend and the CLI both use it.
import { retrying } from './retry.ts';
import type { UploadGrant } from './upload.ts';

/** Bytes that can be read again from any place. */
export interface ByteSource {
  /** Bytes in all. */
  size: number;
  /** MD5, lower hex, of the bytes from `start` up to, not including, `end`: the storage is to have the same. */
  md5?(start: number, end: number): string | Promise<string>;
  /** The bytes from `start` up to, not including, `end`. */
  open(
    start: number,
    end: number,
  ): ReadableStream<Uint8Array> | Blob | Promise<ReadableStream<Uint8Array> | Blob>;
}

export interface TransferOptions {
  /** What a grant's relative URL is relative to: the edge. */
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
  signal?: AbortSignal;
  /** Milliseconds that a request may take besides what its bytes need; 60,000 when absent. */
  requestMs?: number;
}

export interface UploadedPart {
  partNumber: number;
  etag: string;
}

/**
 * The storage did not take the bytes: `status` is its HTTP status, 0 when it could not be reached or did not say that it has these
 * bytes; `code` what it calls its error ("AccessDenied"), "" when it does not say.
 */
export class TransferError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, message: string, code = '') {
    super(message);
    this.name = 'TransferError';
    this.status = status;
    this.code = code;
  }
}

const PARTS_AT_ONCE = 3;
const TRIES = 4;
/** A request may take this long and, beyond it, as long as its bytes need at the slowest rate we accept. */
const REQUEST_MS = 60_000;
const SLOWEST_BYTES_PER_MS = 64;
/** So much of an answer that is an error is read. */
const MAX_ERROR = 4096;

/**
 * Uploads `source` as `grant` says. Answers null for a plain PUT, which is then done, and the parts in order for
 * a multipart upload, which the caller completes with them (UploadCompletion).
 * Passing faults (no answer, 408, 429, 5xx) are tried again; others throw TransferError at once. A 403 mostly
 * means that the grant has expired: ask for a new one.
 */
export async function uploadTo(
  grant: UploadGrant,
  source: ByteSource,
  options: TransferOptions,
): Promise<UploadedPart[] | null> {
  if (grant.kind === 'put') {
    await putBytes(grant.url, grant.headers, { source, start: 0, end: source.size }, options);
    return null;
  }
  const { partSize, urls } = grant;
  if (Math.max(1, Math.ceil(source.size / partSize)) !== urls.length) {
    throw new TransferError(0, `${urls.length} parts of ${partSize} bytes do not make ${source.size} bytes`);
  }
  const parts: UploadedPart[] = [];
  let next = 0;
  const sendNext = async () => {
    while (next < urls.length) {
      const index = next++;
      const start = index * partSize;
      const end = Math.min(start + partSize, source.size);
      const etag = await putBytes(urls[index]!, {}, { source, start, end }, options);
      if (etag === null) throw new TransferError(0, 'the storage answered a part without an ETag');
      parts[index] = { partNumber: index + 1, etag };
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(PARTS_AT_ONCE, urls.length) }, sendNext));
  } finally {
    next = urls.length;
  }
  return parts;
}

/** PUTs bytes start…end of the source; answers the ETag header, if there is one. */
async function putBytes(
  url: string,
  headers: Record<string, string>,
  { source, start, end }: { source: ByteSource; start: number; end: number },
  options: TransferOptions,
): Promise<string | null> {
  const length = end - start;
  const md5 = await source.md5?.(start, end);
  const retry = { tries: TRIES, delayMs: 300, maxDelayMs: 5_000, retryable: isPassing };
  return retrying(options.signal ? { ...retry, signal: options.signal } : retry, async () => {
    const limit = AbortSignal.timeout(
      (options.requestMs ?? REQUEST_MS) + Math.ceil(length / SLOWEST_BYTES_PER_MS),
    );
    // `duplex` is required by Node for a streamed body and absent from other platforms' types.
    const init: RequestInit & { duplex: 'half' } = {
      method: 'PUT',
      headers: {
        ...(md5 && { 'content-md5': base64(md5) }),
        ...lowerCase(headers),
        'content-length': String(length),
      },
      body: await source.open(start, end),
      redirect: 'manual',
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
      duplex: 'half',
    };
    let response: Response;
    try {
      response = await (options.fetch ?? fetch)(new URL(url, options.baseUrl), init);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw new TransferError(0, `the storage could not be reached: ${causeOf(error)}`);
    }
    if (!response.ok) {
      const code = await errorCode(response);
      throw new TransferError(
        response.status,
        `the storage answered ${response.status} ${code}`.trim(),
        code,
      );
    }
    await response.body?.cancel();
    const stored = storedMd5(response.headers);
    if (md5 && stored && stored !== md5)
      throw new TransferError(0, 'the storage has other bytes than were sent');
    return response.headers.get('etag');
  });
}

/**
 * The MD5 of what was stored, where the ETag is one: not with a customer's keys or KMS
 * (docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html, "ETag").
 */
function storedMd5(headers: Headers): string | null {
  const etag = /^"?([0-9a-f]{32})"?$/.exec(headers.get('etag') ?? '')?.[1] ?? null;
  const encrypted = [...headers].some(
    ([name, value]) => /^x-(amz|cos)-server-side-encryption/.test(name) && value !== 'AES256',
  );
  return encrypted || headers.has('x-cos-server-side-encryption') ? null : etag;
}

/** What a storage calls its error: S3 and COS say it in XML. */
async function errorCode(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MAX_ERROR) break;
    }
  } catch {
    // What came so far will do.
  }
  return /<Code>([A-Za-z.]{1,64})<\/Code>/.exec(text)?.[1] ?? '';
}

function base64(hex: string): string {
  return btoa(hex.replaceAll(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))));
}

/** Header names as they are compared: one that is given twice would be sent twice. */
function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof TransferError)) return false;
  return error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500;
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
