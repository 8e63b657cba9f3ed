// What a picture is, by its bytes (PNG: ISO/IEC 15948, JPEG: ITU-T T.81, GIF89a, WebP: RFC 9649).

export interface ImageFacts {
  contentType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** For a file name. */
  extension: 'png' | 'jpg' | 'gif' | 'webp';
  /** Pixels. */
  width: number;
  height: number;
}

/** Kind and size of a picture that is whole; null for anything else. Its pixels are not decoded. */
export function imageFacts(bytes: Uint8Array): ImageFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return png(view) ?? jpeg(view) ?? gif(view) ?? webp(view);
  } catch (error) {
    // The picture ends before it says what it is.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function png(view: DataView): ImageFacts | null {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null;
  if (text(view, 12, 4) !== 'IHDR') return null;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  // Chunk by chunk to the last one: length, type, content, checksum.
  let at = 8;
  let type = '';
  for (; type !== 'IEND'; at += 12 + view.getUint32(at)) type = text(view, at + 4, 4);
  if (at > view.byteLength) return null;
  return sized({ contentType: 'image/png', extension: 'png', width, height });
}

/** Markers of frame headers: all from C0 to CF but tables (C4, CC) and the reserved C8. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpeg(view: DataView): ImageFacts | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  let size: { width: number; height: number } | null = null;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    // Markers may be padded.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    // What follows the start of a scan is entropy coded: the end of the image comes after it.
    if (marker === 0xda) return size && endsWithMarker(view) ? sized({ ...JPEG, ...size }) : null;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
const JPEG = { contentType: 'image/jpeg', extension: 'jpg' } as const;

/** Whether an end of image stands in the last bytes: some cameras write padding after it. */
function endsWithMarker(view: DataView): boolean {
  for (let at = view.byteLength - 2; at > Math.max(2, view.byteLength - 4096); at -= 1) {
    if (view.getUint16(at) === 0xffd9) return true;
  }
  return false;
}

function gif(view: DataView): ImageFacts | null {
  if (!['GIF87a', 'GIF89a'].includes(text(view, 0, 6))) return null;
  if (view.getUint8(view.byteLength - 1) !== 0x3b) return null;
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  return sized({ contentType: 'image/gif', extension: 'gif', width, height });
}

function webp(view: DataView): ImageFacts | null {
  if (text(view, 0, 4) !== 'RIFF' || text(view, 8, 4) !== 'WEBP') return null;
  if (view.getUint32(4, true) + 8 > view.byteLength) return null;
  const size = webpSize(view);
  return size && sized({ contentType: 'image/webp', extension: 'webp', ...size });
}

function webpSize(view: DataView): { width: number; height: number } | null {
  switch (text(view, 12, 4)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X': {
      const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
      return { width: three(24) + 1, height: three(27) + 1 };
    }
    default:
      return null;
  }
}

function sized(facts: ImageFacts): ImageFacts | null {
  return facts.width > 0 && facts.height > 0 ? facts : null;
}

function text(view: DataView, at: number, length: number): string {
  return Array.from({ length }, (_, index) => String.fromCharCode(view.getUint8(at + index))).join('');
}
