// The facts of an HLS playlist, of which little is fetched: the playlists, the first segments, and how large the others are.

import { createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MediaFacts } from '../contract/facts.ts';
import type { JobInput } from '../contract/job.ts';
import type { ProbeRequest } from '../contract/probe.ts';
import { mediaFacts } from './ffmpeg/facts.ts';
import { probeInput } from './ffmpeg/probe.ts';
import type { Tools } from './ffmpeg/tools.ts';
import { BadStatus } from './input/download.ts';
import { type Fetched, type HlsTrack, openHls } from './input/hls/fetchHls.ts';
import { type ByteRange, isPlaylist, unsupported } from './input/hls/playlist.ts';
import { bucketBase, type Target, urlBase } from './input/hls/references.ts';
import { type InputClient, isEdgeUrl } from './input/inputClient.ts';
import { JobFailure } from './jobFailure.ts';

/** Names in the playlist's folder that have to be known first. They may become more until it is caught. */
export class Wanting extends Error {
  readonly names: ReadonlySet<string>;

  constructor(names: ReadonlySet<string>) {
    super('more is to be known');
    this.names = names;
  }
}

export interface PlaylistProbe {
  tools: Tools;
  client: InputClient;
  stallMs: number;
  /** Of its own, and empty. */
  folder: string;
  signal: AbortSignal;
}

/** What says that it is a playlist is in these; no server sends less at first. */
const HEAD_BYTES = 16;
const MAX_PLAYLIST_BYTES = 8 * 1024 * 1024;
/** Bytes that are fetched at most. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Bytes of a first segment, in which all streams have begun: seconds even of what a studio sends. A multiple of AES's 16. */
const BEGINNING_BYTES = 32 * 1024 * 1024;
/** Segments whose size is asked for, evenly spread; the others are taken to be like them. */
const SIZED = 100;
const SIZED_AT_ONCE = 8;

/**
 * What is in the presentation that `input` names; null when it is no playlist, or not called one (.m3u8). `besides` are the
 * inputs of its folder that are known.
 * @throws JobFailure, or Wanting when others have to be known
 */
export async function probePlaylist(
  { besides = {}, ...input }: ProbeRequest,
  probe: PlaylistProbe,
): Promise<MediaFacts | null> {
  const { tools, client, stallMs, folder, signal } = probe;
  if (!/\.m3u8?$/i.test(new URL(input.url, 'http://edge.invalid').pathname)) return null;
  const found = await playlistText(input, client, signal);
  if (!found) return null;
  const path = join(folder, 'input');
  await writeFile(path, found.text);
  const unknown = new Set<string>();
  const base =
    input.beside === true || isEdgeUrl(input.url)
      ? bucketBase(async (names) => known(names, besides, unknown))
      : urlBase(input, found.url);
  const source = {
    ...{ ffmpeg: tools.ffmpeg, stallMs, maxBytes: MAX_BYTES, signal, beginnings: BEGINNING_BYTES },
    fetch: (target: Target, file: string, most: number, range: ByteRange | null, enough?: number) =>
      fetchPart(client, target, file, { most, range, enough }, signal),
  };
  return openHls(source, path, base, async (tracks, fetch) => {
    for (const track of tracks) track.base.expect?.(wantedUris(track));
    const fetched = await fetch(1);
    let size = fetched;
    for (const track of tracks) size += await sizeOfOthers(track, client, signal);
    const seconds = tracks.map(({ list }) => list.segments.reduce((sum, { duration }) => sum + duration, 0));
    const duration = Math.max(...seconds);
    const { streams, format } = await probeInput(tools.ffprobe, path, signal);
    // What the first segments say of themselves is not said of the whole.
    const whole = streams.map((stream) => ({
      ...{ ...stream, duration: null, tags: {} },
      bit_rate: stream.codec_type === 'video' ? null : stream.bit_rate,
    }));
    const said = mediaFacts({ streams: whole, format: { ...format, duration, tags: {} } }, size);
    return { ...said, container: 'hls,applehttp' };
  });
}

/** The text of a playlist and where it was found; null of anything else. */
async function playlistText(
  input: JobInput,
  client: InputClient,
  signal: AbortSignal,
): Promise<{ text: string; url: string } | null> {
  const { status, body, url } = await client.open(input, {}, signal);
  try {
    if (status !== 200) throw new BadStatus(status);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (size < HEAD_BYTES && !isPlaylist(Buffer.concat([...chunks, chunk]).toString('utf8', 0, HEAD_BYTES)))
        return null;
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_PLAYLIST_BYTES)
        throw unsupported(`The playlist is larger than ${MAX_PLAYLIST_BYTES} bytes.`);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    return isPlaylist(text) ? { text, url } : null;
  } finally {
    body.destroy();
  }
}

function known(names: string[], besides: Record<string, JobInput>, unknown: Set<string>): JobInput[] {
  for (const name of names) if (!Object.hasOwn(besides, name)) unknown.add(name);
  if (names.some((name) => unknown.has(name))) throw new Wanting(unknown);
  return names.map((name) => besides[name]!);
}

/** All that is asked about a track, so that it can be asked at once. */
function wantedUris({ list: { segments } }: HlsTrack): string[] {
  const [first] = segments;
  return [
    ...sizedOf(segments).map(({ uri }) => uri),
    ...[first?.uri, first?.map?.uri, first?.key?.uri, first?.map?.key?.uri].flatMap((uri) => uri ?? []),
  ];
}

/** The segments after the first one, or some of them. */
function sizedOf<T>([, ...others]: T[]): T[] {
  if (others.length <= SIZED) return others;
  return Array.from({ length: SIZED }, (_, n) => others[Math.floor((n * others.length) / SIZED)]!);
}

/** Bytes of a track without its first segment. */
async function sizeOfOthers(
  { list: { segments }, base }: HlsTrack,
  client: InputClient,
  signal: AbortSignal,
): Promise<number> {
  const sized = sizedOf(segments);
  if (sized.length === 0) return 0;
  const left = [...sized];
  let bytes = 0;
  const lane = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      const own = one.range?.length ?? (await sizeOf(await base.resolve(one.uri).input(), client, signal));
      bytes += own;
    }
  };
  await Promise.all(Array.from({ length: SIZED_AT_ONCE }, lane));
  return Math.round((bytes * (segments.length - 1)) / sized.length);
}

/** Bytes of a file, without reading it. */
async function sizeOf(input: JobInput, client: InputClient, signal: AbortSignal): Promise<number> {
  const { status, header, body } = await client.open(input, { range: 'bytes=0-0' }, signal);
  body.destroy();
  if (status !== 200 && status !== 206) throw new BadStatus(status);
  const [, whole] = /\/(\d+)$/.exec(header('content-range') ?? '') ?? [];
  return Number(whole ?? header('content-length') ?? 0);
}

interface Part {
  /** Bytes that may be read. */
  most: number;
  /** Null = the whole file. */
  range: ByteRange | null;
  /** Bytes of that after which no more is wanted. Absent = all. */
  enough?: number | undefined;
}

/**
 * Writes a file, or a part of it, to `path`. A server that knows no ranges sends the whole (RFC 9110, 14.2): what comes
 * before the part is read and dropped, and what comes after it is not read.
 */
async function fetchPart(
  client: InputClient,
  target: Target,
  path: string,
  { most, range, enough = Number.POSITIVE_INFINITY }: Part,
  signal: AbortSignal,
): Promise<Fetched> {
  const length = range ? Math.min(range.length, enough) : enough;
  const headers: Record<string, string> = range
    ? { range: `bytes=${range.offset}-${range.offset + length - 1}` }
    : {};
  const { status, header, body, url } = await client.open(await target.input(), headers, signal);
  if (status !== 200 && !(range && status === 206)) {
    body.destroy();
    throw new BadStatus(status);
  }
  const from = range && status === 200 ? range.offset : 0;
  let size = 0;
  try {
    if (from + Math.min(length, range?.length ?? 0) > most) throw tooLarge(most);
    await pipeline(slice(body, from, length, most), createWriteStream(path), { signal });
    size = (await stat(path)).size;
  } finally {
    body.destroy();
  }
  if (range && size < length) {
    throw new JobFailure({
      code: 'SourceFileError.ContentMalformed',
      message: 'The playlist names bytes that its file does not have.',
    });
  }
  if (range || size < enough) return { size, whole: range?.length ?? size, url };
  const whole = Number(header('content-length') ?? 0);
  if (whole >= size) return { size, whole, url };
  throw unsupported(
    `A segment of the source has more than ${size} bytes, and its server does not say how many.`,
  );
}

/** `length` bytes of what comes, from the offset `from`: no more than `most` bytes are read. */
async function* slice(bytes: AsyncIterable<Buffer>, from: number, length: number, most: number) {
  let read = 0;
  for await (const chunk of bytes) {
    const start = Math.max(0, from - read);
    const wanted = chunk.subarray(start, Math.max(start, from + length - read));
    read += chunk.length;
    if (wanted.length > 0) yield wanted;
    if (read >= from + length) return;
    if (read > most) throw tooLarge(most);
  }
}

function tooLarge(bytes: number): JobFailure {
  return unsupported(`The source is larger than ${bytes} bytes.`);
}
