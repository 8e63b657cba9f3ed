// Brings an input to local disk.
import { createWriteStream } from 'node:fs';
import { open as openFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { JobInput } from '../../contract/job.ts';
import { retrying } from '../../contract/retry.ts';
import { JobFailure, passing } from '../jobFailure.ts';
import { needSpace } from './diskSpace.ts';
import { AddressRefused } from './guardedAgent.ts';
import { type InputClient, type InputResponse, isEdgeUrl } from './inputClient.ts';
import { type OpenInput, openInput } from './openInput.ts';
import { Changed, readRanges, type Version } from './readRanges.ts';

export interface DownloadLimits {
  /** Largest file in bytes. */
  maxBytes: number;
  /** Milliseconds for the whole download. */
  timeoutMs: number;
}

const TRIES = 4;
/** Smaller files are read in one go. */
const RANGES_FROM = 32 * 1024 * 1024;

/**
 * Writes the input to `path`. A download that breaks off goes on where it stopped if the server names its version
 * (strong ETag) and takes ranges, else from the start; so does one whose URL is over, with a fresh one of `renew`. What is
 * large is read in ranges side by side. A file that changes in between is read from the start.
 * @throws JobFailure DownloadNotAccessible, ContentMalformed (empty) or ContentUnsupported (too large); with retry
 * when the edge or this machine is at fault
 */
export async function download(
  client: InputClient,
  input: JobInput,
  path: string,
  limits: DownloadLimits,
  signal: AbortSignal,
  renew: ((signal: AbortSignal) => Promise<JobInput>) | null = null,
): Promise<Downloaded> {
  const late = AbortSignal.timeout(limits.timeoutMs);
  const both = AbortSignal.any([signal, late]);
  const open = openInput(client, input, renew);
  let version: string | null = null;
  const options = { tries: TRIES, delayMs: 250, maxDelayMs: 5_000, signal: both, retryable: isPassing };
  try {
    return await retrying(options, async () => {
      const have: number = version ? await sizeOf(path) : 0;
      const response = await open(have > 0 && version ? resume(have, version) : {}, both);
      try {
        const start = await startOf(response, have);
        version = strongEtag(response) ?? (start > 0 ? version : null);
        const size = await receive(response, open, path, start, limits.maxBytes, both);
        if (size === 0) {
          throw new JobFailure({ code: 'SourceFileError.ContentMalformed', message: 'The source is empty.' });
        }
        return { size, etag: version, url: response.url };
      } catch (error) {
        // A server that can't go on from there is asked from the start.
        const again =
          error instanceof Changed || (error instanceof BadStatus && [412, 416].includes(error.status));
        if (again) await rm(path, { force: true });
        throw error;
      } finally {
        response.body.destroy();
      }
    });
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) throw notAccessible('Downloading the source took too long.');
    throw downloadFailure(error, isEdgeUrl(input.url));
  }
}

/** What a downloaded file is. */
export interface Downloaded {
  /** Bytes. */
  size: number;
  /** Strong ETag; null when its server has none. */
  etag: string | null;
  /** Where it was found, redirects followed. */
  url: string;
}

/** An answer that is not the file. */
export class BadStatus extends Error {
  readonly status: number;
  /** What a storage calls its error: "NoSuchKey"; "" when it does not say. */
  readonly code: string;

  constructor(status: number, code = '') {
    super(`status ${status}`);
    this.status = status;
    this.code = code;
  }
}

/** Fewer or other bytes came than were announced. */
class Incomplete extends Error {}

function resume(have: number, version: string): Record<string, string> {
  return { range: `bytes=${have}-`, 'if-range': version, 'if-match': version };
}

/** Where the body of an answer begins in the file (RFC 9110, 14.4). */
async function startOf(response: InputResponse, have: number): Promise<number> {
  if (response.status === 200) return 0;
  if (response.status !== 206) throw new BadStatus(response.status, await errorCode(response));
  const start = Number(/^bytes (\d+)-/.exec(response.header('content-range') ?? '')?.[1] ?? Number.NaN);
  if (start !== have) throw new BadStatus(416);
  return start;
}

/** So much of an answer that is no file is read. */
const MAX_ERROR = 4096;

/** What a storage calls its error: S3 and COS say it in XML. */
async function errorCode({ body }: InputResponse): Promise<string> {
  let text = '';
  try {
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > MAX_ERROR) break;
    }
  } catch {
    // What came so far will do.
  }
  return /<Error>.*<Code>([A-Za-z.]{1,64})<\/Code>/s.exec(text)?.[1] ?? '';
}

function strongEtag(response: InputResponse): string | null {
  const etag = response.header('etag');
  return etag?.startsWith('"') ? etag : null;
}

async function receive(
  response: InputResponse,
  open: OpenInput,
  path: string,
  start: number,
  maxBytes: number,
  signal: AbortSignal,
): Promise<number> {
  const announced = response.header('content-length');
  const expected = announced === null ? null : start + Number(announced);
  if (expected !== null) {
    if (expected > maxBytes) throw tooLarge(maxBytes);
    await needSpace(dirname(path), expected - start);
  }
  const etag = strongEtag(response);
  if (start === 0 && etag && expected !== null && expected >= RANGES_FROM) {
    if (response.header('accept-ranges') === 'bytes') {
      await receiveRanges(response, open, { size: expected, etag }, path, signal);
      return expected;
    }
  }
  let received = start;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      done(received > maxBytes ? tooLarge(maxBytes) : null, chunk);
    },
  });
  await pipeline(response.body, count, createWriteStream(path, { flags: start > 0 ? 'a' : 'w' }), { signal });
  if (expected !== null && received !== expected) throw new Incomplete();
  return received;
}

/** A file that could not be read whole has holes: it is not gone on with. */
async function receiveRanges(
  response: InputResponse,
  open: OpenInput,
  version: Version,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const file = await openFile(path, 'w');
  try {
    await readRanges(response, open, version, file, signal);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found?.size ?? 0;
}

function isPassing(error: unknown): boolean {
  if (error instanceof JobFailure || error instanceof AddressRefused) return false;
  if (error instanceof BadStatus) return [408, 412, 416, 429].includes(error.status) || error.status >= 500;
  return !(error instanceof Error && 'code' in error && error.code === 'ENOSPC');
}

/** What a failed download means, for people; `ours`: the edge serves the file. */
export function downloadFailure(error: unknown, ours: boolean): JobFailure {
  if (error instanceof JobFailure) return error;
  if (error instanceof AddressRefused) return notAccessible('The address of the source is not allowed.');
  if (error instanceof Changed || (error instanceof BadStatus && error.status === 412))
    return notAccessible('The source changed while it was read.');
  if (error instanceof BadStatus) {
    const said = error.code && ` (${error.code})`;
    if (error.status === 404 || error.status === 410)
      return notAccessible(`The source does not exist${said}.`);
    if (error.status === 401 || error.status === 403)
      return notAccessible(`Access to the source was denied${said}.`);
    if (!ours || error.status < 500) {
      return notAccessible(`The source could not be downloaded: its server answered ${error.status}${said}.`);
    }
    return passing('The storage of the source failed.');
  }
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC') return passing('The backend has no disk space left.');
  if (ours) return passing('The edge could not be reached for the source.');
  if (code === 'ENOTFOUND') return notAccessible('The host of the source does not exist.');
  if (UNREACHABLE.includes(String(code)))
    return notAccessible('The server of the source could not be reached.');
  return notAccessible('The source could not be downloaded: its server did not send the whole file.');
}

const UNREACHABLE = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'];

export function tooLarge(maxBytes: number): JobFailure {
  return new JobFailure({
    code: 'SourceFileError.ContentUnsupported',
    message: `The source is larger than ${maxBytes} bytes.`,
  });
}

function notAccessible(message: string): JobFailure {
  return new JobFailure({ code: 'SourceFileError.DownloadNotAccessible', message });
}
