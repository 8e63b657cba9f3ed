import { expect, it } from 'vitest';
import { type SizeNode, sharesScaling, sizeTree } from './sizeTree.ts';

const node = (width: number, height: number, more: Partial<SizeNode> = {}): SizeNode => ({
  ...{ size: { width, height }, way: `scale=${width}:${height}`, pads: [`[o${width}]`] },
  ...more,
});
const source = { width: 1920, height: 1080 };

it.each<[string, SizeNode[], string[]]>([
  ['one', [node(640, 360)], ['[in]null[s0]', '[s0]scale=640:360[o640]']],
  [
    'the source itself',
    [node(1920, 1080, { way: '' }), node(640, 360)],
    ['[in]split=2[s0][s1]', '[s0]null[o1920]', '[s1]scale=640:360[o640]'],
  ],
  [
    'each from the smallest that is large enough',
    [node(426, 240), node(1280, 720), node(854, 480), node(640, 360)],
    [
      '[in]null[s1]',
      '[s0]scale=426:240[o426]',
      '[s1]scale=1280:720,split=3[o1280][s2][s3]',
      '[s2]scale=854:480[o854]',
      '[s3]scale=640:360,split=2[o640][s0]',
    ],
  ],
  [
    'none from a size that is hardly larger',
    [node(1280, 720), node(960, 540)],
    ['[in]split=2[s0][s1]', '[s0]scale=1280:720[o1280]', '[s1]scale=960:540[o960]'],
  ],
  [
    'none from frames that were enlarged, nor from those of another shape',
    [node(3840, 2160), node(960, 2160), node(640, 360)],
    [
      '[in]split=3[s0][s1][s2]',
      '[s0]scale=3840:2160[o3840]',
      '[s1]scale=960:2160[o960]',
      '[s2]scale=640:360[o640]',
    ],
  ],
  [
    'what does more than scaling from the source, and nothing from it',
    [node(1280, 720, { way: (pads) => `[s0]crop${pads}` }), node(640, 360)],
    ['[in]split=2[s0][s1]', '[s0]crop[o1280]', '[s1]scale=640:360[o640]'],
  ],
])('%s', (_, nodes, chains) => {
  expect(sizeTree('[in]', nodes, source)).toEqual(chains);
});

it('goes on with the filters that all have', () => {
  expect(sizeTree('[in]fps=24', [node(640, 360)], source)[0]).toBe('[in]fps=24[s0]');
  expect(sizeTree('[in]fps=24', [node(640, 360), node(960, 540)], source)[0]).toBe('[in]fps=24[s1]');
});

it.each<[SizeNode[], boolean]>([
  [[node(640, 360)], false],
  [[node(640, 360, { pads: ['[a]', '[b]'] })], true],
  [[node(1280, 720), node(640, 360)], true],
  [[node(1280, 720), node(960, 540)], false],
])('sharesScaling %#', (nodes, expected) => {
  expect(sharesScaling(nodes, source)).toBe(expected);
});
