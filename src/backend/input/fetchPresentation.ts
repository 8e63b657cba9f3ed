// An input that is an HLS playlist becomes the presentation that it names.
import { open } from 'node:fs/promises';
import type { JobInput } from '../../contract/job.ts';
import type { JobEdge } from '../edge.ts';
import { type DownloadLimits, download } from './download.ts';
import { fetchHls } from './hls/fetchHls.ts';
import { isPlaylist, unsupported } from './hls/playlist.ts';
import { bucketBase, urlBase } from './hls/references.ts';
import { type InputClient, isEdgeUrl } from './inputClient.ts';

export interface FetchContext {
  client: InputClient;
  edge: Pick<JobEdge, 'requestBeside'>;
  /** Name of the job's file that the input is; null for the main input. */
  name: string | null;
  ffmpeg: string;
  stallMs: number;
  /** For all that the playlist names together. */
  limits: DownloadLimits;
  signal: AbortSignal;
}

/**
 * What was fetched of `input` lies at `path`; it was found at the URL `at`, from which relative names go on (RFC 3986, 5.1.3).
 * If it is a playlist and is called one (.m3u8), the presentation takes its place: answers the bytes of its segments; null
 * for what is no playlist.
 * @throws JobFailure ContentUnsupported for a playlist under any other name, and as fetchHls does; the signal's reason
 */
export async function fetchPresentation(
  input: JobInput,
  at: string,
  path: string,
  { client, edge, name, ffmpeg, stallMs, limits, signal }: FetchContext,
): Promise<number | null> {
  if (!(await startsAsPlaylist(path))) return null;
  const called = new URL(input.url, NO_HOST);
  if (!/\.m3u8?$/i.test(called.pathname)) {
    throw unsupported('The source is a playlist, but is not called one (.m3u8).');
  }
  const isObject = input.beside === true || isEdgeUrl(input.url);
  const base = isObject ? bucketBase((names) => edge.requestBeside(name, names)) : urlBase(input, at);
  const deadline = Date.now() + limits.timeoutMs;
  const { maxBytes } = limits;
  const source = {
    ...{ ffmpeg, stallMs, maxBytes, signal },
    async fetch(target: { input(): Promise<JobInput> }, file: string, most: number) {
      const left = { maxBytes: most, timeoutMs: Math.max(1, deadline - Date.now()) };
      const { size, url } = await download(client, await target.input(), file, left, signal);
      return { size, url };
    },
  };
  return fetchHls(source, path, base);
}

/** What stands for the edge where a URL is relative to it. */
const NO_HOST = 'http://edge.invalid';

async function startsAsPlaylist(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return isPlaylist(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}
