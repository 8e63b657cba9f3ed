// Boxes of ISO base media files (ISO/IEC 14496-12).

/** A box: where it begins in the buffer that was read, and what is behind its header. */
export interface Box {
  type: string;
  offset: number;
  /** Whole size in bytes; it may reach beyond the buffer. */
  size: number;
  body: Buffer;
}

/** The boxes that lie one after another in `buffer`. */
export function boxesIn(buffer: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let offset = 0; offset + 8 <= buffer.length; ) {
    const short = buffer.readUInt32BE(offset);
    const long = short === 1 && offset + 16 <= buffer.length;
    const header = long ? 16 : 8;
    const size = long ? Number(buffer.readBigUInt64BE(offset + 8)) : short;
    if (size < header) break;
    const type = buffer.toString('latin1', offset + 4, offset + 8);
    boxes.push({ type, offset, size, body: buffer.subarray(offset + header, offset + size) });
    offset += size;
  }
  return boxes;
}

/** The first box at a path such as ["moov", "trak"]; null when there is none. */
export function boxAt(buffer: Buffer, path: string[]): Box | null {
  let found: Box | null = null;
  let inside = buffer;
  for (const type of path) {
    found = boxesIn(inside).find((box) => box.type === type) ?? null;
    if (!found) return null;
    inside = found.body;
  }
  return found;
}

/** A box of its type and body. */
export function boxOf(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}
