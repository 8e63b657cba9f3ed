import { describe, expect, it } from 'vitest';
import { pngOf } from '../../test/support/pngOf.ts';
import { imageFacts } from './imageFacts.ts';
import { readImage } from './readImage.ts';

/** Written by ffmpeg: 20×10 pixels. */
const PICTURES = {
  jpg: '/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCAgICAkJCQgICAgJCQoKCgwMCwsODg4RERT/xABwAAEBAQAAAAAAAAAAAAAAAAAFBwYBAQEBAAAAAAAAAAAAAAAAAAUDBBAAAQQCAgEBCQEBAAAAAAAAAgUDAQQGERIAByFBVjEjEyKV1BZRJBEAAgIBBAMBAQAAAAAAAAAAAgEDBBIRBgUTIQAxIiP/wAARCAAKABQDASIAAhEAAxEA/9oADAMBAAIRAxEAPwDH+J8aWa+Jqdt9JU2SJRrgy4dW02Llc2CJ3jsIBwPqNs7LU8ZiNTG+7lHvNoPghCo3bIJakBqhBVsOxUvAZWlImiFlwgegp5ATcwO55DMfGOz3xbkmRPpNiu8sKjrIPuwLR3bJtDEBX1AgTsjGtzrUe3tBS61ZY8CIympMtKF/at/22wGzb+XZU4D570G79kAED93pxHXw7liNb32tW4O6A1IKe6obozUV12ZZo63IALlObuBrCXHxGi0Ef149rvq9YqcrwnAtQz05C1XaBFKIZcdE42+zqISdVG/5JayGtPaV4/zbGm8LRIUshRWLs1BOy2+oUa7wumREXNonQkJmZ3x4xr/Osf3WEe8+PflqH7HT8Vw3D7KDTdfx1Cecn60SbiZSM54vuRGyJiZnURER6+kR1D+Fwj3Yx78TQ/X6tdoBDcsxdkh4TShmTWRYm1k/H1/X65xmy+Gl42kcRW68ZVoCjhA6+EIOMWMY6VRWIL8rRLwvnv8A/9k=',
  gif: 'R0lGODlhFAAKAPcfMQAAACQAAEgAAGwAAJAAALQAANgAAPwAAAAkACQkAEgkAGwkAJAkALQkANgkAPwkAABIACRIAEhIAGxIAJBIALRIANhIAPxIAABsACRsAEhsAGxsAJBsALRsANhsAPxsAACQACSQAEiQAGyQAJCQALSQANiQAPyQAAC0ACS0AEi0AGy0AJC0ALS0ANi0APy0AADYACTYAEjYAGzYAJDYALTYANjYAPzYAAD8ACT8AEj8AGz8AJD8ALT8ANj8APz8AAAAVSQAVUgAVWwAVZAAVbQAVdgAVfwAVQAkVSQkVUgkVWwkVZAkVbQkVdgkVfwkVQBIVSRIVUhIVWxIVZBIVbRIVdhIVfxIVQBsVSRsVUhsVWxsVZBsVbRsVdhsVfxsVQCQVSSQVUiQVWyQVZCQVbSQVdiQVfyQVQC0VSS0VUi0VWy0VZC0VbS0Vdi0Vfy0VQDYVSTYVUjYVWzYVZDYVbTYVdjYVfzYVQD8VST8VUj8VWz8VZD8VbT8Vdj8Vfz8VQAAqiQAqkgAqmwAqpAAqrQAqtgAqvwAqgAkqiQkqkgkqmwkqpAkqrQkqtgkqvwkqgBIqiRIqkhIqmxIqpBIqrRIqthIqvxIqgBsqiRsqkhsqmxsqpBsqrRsqthsqvxsqgCQqiSQqkiQqmyQqpCQqrSQqtiQqvyQqgC0qiS0qki0qmy0qpC0qrS0qti0qvy0qgDYqiTYqkjYqmzYqpDYqrTYqtjYqvzYqgD8qiT8qkj8qmz8qpD8qrT8qtj8qvz8qgAA/yQA/0gA/2wA/5AA/7QA/9gA//wA/wAk/yQk/0gk/2wk/5Ak/7Qk/9gk//wk/wBI/yRI/0hI/2xI/5BI/7RI/9hI//xI/wBs/yRs/0hs/2xs/5Bs/7Rs/9hs//xs/wCQ/ySQ/0iQ/2yQ/5CQ/7SQ/9iQ//yQ/wC0/yS0/0i0/2y0/5C0/7S0/9i0//y0/wDY/yTY/0jY/2zY/5DY/7TY/9jY//zY/wD8/yT8/0j8/2z8/5D8/7T8/9j8//z8/yH/C05FVFNDQVBFMi4wAwEAAAAh+QQEAAAfACwAAAAAFAAKAAAIIQAPCBxIsKDBgwgTKixo4GBDgw8XSpxIsWJEghcrapQYEAA7',
};
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const PNG = pngOf(20, 10);

/** A WebP header with one chunk. */
function webp(type: string, content: number[]): Uint8Array {
  const body = Buffer.concat([
    Buffer.from(`WEBP${type}`),
    Buffer.from([content.length, 0, 0, 0]),
    Buffer.from(content),
  ]);
  return new Uint8Array(Buffer.concat([Buffer.from('RIFF'), Buffer.from([body.length, 0, 0, 0]), body]));
}

describe('imageFacts', () => {
  it.each<[string, Uint8Array, string]>([
    ['PNG', bytesOf(PNG), 'image/png'],
    ['JPEG', bytesOf(PICTURES.jpg), 'image/jpeg'],
    ['GIF', bytesOf(PICTURES.gif), 'image/gif'],
    ['lossy WebP', webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 20, 0, 10, 0]), 'image/webp'],
    ['lossless WebP', webp('VP8L', [0x2f, 19, 0x40, 2, 0]), 'image/webp'],
    ['extended WebP', webp('VP8X', [0, 0, 0, 0, 19, 0, 0, 9, 0, 0]), 'image/webp'],
  ])('%s', (_, bytes, contentType) => {
    expect(imageFacts(bytes)).toMatchObject({ contentType, width: 20, height: 10 });
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('GIF is a format of pictures')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>')],
    ['a picture without a side', bytesOf(pngOf(0, 10))],
    ['a WebP that is longer than its file', webp('VP8X', [0, 0, 0, 0, 19, 0, 0, 9, 0, 0]).subarray(0, 28)],
  ])('%s is none', (_, bytes) => {
    expect(imageFacts(new Uint8Array(bytes))).toBeNull();
  });

  it('none is one that was cut anywhere', () => {
    for (const whole of [PNG, PICTURES.jpg, PICTURES.gif].map(bytesOf)) {
      for (let length = 0; length < whole.length - 1; length += 1) {
        expect(imageFacts(whole.subarray(0, length))).toBeNull();
      }
    }
  });
});

describe('readImage', () => {
  it('takes base64 with line breaks', () => {
    expect(readImage(PNG.replace(/(.{10})/g, '$1\r\n'))).toMatchObject({ extension: 'png', width: 20 });
  });

  it.each([
    ['another alphabet', PNG.replaceAll('A', '-')],
    ['a data URL', `data:image/png;base64,${PNG}`],
    ['more bytes than are taken', 'A'.repeat(7 * 1024 * 1024)],
    ['more pixels than are taken', pngOf(8193, 1)],
  ])('refuses %s', (_, text) => {
    expect(readImage(text)).toBeNull();
  });
});
