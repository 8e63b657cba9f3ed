// A file on local disk as an upload reads it.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteSource } from '../../contract/transfer.ts';
import type { LocalFile } from './outputFiles.ts';

/** Each piece passes some streams on its way, at a cost that does not depend on its size. */
const PIECE = 1048576;

/** The bytes of `file`; `md5` of all of them is known already. */
export function diskSource(file: Pick<LocalFile, 'path' | 'size' | 'md5'>): ByteSource {
  return {
    size: file.size,
    md5: (start, end) => (end - start === file.size ? file.md5 : md5Of(file.path, start, end)),
    open: (start, end) => {
      // An empty range can't be said to createReadStream, whose end is inclusive.
      if (end === start) return new Blob([]);
      const bytes: unknown = Readable.toWeb(
        createReadStream(file.path, { start, end: end - 1, highWaterMark: PIECE }),
      );
      // Node's type of a web stream is not the platform's, though the object is.
      return bytes as ReadableStream<Uint8Array>;
    },
  };
}

async function md5Of(path: string, start: number, end: number): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path, { start, end: end - 1, highWaterMark: PIECE }), hash);
  return hash.digest('hex');
}
