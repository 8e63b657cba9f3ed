// How many frames an animated WebP has. ffprobe 5.1 can't tell: it skips animation chunks.
import { type FileHandle, open } from 'node:fs/promises';

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** ANMF chunks of a WebP file (WebP Container Specification, "Animation"); 1 for a still picture. */
export async function webpFrames(file: string): Promise<number> {
  const handle = await open(file);
  try {
    return Math.max(1, await countChunks(handle, 'ANMF'));
  } finally {
    await handle.close();
  }
}

async function countChunks(handle: FileHandle, name: string): Promise<number> {
  const header = Buffer.alloc(CHUNK_HEADER_BYTES);
  let count = 0;
  for (let offset = HEADER_BYTES; ; ) {
    const { bytesRead } = await handle.read(header, 0, CHUNK_HEADER_BYTES, offset);
    if (bytesRead < CHUNK_HEADER_BYTES) return count;
    if (header.toString('latin1', 0, 4) === name) count += 1;
    const size = header.readUInt32LE(4);
    // Chunks are padded to an even number of bytes.
    offset += CHUNK_HEADER_BYTES + size + (size % 2);
  }
}
