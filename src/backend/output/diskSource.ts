// A file on local disk as an upload reads it.
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { ByteSource } from '../../contract/transfer.ts';
import type { LocalFile } from './outputFiles.ts';
import { putPieces } from './putPieces.ts';

/** Bytes that are read and written at a time. */
const PIECE = 512 * 1024;

/** The bytes of `file`; `md5` of all of them is known already. */
export function diskSource({ path, size, md5 }: Pick<LocalFile, 'path' | 'size' | 'md5'>): ByteSource {
  return {
    size,
    knownMd5: (start, end) => (end - start === size ? md5 : null),
    readMd5: (start, end) =>
      opened(path, async (file) => {
        const hash = createHash('md5');
        for await (const piece of pieces(file, start, end, 1)) hash.update(piece);
        return hash.digest('hex');
      }),
    put: ({ start, end, ...request }) =>
      // Two: one is read while the other is sent.
      opened(path, (file) => putPieces(pieces(file, start, end, 2), request)),
  };
}

async function opened<Result>(path: string, work: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const file = await open(path);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/**
 * The bytes from `start` up to, not including, `end`, in so many buffers in turn: a piece is good until `buffers` more have
 * been asked for. Fresh memory for each piece, as a stream takes it, costs more than sending the piece.
 * @throws Error when the file is shorter
 */
async function* pieces(
  file: FileHandle,
  start: number,
  end: number,
  buffers: number,
): AsyncGenerator<Buffer> {
  const size = Math.min(PIECE, end - start);
  const all = Array.from({ length: buffers }, () => Buffer.allocUnsafeSlow(size));
  for (let at = start, turn = 0; at < end; turn = (turn + 1) % buffers) {
    const { bytesRead } = await file.read(all[turn]!, 0, Math.min(size, end - at), at);
    if (bytesRead === 0) throw new Error('the file is shorter than it was');
    at += bytesRead;
    yield all[turn]!.subarray(0, bytesRead);
  }
}
