// GIF files (GIF89a) of any size and length in a few bytes.

/** `frames` pictures of one pixel on a canvas of that size, each shown for `delay` hundredths of a second. */
export function gif(width: number, height: number, frames: number, delay: number): Buffer {
  const screen = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  screen.writeUInt16LE(width, 6);
  screen.writeUInt16LE(height, 8);
  // Graphic control extension, image descriptor, and the LZW codes of one pixel.
  const frame = Buffer.from(
    ['21f904', '00', '0000', '0000', '2c', '0000000001000100', '00', '02', '02', '4401', '00'].join(''),
    'hex',
  );
  frame.writeUInt16LE(delay, 4);
  return Buffer.concat([screen, ...Array.from({ length: frames }, () => frame), Buffer.from(';')]);
}
