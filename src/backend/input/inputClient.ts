// Opens input URLs: those of strangers with care, those of our edge as they are.
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, request } from 'undici';
import type { JobInput } from '../../contract/job.ts';
import { JobFailure } from '../jobFailure.ts';
import { AddressRefused, guardedAgent } from './guardedAgent.ts';

export interface InputClientOptions {
  /** What relative URLs are relative to. */
  edgeUrl: string;
  /** Milliseconds without a byte after which a download is broken off. */
  stallMs: number;
  lookup?: LookupFunction;
}

export interface InputResponse {
  status: number;
  header(name: string): string | null;
  body: Readable;
  /** Where it was found, redirects followed. */
  url: string;
}

export interface InputClient {
  /** GET, with redirects followed. Throws JobFailure for URLs that are not taken, else what the network threw. */
  open(input: JobInput, headers: Record<string, string>, signal: AbortSignal): Promise<InputResponse>;
  close(): Promise<void>;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Whether a URL is the edge's own. */
export function isEdgeUrl(url: string): boolean {
  return url.startsWith('/');
}

export function createInputClient({ edgeUrl, stallMs, lookup }: InputClientOptions): InputClient {
  const guard = lookup ? { stallMs, lookup } : { stallMs };
  const agents = {
    edge: new Agent({ bodyTimeout: stallMs, headersTimeout: stallMs }),
    trusted: new Agent({ bodyTimeout: stallMs, headersTimeout: stallMs }),
    outside: guardedAgent({ ...guard, allowLoopback: false }),
    local: guardedAgent({ ...guard, allowLoopback: true }),
  };

  async function open(input: JobInput, headers: Record<string, string>, signal: AbortSignal) {
    const ours = isEdgeUrl(input.url);
    let url = ours ? new URL(input.url, edgeUrl) : outsideUrl(input.url, undefined, WRITTEN);
    const trusted = !ours && input.trusted === true;
    // "//host" and "/\host" are relative URLs too, with a host of their own.
    if (ours && url.origin !== new URL(edgeUrl).origin) throw notTaken(WRITTEN);
    for (let redirects = 0; ; redirects++) {
      // What the caller wrote may be local where settings say so; where a redirect leads never.
      const agent = ours
        ? agents.edge
        : trusted
          ? agents.trusted
          : input.allowLoopback && redirects === 0
            ? agents.local
            : agents.outside;
      const response = await get(url, agent, headers, signal).catch((error: unknown) => {
        throw error instanceof AddressRefused && redirects > 0 ? notTaken(REDIRECTED) : error;
      });
      const location = REDIRECTS.includes(response.status) ? response.header('location') : null;
      // A storage of the settings is asked where it is, with a signature that is good for no other place.
      if (location === null || trusted) return plain(response);
      response.body.destroy();
      if (ours || redirects >= MAX_REDIRECTS) {
        throw new JobFailure({
          code: 'SourceFileError.DownloadNotAccessible',
          message: 'The source redirects too often.',
        });
      }
      url = outsideUrl(location, url.href, REDIRECTED);
    }
  }

  const close = async () => {
    await Promise.all(Object.values(agents).map((agent) => agent.destroy()));
  };
  return { open, close };
}

async function get(
  url: URL,
  dispatcher: Dispatcher,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<InputResponse> {
  // Files are stored as they are sent: no content coding.
  const all = { 'user-agent': 'edge-mps', accept: '*/*', 'accept-encoding': 'identity', ...headers };
  const response = await request(url, { dispatcher, signal, headers: all });
  // Whoever does not read the body to its end destroys it, which is no failure.
  response.body.on('error', () => {});
  const header = (name: string) => {
    const value = response.headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  };
  return { status: response.statusCode, header, body: response.body, url: url.href };
}

const WRITTEN = 'The address of the source is not allowed.';
const REDIRECTED = 'The source redirects to an address that is not allowed.';

/** Content codings (RFC 9110, 8.4.1) that some servers use though none was asked for. Other values are mistakes. */
const CODINGS = ['gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'compress', 'x-compress'];

/** The answer, if it is the file as it is. */
function plain(response: InputResponse): InputResponse {
  const codings = (response.header('content-encoding') ?? '').toLowerCase().split(/\s*,\s*/);
  const coding = CODINGS.find((name) => codings.includes(name));
  if (response.status >= 300 || coding === undefined) return response;
  response.body.destroy();
  throw new JobFailure({
    code: 'SourceFileError.ContentUnsupported',
    message: `The source is content-encoded (${coding}): its server has to send the file as it is.`,
  });
}

function outsideUrl(text: string, base: string | undefined, refusal: string): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw notTaken(refusal);
  return url;
}

function notTaken(message: string): JobFailure {
  return new JobFailure({ code: 'SourceFileError.DownloadNotAccessible', message });
}
