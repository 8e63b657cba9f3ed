// The name that a font file is known by (ISO/IEC 14496-22, "name" table). Pure.

/** Versions that begin a file with one font, and the tag of a collection of them. */
const FONTS = [0x0001_0000, 0x4f54_544f, 0x7472_7565];
const COLLECTION = 0x7474_6366;
const MICROSOFT = 3;
/** Name ids in the order in which they are taken: family, full name, PostScript name. */
const NAMES = [1, 4, 6];
/** What would end a field, or begin a code, in a script of ASS. */
const UNFIT = /[,{}\\\p{Cc}]/u;

/** A name by which libass finds the (first) font of the file; null for what is no font of TTF, OTF or TTC. */
export function fontFamily(bytes: Uint8Array): string | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = view.getUint32(0) === COLLECTION ? view.getUint32(12) : 0;
    if (!FONTS.includes(view.getUint32(start))) return null;
    const table = nameTable(view, start);
    return table === null ? null : bestName(bytes, view, table);
  } catch (error) {
    // It ends before what it points to.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function nameTable(view: DataView, start: number): number | null {
  const tables = view.getUint16(start + 4);
  for (let n = 0; n < tables; n++) {
    const record = start + 12 + n * 16;
    if (view.getUint32(record) === 0x6e61_6d65) return view.getUint32(record + 8);
  }
  return null;
}

function bestName(bytes: Uint8Array, view: DataView, table: number): string | null {
  const count = view.getUint16(table + 2);
  const texts = table + view.getUint16(table + 4);
  const found = new Map<number, string>();
  for (let n = 0; n < count; n++) {
    const record = table + 6 + n * 12;
    const [platform, id] = [view.getUint16(record), view.getUint16(record + 6)];
    if (platform !== MICROSOFT || found.has(id)) continue;
    const [length, offset] = [view.getUint16(record + 8), view.getUint16(record + 10)];
    const raw = bytes.subarray(texts + offset, texts + offset + length);
    if (raw.length < length) return null;
    const name = new TextDecoder('utf-16be').decode(raw).trim();
    if (name && !UNFIT.test(name)) found.set(id, name);
  }
  return NAMES.flatMap((id) => found.get(id) ?? [])[0] ?? null;
}
