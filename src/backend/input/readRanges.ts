// Reads the rest of a large file in ranges side by side with the answer that is being read from its beginning.
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { retrying } from '../../contract/retry.ts';
import type { InputResponse } from './inputClient.ts';
import type { OpenInput } from './openInput.ts';

/** Bytes of a range. */
const RANGE = 8 * 1024 * 1024;
const READERS = 3;
/** Bytes that are written at once. */
const WRITE = 1024 * 1024;
const TRIES = 4;
/** A file that is there by then is no faster in ranges. */
export const READ_ALONE_MS = 500;

/** The file is another one than when reading began. */
export class Changed extends Error {
  constructor() {
    super('the file changed while it was read');
    this.name = 'Changed';
  }
}

/** What is known of the file that is read. */
export interface Version {
  /** Bytes in all. */
  size: number;
  /** Strong ETag. */
  etag: string;
}

/**
 * Writes all bytes of a file to `file`. `first` is the answer to a request for the whole of it; it is read on until what is
 * left is being read by others, which begin at the end and only after `alone` milliseconds.
 * @throws Changed, or what the network threw
 */
export async function readRanges(
  first: InputResponse,
  open: OpenInput,
  { size, etag }: Version,
  file: FileHandle,
  signal: AbortSignal,
  alone = READ_ALONE_MS,
): Promise<void> {
  const ranges = new Ranges(Math.ceil(size / RANGE));
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const beginOf = (index: number) => index * RANGE;
  const endOf = (index: number) => Math.min(size, beginOf(index) + RANGE);

  const readOne = (index: number) =>
    retrying(
      {
        tries: TRIES,
        delayMs: 250,
        maxDelayMs: 5_000,
        signal: both,
        retryable: (error) => !(error instanceof Changed),
      },
      async () => {
        const [begin, end] = [beginOf(index), endOf(index)];
        const response = await open({ range: `bytes=${begin}-${end - 1}`, 'if-match': etag }, both);
        try {
          if (response.status === 412 || response.status === 200) throw new Changed();
          if (response.status !== 206) throw new Error(`status ${response.status}`);
          const said = response.header('etag');
          if (said !== null && said !== etag) throw new Changed();
          if (response.header('content-range') !== `bytes ${begin}-${end - 1}/${size}`) throw new Changed();
          await copy(response, file, begin, end);
        } finally {
          response.body.destroy();
        }
      },
    );
  const readMore = async () => {
    for (let index = ranges.last(); index !== null; index = ranges.last()) await readOne(index);
  };
  const readOn = async () => {
    let index: number | null = null;
    let at = 0;
    const writer = new Writer(file, 0);
    const add = async (chunk: Buffer) => {
      for (let rest = chunk; rest.length > 0; ) {
        if (index === null || at === endOf(index)) index = ranges.first();
        // What is left is being read by others.
        if (index === null) return void first.body.destroy();
        const part = rest.subarray(0, endOf(index) - at);
        await writer.add(part);
        // A range counts as read when all of it is written.
        if (at + part.length === endOf(index)) await writer.flush();
        at += part.length;
        rest = rest.subarray(part.length);
      }
    };
    try {
      await eachChunk(first.body, (chunk) => {
        if (index === null || at + chunk.length >= endOf(index)) return add(chunk);
        at += chunk.length;
        return writer.add(chunk);
      });
    } catch (error) {
      if (both.aborted) throw error;
    }
    // It broke off: from here on it is one range as any other.
    if (index !== null && at < endOf(index)) await readOne(index);
    await readMore();
  };
  const main = readOn().finally(() => first.body.destroy());
  const readBehind = async () => {
    await Promise.race([begun(alone, both), main]);
    await readMore();
  };
  const readers = [main, ...Array.from({ length: READERS }, readBehind)];
  try {
    await Promise.all(readers);
  } catch (error) {
    stop.abort(error);
    first.body.destroy();
    throw error;
  } finally {
    // Nobody writes to the file any more.
    await Promise.allSettled(readers);
  }
}

/** Ranges that nobody has taken yet: the reader of the whole takes the first one, the others the last one. */
class Ranges {
  #from = 0;
  #to: number;

  constructor(count: number) {
    this.#to = count;
  }

  first(): number | null {
    return this.#from < this.#to ? this.#from++ : null;
  }

  last(): number | null {
    return this.#from < this.#to ? --this.#to : null;
  }
}

async function copy(response: InputResponse, file: FileHandle, begin: number, end: number): Promise<void> {
  const writer = new Writer(file, begin);
  let at = begin;
  await eachChunk(response.body, (chunk) => {
    if (at + chunk.length > end) throw new Error('more bytes than were asked for');
    at += chunk.length;
    return writer.add(chunk);
  });
  await writer.flush();
  if (at !== end) throw new Error('fewer bytes than were announced');
}

/**
 * Hands on each chunk of `body`; where that takes time, the next one waits. An iterator would wait at each of them, which is
 * what most of the time went into.
 * @throws what `onChunk` or the network threw, also when the body is destroyed
 */
function eachChunk(body: Readable, onChunk: (chunk: Buffer) => Promise<void> | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(error);
      body.destroy();
    };
    body.on('error', reject);
    body.once('close', () => reject(new Error('the answer broke off')));
    body.once('end', resolve);
    body.on('data', (chunk: Buffer) => {
      try {
        const busy = onChunk(chunk);
        if (!busy) return;
        body.pause();
        busy.then(() => body.resume(), fail);
      } catch (error) {
        fail(error);
      }
    });
  });
}

/** Writes one chunk behind the other, many at once: each write costs a turn of the thread pool. */
class Writer {
  readonly #file: FileHandle;
  #at: number;
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** The write that is under way. */
  #writing: Promise<void> = Promise.resolve();

  /** @param at where the first byte goes */
  constructor(file: FileHandle, at: number) {
    this.#file = file;
    this.#at = at;
  }

  /** Null when there is nothing to wait for, else that the write before is done: one goes on while more is read. */
  add(chunk: Buffer): Promise<void> | null {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    return this.#bytes >= WRITE ? this.#write() : null;
  }

  /** Waits until everything is written. */
  async flush(): Promise<void> {
    this.#write();
    await this.#writing;
  }

  #write(): Promise<void> {
    const [before, chunks] = [this.#writing, this.#chunks];
    this.#chunks = [];
    this.#bytes = 0;
    this.#writing = before.then(() => this.#writeAll(chunks));
    // Whoever adds the next one, or flushes, is told.
    this.#writing.catch(() => {});
    return before;
  }

  async #writeAll(chunks: Buffer[]): Promise<void> {
    for (let rest = chunks; rest.length > 0; ) {
      const { bytesWritten } = await this.#file.writev(rest, this.#at);
      this.#at += bytesWritten;
      rest = after(rest, bytesWritten);
    }
  }
}

/** What is left of `chunks` behind their first `bytes`. */
function after(chunks: Buffer[], bytes: number): Buffer[] {
  let skipped = bytes;
  return chunks.flatMap((chunk) => {
    const skip = Math.min(skipped, chunk.length);
    skipped -= skip;
    return skip < chunk.length ? [chunk.subarray(skip)] : [];
  });
}

function begun(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
