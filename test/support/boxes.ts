// ISO base media files (mp4, mov) as boxes (ISO/IEC 14496-12, 4.2), to make files that no program writes.

const HEADER = 8;
/** On the way to a track's data references. */
const PARENTS = ['moov', 'trak', 'edts', 'mdia', 'minf', 'stbl'];

/** A box around its content. */
export function box(type: string, ...content: Buffer[]): Buffer {
  const whole = Buffer.concat([Buffer.alloc(HEADER), ...content]);
  whole.writeUInt32BE(whole.length, 0);
  whole.write(type, 4, 'latin1');
  return whole;
}

/**
 * The file with its tracks' media in another file: by a "url " reference, or by the alias record of QuickTime that
 * names a `path`. Its moov box must be behind its media, so that nothing that it points at moves.
 */
export function withExternalMedia(file: Buffer, kind: 'url ' | 'alis', path: string): Buffer {
  const versionAndFlags = Buffer.alloc(4);
  const target = kind === 'alis' ? alias(path) : Buffer.from(`${path}\0`);
  const reference = box(kind, versionAndFlags, target);
  const dinf = box('dinf', box('dref', versionAndFlags, Buffer.from([0, 0, 0, 1]), reference));
  return rebuilt(file, (type, content) => (type === 'dinf' ? dinf : box(type, content)));
}

/** An alias record (version 2) whose one item is the absolute path. */
function alias(path: string): Buffer {
  const fixed = Buffer.alloc(10 + 28 + 12 + 64 + 16 + 4 + 16);
  const even = Buffer.from(path.length % 2 === 0 ? path : `${path}\0`);
  const item = Buffer.from([0, 2, even.length >> 8, even.length & 255]);
  return Buffer.concat([fixed, item, even, Buffer.from([0xff, 0xff, 0, 0])]);
}

/** The boxes, each as `make` writes it; those in which tracks lie are gone through first. */
export function rebuilt(boxes: Buffer, make: (type: string, content: Buffer) => Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < boxes.length; ) {
    const size = boxes.readUInt32BE(at);
    const type = boxes.toString('latin1', at + 4, at + HEADER);
    if (size < HEADER) throw new Error(`a box ${type} of ${size} bytes`);
    const content = boxes.subarray(at + HEADER, at + size);
    parts.push(make(type, PARENTS.includes(type) ? rebuilt(content, make) : content));
    at += size;
  }
  return Buffer.concat(parts);
}
