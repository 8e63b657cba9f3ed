// How long an animated WebP is. ffprobe 5.1 can't tell: it skips animation chunks.
import { open } from 'node:fs/promises';

const FILE_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** Where an ANMF chunk has its duration: behind position and size of the frame, three bytes each. */
const DURATION_OFFSET = CHUNK_HEADER_BYTES + 12;

/**
 * Seconds of all frames together (WebP Container Specification, "Animation"); 0 for a still picture. The encoder
 * joins frames that look the same, so their number says nothing.
 */
export async function webpDuration(file: string): Promise<number> {
  const handle = await open(file);
  const chunk = Buffer.alloc(DURATION_OFFSET + 4);
  let milliseconds = 0;
  try {
    for (let offset = FILE_HEADER_BYTES; ; ) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, offset);
      if (bytesRead < CHUNK_HEADER_BYTES) return milliseconds / 1000;
      if (chunk.toString('latin1', 0, 4) === 'ANMF') milliseconds += chunk.readUIntLE(DURATION_OFFSET, 3);
      const size = chunk.readUInt32LE(4);
      // Chunks are padded to an even number of bytes.
      offset += CHUNK_HEADER_BYTES + size + (size % 2);
    }
  } finally {
    await handle.close();
  }
}
