// What the edge itself does with objects of a remote storage: begin, complete and abort uploads, look, delete.
import { type RemotePlace, signedUrl } from './place.ts';
import type { SignedRequest } from './signedRequest.ts';

/** How long the edge's own requests to a storage may take, and their signatures hold. Milliseconds, not scaled. */
const REQUEST_MS = 30_000;

/** More of an answer is not read. */
const MAX_ANSWER = 1024 * 1024;

/** The storage said no. `status` is its HTTP status, 0 when it did not answer; `code` its own word, "" when it has none. */
export class StorageError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(
      status === 0
        ? 'the storage could not be reached'
        : `the storage answered ${status}${code && ` ${code}`}`,
    );
    this.name = 'StorageError';
    this.status = status;
    this.code = code;
  }
}

/** An upload, or a part of it, is gone before it was completed: the file is to be uploaded anew. */
export class UploadLost extends StorageError {
  constructor() {
    super(404, 'NoSuchUpload');
  }
}

/** How metadata is called in the requests of a storage. */
export function metadataName(place: RemotePlace, name: string): string {
  return `x-${place.kind === 'cos' ? 'cos' : 'amz'}-meta-${name}`;
}

/** CreateMultipartUpload; answers the upload's id. @throws StorageError */
export async function createUpload(place: RemotePlace, headers: Record<string, string>): Promise<string> {
  const { text } = await call(place, 'POST', { uploads: '' }, headers);
  const id = /<UploadId>([^<]+)<\/UploadId>/.exec(text)?.[1];
  if (!id) throw new StorageError(502, 'NoUploadId');
  return unescaped(id);
}

/** CompleteMultipartUpload; answers the ETag of the object. @throws StorageError */
export async function completeUpload(
  place: RemotePlace,
  uploadId: string,
  parts: { partNumber: number; etag: string }[],
): Promise<string> {
  const list = parts.map(
    ({ partNumber, etag }) =>
      `<Part><PartNumber>${partNumber}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
  const { text } = await call(place, 'POST', { uploadId }, { 'content-type': 'application/xml' }, body);
  // The status was sent before the parts were joined: the outcome is in the body.
  if (text.includes('<Error>')) throw new StorageError(500, errorCode(text));
  return unescaped(/<ETag>([^<]*)<\/ETag>/.exec(text)?.[1] ?? '').replaceAll('"', '');
}

/** AbortMultipartUpload; an upload that is not there is aborted. @throws StorageError */
export async function abortUpload(place: RemotePlace, uploadId: string): Promise<void> {
  await call(place, 'DELETE', { uploadId }).catch(unlessMissing);
}

/** Size in bytes, ETag without its quotes, and metadata of an object; null when there is none. @throws StorageError */
export async function headObject(
  place: RemotePlace,
): Promise<{ size: number; etag: string; metadata: (name: string) => string | null } | null> {
  const answer = await call(place, 'HEAD', {}).catch(unlessMissing);
  if (!answer) return null;
  return {
    size: Number(answer.headers.get('content-length') ?? Number.NaN),
    etag: (answer.headers.get('etag') ?? '').replaceAll('"', ''),
    metadata: (name) => answer.headers.get(metadataName(place, name)),
  };
}

/** DeleteObject; one that is not there is deleted. @throws StorageError */
export async function deleteObject(place: RemotePlace): Promise<void> {
  await call(place, 'DELETE', {}).catch(unlessMissing);
}

function unlessMissing(error: unknown): null {
  if (error instanceof StorageError && error.status === 404) return null;
  throw error;
}

async function call(
  place: RemotePlace,
  method: SignedRequest['method'],
  query: Record<string, string>,
  headers: Record<string, string> = {},
  body?: string,
): Promise<{ text: string; headers: Headers }> {
  const now = Date.now();
  const url = await signedUrl(place, { method, query, headers, now, expires: now + 2 * REQUEST_MS });
  const signal = AbortSignal.timeout(REQUEST_MS);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
    text = await beginning(response);
  } catch {
    throw new StorageError(0, '');
  }
  if (!response.ok) throw new StorageError(response.status, errorCode(text));
  return { text, headers: response.headers };
}

async function beginning(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ANSWER) throw new Error('the answer is too long');
  }
  return text;
}

/** What a storage calls its error (docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
function errorCode(text: string): string {
  return /<Code>([A-Za-z.]{1,64})<\/Code>/.exec(text)?.[1] ?? '';
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, number, name) =>
    number ? String.fromCodePoint(Number(number)) : (ENTITIES[name] ?? whole),
  );
}
