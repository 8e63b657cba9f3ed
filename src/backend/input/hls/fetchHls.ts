// Brings an HLS presentation to local disk as one file that ffmpeg reads as any other: it never sees a playlist.
import { createDecipheriv } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { INPUT_GUARD, RUN_OPTIONS } from '../../ffmpeg/command.ts';
import { encode } from '../../ffmpeg/encode.ts';
import { JobFailure } from '../../jobFailure.ts';
import {
  type ByteRange,
  bestVariant,
  isPlaylist,
  type Key,
  type MediaPlaylist,
  type Reference,
  readPlaylist,
  type Segment,
  soundOf,
  unsupported,
} from './playlist.ts';
import type { Base, Target } from './references.ts';

export interface HlsSource {
  /**
   * Fetches what a URI leads to into a file. `range` and `enough` are given where `beginnings` is there only: of that
   * range, or of the whole, no more than `enough` bytes are wanted. @throws JobFailure
   */
  fetch(
    target: Target,
    path: string,
    maxBytes: number,
    range: ByteRange | null,
    enough?: number,
  ): Promise<Fetched>;
  /** Few segments are wanted: of each range of a file that range alone, and of each segment so many bytes. Absent = all. */
  beginnings?: number;
  /** Bytes of the whole presentation. */
  maxBytes: number;
  ffmpeg: string;
  stallMs: number;
  signal: AbortSignal;
}

/** What was fetched, in bytes, and where it was found. */
export interface Fetched {
  size: number;
  /** Of all that was meant, where less was fetched. */
  whole?: number;
  url: string;
}

/** Bytes of a playlist: 21,600 segments with long names fit. */
const MAX_PLAYLIST_BYTES = 8 * 1024 * 1024;
const KEY_BYTES = 16;
/** Segments whose addresses are asked for together. */
const AHEAD = 100;

/**
 * Fetches the presentation whose playlist lies at `path`, and puts it in its place: the best variant of a master
 * playlist, with its sound. Answers the bytes of all segments.
 * @throws JobFailure, the signal's reason
 */
export async function fetchHls(source: HlsSource, path: string, base: Base): Promise<number> {
  return openHls(source, path, base, (_, fetch) => fetch(Number.POSITIVE_INFINITY));
}

/** The playlist of a picture, or of its sound, and what its names are relative to. */
export interface HlsTrack {
  list: MediaPlaylist;
  base: Base;
}

/**
 * As fetchHls, for `work` that knows the playlists and fetches so many segments of each (their bytes, and those of all else
 * that was fetched, are its answer).
 */
export async function openHls<T>(
  source: HlsSource,
  path: string,
  base: Base,
  work: (tracks: HlsTrack[], fetch: (most: number) => Promise<number>) => Promise<T>,
): Promise<T> {
  const folder = `${path}-hls`;
  await mkdir(folder);
  try {
    const presentation = new Presentation(source, folder);
    const first = readPlaylist(await playlistText(path));
    const lists: HlsTrack[] = [];
    if (first.kind === 'master') {
      const variant = bestVariant(first);
      const soundUri = soundOf(first, variant);
      const uris = [variant.uri, ...(soundUri === null ? [] : [soundUri])];
      base.expect?.(uris);
      for (const uri of uris) lists.push(await presentation.mediaPlaylist(base.resolve(uri)));
    } else {
      lists.push({ list: first, base });
    }
    return await work(lists, async (most) => {
      const tracks: Track[] = [];
      for (const [n, { list, base: at }] of lists.entries())
        tracks.push(
          await presentation.track(list.segments.slice(0, most), at, n === 0 ? 'picture' : 'sound'),
        );
      await joined(source, tracks, path, folder);
      return presentation.bytes + presentation.omitted;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Segments of one playlist, one after another in a file. */
interface Track {
  file: string;
  /** Times jump somewhere in it. */
  jumps: boolean;
}

/** Key and vector of AES-128. */
interface Secret {
  key: Buffer;
  iv: Buffer;
}

class Presentation {
  readonly #source: HlsSource;
  readonly #folder: string;
  readonly #keys = new Map<string, Promise<Buffer>>();
  /** Files of which parts are wanted, by what they are; the latest one is kept. */
  #whole: { id: string; file: string } | null = null;
  #files = 0;
  /** Bytes that were fetched, and those of the same segments that were not. */
  bytes = 0;
  omitted = 0;

  constructor(source: HlsSource, folder: string) {
    this.#source = source;
    this.#folder = folder;
  }

  async mediaPlaylist(target: Target): Promise<HlsTrack> {
    const { file, url } = await this.#fetched(target, MAX_PLAYLIST_BYTES);
    const list = readPlaylist(await playlistText(file));
    if (list.kind === 'master') throw unsupported('The playlist names playlists that name playlists.');
    return { list, base: target.base(url) };
  }

  async track(segments: Segment[], base: Base, name: string): Promise<Track> {
    const file = join(this.#folder, name);
    let map = '';
    for (const [n, segment] of segments.entries()) {
      if (n % AHEAD === 0) base.expect?.(segments.slice(n, n + AHEAD).map(({ uri }) => uri));
      const begin = segment.map ? JSON.stringify(segment.map) : '';
      if (segment.map && begin !== map) {
        if (map !== '')
          throw unsupported('The playlist changes the initialization section between its segments.');
        await this.#append(segment.map, base, file, await this.#secret(segment.map.key, 0, base));
      }
      map = begin;
      await this.#append(segment, base, file, await this.#secret(segment.key, segment.sequence, base));
    }
    return { file, jumps: segments.slice(1).some(({ discontinuity }) => discontinuity) };
  }

  async #append(part: Reference, base: Base, to: string, secret: Secret | null): Promise<void> {
    const target = base.resolve(part.uri);
    const { beginnings, signal } = this.#source;
    const asPart = beginnings === undefined ? null : part.range;
    const range = asPart ? null : part.range;
    const { file, cut } = range
      ? { file: await this.#wholeFile(target), cut: false }
      : await this.#fetched(target, this.#left(), asPart, beginnings);
    if (range && range.offset + range.length > (await stat(file)).size) {
      throw new JobFailure({
        code: 'SourceFileError.ContentMalformed',
        message: 'The playlist names bytes that its file does not have.',
      });
    }
    const bytes: Readable = range
      ? createReadStream(file, {
          start: range.offset,
          end: Math.max(range.offset, range.offset + range.length - 1),
        })
      : createReadStream(file);
    const output = createWriteStream(to, { flags: 'a' });
    try {
      // The padding is at the end, which a beginning lacks.
      if (secret) await pipeline(bytes, decipher(secret).setAutoPadding(!cut), output, { signal });
      else await pipeline(bytes, output, { signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!secret || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
      throw new JobFailure({
        code: 'SourceFileError.ContentMalformed',
        message: 'A segment of the source can not be decrypted with the key that its playlist names.',
      });
    }
    if (!range) await rm(file);
  }

  /** A file of which parts are wanted. It counts once. */
  async #wholeFile(target: Target): Promise<string> {
    if (this.#whole?.id === target.id) return this.#whole.file;
    if (this.#whole) await rm(this.#whole.file);
    const { file } = await this.#fetched(target, this.#left());
    this.#whole = { id: target.id, file };
    return file;
  }

  async #secret(key: Key | null, sequence: number, base: Base): Promise<Secret | null> {
    if (!key) return null;
    const iv = Buffer.from(key.iv ?? sequence.toString(16).padStart(32, '0'), 'hex');
    return { key: await this.#key(base.resolve(key.uri)), iv };
  }

  #key(target: Target): Promise<Buffer> {
    const known = this.#keys.get(target.id);
    if (known) return known;
    const key = this.#fetched(target, 1024).then(({ file }) => readFile(file));
    this.#keys.set(target.id, key);
    return key.then((bytes) => {
      if (bytes.length === KEY_BYTES) return bytes;
      throw new JobFailure({
        code: 'SourceFileError.ContentMalformed',
        message: 'The key that the playlist names is none: it has other than 16 bytes.',
      });
    });
  }

  async #fetched(
    target: Target,
    maxBytes: number,
    range: ByteRange | null = null,
    enough?: number,
  ): Promise<{ file: string; url: string; cut: boolean }> {
    const file = join(this.#folder, `part-${this.#files++}`);
    const { size, whole = size, url } = await this.#source.fetch(target, file, maxBytes, range, enough);
    this.bytes += size;
    this.omitted += whole - size;
    return { file, url, cut: whole > size };
  }

  #left(): number {
    const left = this.#source.maxBytes - this.bytes;
    if (left > 0) return left;
    throw unsupported(`The source is larger than ${this.#source.maxBytes} bytes.`);
  }
}

function decipher({ key, iv }: Secret) {
  return createDecipheriv('aes-128-cbc', key, iv);
}

/** One track stays as it is, unless its times jump; picture and sound are put together, without encoding. */
async function joined(source: HlsSource, tracks: Track[], path: string, folder: string): Promise<void> {
  await rm(path);
  for (const { file } of tracks) await refuseNested(file);
  const [first] = tracks;
  if (!first) throw new Error('a presentation without a track');
  const together = join(folder, 'together.mp4');
  const jumps = tracks.some((track) => track.jumps);
  const { ffmpeg, stallMs, signal } = source;
  if (tracks.length > 1 || jumps) {
    // Times are kept, so that sound stays with the picture; where they jump ffmpeg makes them go on.
    const times = jumps ? [] : ['-copyts'];
    const inputs = tracks.flatMap(({ file }) => [...INPUT_GUARD, '-fflags', '+genpts', '-i', file]);
    const maps = tracks.length > 1 ? ['-map', '0:v?', '-map', '1:a'] : ['-map', '0:v?', '-map', '0:a?'];
    // The container counts from its first moment on, or its length would take in all that was before.
    const zero = jumps ? [] : ['-avoid_negative_ts', 'make_zero'];
    const args = [...RUN_OPTIONS, ...times, ...inputs, ...maps, '-c', 'copy', ...zero, '-f', 'mp4', together];
    await encode({ ffmpeg, args, cwd: folder, duration: 0, stallMs, signal, onTime: () => {} });
  }
  await pipeline(
    createReadStream(tracks.length > 1 || jumps ? together : first.file),
    createWriteStream(path),
    { signal },
  );
}

/** A segment that is a playlist itself would be taken for text; said here, it is said clearly. */
async function refuseNested(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    if (isPlaylist(buffer.toString('utf8', 0, bytesRead))) {
      throw unsupported('The playlist names playlists that name playlists.');
    }
  } finally {
    await handle.close();
  }
}

async function playlistText(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > MAX_PLAYLIST_BYTES)
    throw unsupported(`The playlist is larger than ${MAX_PLAYLIST_BYTES} bytes.`);
  return readFile(file, 'utf8');
}
