import { describe, expect, it } from 'vitest';
import type { MediaOutput } from '../contract/media.ts';
import { isOutputKey } from './names.ts';

function output(
  pattern: string,
  number: Partial<{ initial: number; increment: number; minLength: number; placeholder: string }> = {},
): MediaOutput {
  return {
    kind: 'media',
    subtask: 0,
    container: 'hls',
    video: null,
    audio: null,
    main: 'd/a.m3u8',
    segment: { pattern, number: { initial: 0, increment: 1, minLength: 1, placeholder: '0', ...number } },
  };
}

describe('isOutputKey', () => {
  it.each([
    ['d/a_{number}.ts', {}, 'd/a.m3u8', true],
    ['d/a_{number}.ts', {}, 'd/a_0.ts', true],
    ['d/a_{number}.ts', {}, 'd/a_17.ts', true],
    ['d/a_{number}.ts', {}, 'd/a_01.ts', false],
    ['d/a_{number}.ts', {}, 'd/a_.ts', false],
    ['d/a_{number}.ts', {}, 'd/a_1.ts/x', false],
    ['d/a_{number}.ts', {}, 'd/b_1.ts', false],
    ['d/a_{number}.ts', {}, 'd/a_-1.ts', false],
    ['d/a_{number}.ts', { minLength: 3 }, 'd/a_007.ts', true],
    ['d/a_{number}.ts', { minLength: 3 }, 'd/a_7.ts', false],
    ['d/a_{number}.ts', { minLength: 3 }, 'd/a_1234.ts', true],
    ['d/a_{number}.ts', { minLength: 3, placeholder: 'x' }, 'd/a_xx7.ts', true],
    ['d/a_{number}.ts', { initial: 5, increment: 5 }, 'd/a_10.ts', true],
    ['d/a_{number}.ts', { initial: 5, increment: 5 }, 'd/a_7.ts', false],
    ['d/a_{number}.ts', { initial: 5, increment: 5 }, 'd/a_0.ts', false],
    ['d/a_{number}5.ts', {}, 'd/a_125.ts', true],
    ['d/{number}/a_{number}.ts', {}, 'd/3/a_3.ts', true],
    ['d/{number}/a_{number}.ts', {}, 'd/3/a_4.ts', false],
  ] as const)('%s %o %s → %s', (pattern, number, key, expected) => {
    expect(isOutputKey(output(pattern, number), key)).toBe(expected);
  });

  it('has the initialization section of fragmented MP4 among its files', () => {
    const plain = output('d/a_{number}.m4s');
    const init = { ...plain, segment: plain.segment && { ...plain.segment, init: 'd/a_init.mp4' } };
    expect(isOutputKey(init, 'd/a_init.mp4')).toBe(true);
    expect(isOutputKey(plain, 'd/a_init.mp4')).toBe(false);
  });
});
