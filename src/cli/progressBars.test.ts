import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { barText, ProgressBars } from './progressBars.ts';

const at = (percent: number) => [
  { label: 'Transcode 30', percent, status: 'PROCESSING' },
  { label: 'Transcode 230', percent: 0, status: 'WAITING' },
];

test.each([
  [0, 0],
  [50, 15],
  [100, 30],
])('%d %% fills %d of 30 cells', (percent, cells) => {
  const text = barText({ label: 'x', percent, status: '' }, 1);
  expect([...text].filter((character) => character === '█')).toHaveLength(cells);
});

test('without a terminal only lines that changed are written', () => {
  const out = new PassThrough();
  const bars = new ProgressBars(out);
  bars.show(at(10));
  bars.show(at(10));
  bars.show(at(20));
  const lines = String(out.read()).trimEnd().split('\n');
  expect(lines.map((line) => line.replace(/[█░]+/, '*'))).toEqual([
    'Transcode 30   *  10% PROCESSING',
    'Transcode 230  *   0% WAITING',
    'Transcode 30   *  20% PROCESSING',
  ]);
});

test('on a terminal all lines are drawn again in place', () => {
  const out = Object.assign(new PassThrough(), { isTTY: true });
  const bars = new ProgressBars(out);
  bars.show(at(10));
  out.read();
  bars.show(at(20));
  const drawn = String(out.read());
  expect(drawn.startsWith('\u001b[2A')).toBe(true);
  expect(drawn.split('\n')).toHaveLength(3);
});
