import { expect, it } from 'vitest';
import { fontFamily } from './fontFamily.ts';

/** A font of nothing but names: [platform, id, text]. */
function font(names: [number, number, string][], version = 0x0001_0000, at = 0): Buffer {
  const texts = names.map(([, , text]) => Buffer.from(text, 'utf16le').swap16());
  const table = Buffer.alloc(6 + names.length * 12);
  table.writeUInt16BE(names.length, 2);
  table.writeUInt16BE(table.length, 4);
  let offset = 0;
  for (const [n, [platform, id]] of names.entries()) {
    const length = texts[n]!.length;
    for (const [field, value] of [platform, 1, 0x409, id, length, offset].entries())
      table.writeUInt16BE(value, 6 + n * 12 + field * 2);
    offset += length;
  }
  const head = Buffer.alloc(28);
  head.writeUInt32BE(version, 0);
  head.writeUInt16BE(1, 4);
  head.write('name', 12, 'latin1');
  head.writeUInt32BE(at + head.length, 20);
  return Buffer.concat([head, table, ...texts]);
}

it('is the family by which libass finds it', () => {
  const names: [number, number, string][] = [
    [1, 1, 'Mac'],
    [3, 4, 'Own Sans Bold'],
    [3, 1, '我的字体'],
    [3, 1, 'Later'],
  ];
  expect(fontFamily(font(names))).toBe('我的字体');
  expect(fontFamily(font(names, 0x4f54_544f))).toBe('我的字体');
  const collection = Buffer.alloc(16);
  collection.write('ttcf', 'latin1');
  collection.writeUInt32BE(16, 12);
  expect(fontFamily(Buffer.concat([collection, font(names, 0x0001_0000, 16)]))).toBe('我的字体');
});

it('is one that a script can hold', () => {
  const names: [number, number, string][] = [
    [3, 1, 'A,B'],
    [3, 4, 'x}{\\pos(0,0)'],
    [3, 6, 'Fits'],
  ];
  expect(fontFamily(font(names))).toBe('Fits');
  expect(fontFamily(font(names.slice(0, 2)))).toBeNull();
});

it.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('no font, but more than a few bytes of it')],
  ['one without names', font([])],
  ['one that was cut off', font([[3, 1, 'Cut off']]).subarray(0, 50)],
  ['tables beyond its end', font([[3, 1, 'x']], 0x0001_0000, 1_000_000)],
])('of %s is none', (_, bytes) => {
  expect(fontFamily(bytes)).toBeNull();
});
