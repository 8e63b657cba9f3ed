import { expect, test } from 'vitest';
import { table } from './table.ts';

test('numbers stand right, words left', () => {
  expect(
    table([
      ['path', 'bytes'],
      ['a.mp4', '1000'],
      ['long/b.mp4', '7'],
    ]),
  ).toBe(['path        bytes', '----------  -----', 'a.mp4        1000', 'long/b.mp4      7'].join('\n'));
});
