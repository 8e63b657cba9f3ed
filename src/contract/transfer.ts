// Sends the bytes of one file to where an upload grant points: what the backend and the CLI have in common.
import { retrying } from './retry.ts';
import type { UploadGrant } from './upload.ts';

/** Bytes that can be sent again from any place. */
export interface ByteSource {
  /** Bytes in all. */
  size: number;
  /** MD5, lower hex, of the bytes from `start` up to, not including, `end`; null where they would have to be read for it. */
  knownMd5?(start: number, end: number): string | null;
  /** The same, read for it. A source without these is sent unchecked, but for its length. */
  readMd5?(start: number, end: number): Promise<string>;
  /** PUTs bytes. Rejects when the storage can't be reached, or with the signal's reason. */
  put(request: PutRequest): Promise<PutAnswer>;
}

export interface PutRequest {
  url: string;
  /** Names in lower case, with content-length. */
  headers: Record<string, string>;
  /** The first byte, and the one behind the last. */
  start: number;
  end: number;
  /** The answer should say the MD5 of what was sent. */
  hash: boolean;
  signal: AbortSignal;
}

export interface PutAnswer {
  status: number;
  headers: Headers;
  /** The beginning of an answer that is an error. */
  text: string;
  /** MD5, lower hex, of what was sent; null where it is not known. */
  md5: string | null;
}

export interface TransferOptions {
  /** What a grant's relative URL is relative to: the edge. */
  baseUrl: string;
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
export const MAX_ERROR = 4096;

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
    const bytes = { source, start: 0, end: source.size, told: false };
    await putBytes(grant.url, grant.headers, bytes, options);
    return null;
  }
  const { partSize, urls } = grant;
  if (Math.max(1, Math.ceil(source.size / partSize)) !== urls.length) {
    throw new TransferError(0, `${urls.length} parts of ${partSize} bytes do not make ${source.size} bytes`);
  }
  const parts: UploadedPart[] = [];
  let next = 0;
  // Where an ETag was seen to be the MD5 of a part, that of the others says as much: they are read once, not twice.
  let told = false;
  const sendNext = async () => {
    while (next < urls.length) {
      const index = next++;
      const start = index * partSize;
      const end = Math.min(start + partSize, source.size);
      const { etag, stored } = await putBytes(urls[index]!, {}, { source, start, end, told }, options);
      if (etag === null) throw new TransferError(0, 'the storage answered a part without an ETag');
      told ||= stored !== null;
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

interface Bytes {
  source: ByteSource;
  start: number;
  end: number;
  /** The storage is known to answer with the MD5 of what it has. */
  told: boolean;
}

/** PUTs bytes; answers the ETag header and the MD5 of what is stored, where the storage says them. */
async function putBytes(
  url: string,
  headers: Record<string, string>,
  { source, start, end, told }: Bytes,
  options: TransferOptions,
): Promise<{ etag: string | null; stored: string | null }> {
  const length = end - start;
  let md5 = source.knownMd5?.(start, end) ?? null;
  if (md5 === null && !told) md5 = (await source.readMd5?.(start, end)) ?? null;
  const retry = { tries: TRIES, delayMs: 300, maxDelayMs: 5_000, retryable: isPassing };
  return retrying(options.signal ? { ...retry, signal: options.signal } : retry, async () => {
    const limit = AbortSignal.timeout(
      (options.requestMs ?? REQUEST_MS) + Math.ceil(length / SLOWEST_BYTES_PER_MS),
    );
    const request: PutRequest = {
      url: new URL(url, options.baseUrl).href,
      headers: {
        ...(md5 && { 'content-md5': base64(md5) }),
        ...lowerCase(headers),
        'content-length': String(length),
      },
      ...{ start, end, hash: md5 === null },
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
    };
    const answer = await source.put(request).catch((error: unknown) => {
      options.signal?.throwIfAborted();
      throw new TransferError(0, `the storage could not be reached: ${causeOf(error)}`);
    });
    if (answer.status < 200 || answer.status > 299) {
      const code = errorCode(answer.text);
      throw new TransferError(answer.status, `the storage answered ${answer.status} ${code}`.trim(), code);
    }
    const sentBlindly = md5 === null && answer.md5 !== null;
    md5 ??= answer.md5;
    const stored = storedMd5(answer.headers);
    if (md5 && stored && stored !== md5)
      throw new TransferError(0, 'the storage has other bytes than were sent');
    // It said so of other parts, which is why this one was sent without its MD5; it is sent again with it.
    if (sentBlindly && !stored) throw new TransferError(0, 'the storage does not say what it has');
    return { etag: answer.headers.get('etag'), stored };
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
function errorCode(text: string): string {
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
