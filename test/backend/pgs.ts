// Subtitles of Blu-rays (Presentation Graphic Stream), of a single colour: no program here can make them.

interface Shown {
  /** Seconds. */
  start: number;
  end: number;
  /** Pixels of the canvas. */
  x: number;
  y: number;
  width: number;
  height: number;
}

const CLOCK = 90_000;
const SEGMENTS = { palette: 0x14, object: 0x15, composition: 0x16, window: 0x17, end: 0x80 };

/** A file of the format "sup": a white box over a canvas of that size. */
export function pgsFile(canvas: { width: number; height: number }, { start, end, ...box }: Shown): Buffer {
  const place = [...two(box.x), ...two(box.y)];
  const composition = (n: number, state: number, objects: number[]) => [
    ...two(canvas.width),
    ...two(canvas.height),
    0x10,
    ...two(n),
    state,
    0,
    0,
    ...objects,
  ];
  const window = [1, 0, ...place, ...two(box.width), ...two(box.height)];
  // Entry 1 is white and opaque (Y, Cr, Cb, alpha).
  const palette = [0, 0, 1, 235, 128, 128, 255];
  const row = [0, 0xc0 | (box.width >> 8), box.width & 0xff, 1, 0, 0];
  const rows = Array.from({ length: box.height }, () => row).flat();
  const size = rows.length + 4;
  const object = [
    0,
    0,
    0,
    0xc0,
    size >> 16,
    ...two(size & 0xffff),
    ...two(box.width),
    ...two(box.height),
    ...rows,
  ];
  return Buffer.concat([
    segment(start, SEGMENTS.composition, composition(0, 0x80, [1, 0, 0, 0, 0, ...place])),
    segment(start, SEGMENTS.window, window),
    segment(start, SEGMENTS.palette, palette),
    segment(start, SEGMENTS.object, object),
    segment(start, SEGMENTS.end, []),
    segment(end, SEGMENTS.composition, composition(1, 0, [0])),
    segment(end, SEGMENTS.window, window),
    segment(end, SEGMENTS.end, []),
  ]);
}

function segment(seconds: number, type: number, data: number[]): Buffer {
  const header = Buffer.alloc(13);
  header.write('PG', 'latin1');
  header.writeUInt32BE(Math.round(seconds * CLOCK), 2);
  header.writeUInt8(type, 10);
  header.writeUInt16BE(data.length, 11);
  return Buffer.concat([header, Buffer.from(data)]);
}

function two(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}
