// HTTP byte ranges (RFC 9110, section 14).

export interface ByteRange {
  offset: number;
  length: number;
}

/**
 * The one range that a Range header asks for, in bytes of an object of `size`. Null: send the whole (no header,
 * another unit, several ranges, or not a range at all); "unsatisfiable" is answered with 416.
 */
export function parseRange(header: string | null, size: number): ByteRange | null | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match) return null;
  const [, from, to] = match as unknown as [string, string, string];
  if (from === '' && to === '') return null;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length > 0 ? { offset: size - length, length } : 'unsatisfiable';
  }
  const offset = Number(from);
  if (to !== '' && Number(to) < offset) return null;
  if (offset >= size) return 'unsatisfiable';
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return { offset, length: last - offset + 1 };
}
