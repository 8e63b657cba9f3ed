import { expect, test } from 'vitest';
import type { ComposeItem, ComposeTrack } from './compose.ts';
import { TrackError, trackTimes } from './composeTimes.ts';

const parameter = 'Items.0';
const sound = (duration: number | null, start: number | null = null): ComposeItem => ({
  ...{ kind: 'sound', parameter, file: null, begin: { value: 0, of: 'seconds' }, end: null },
  ...{ start, duration, volume: 1 },
});
const text = (duration: number | null, start: number | null = null): ComposeItem => ({
  ...{ kind: 'text', parameter, text: 'x', style: 0, start, duration },
});
const empty = (duration: number): ComposeItem => ({ kind: 'empty', parameter, duration });
const fade = (duration: number): ComposeItem => ({
  ...{ kind: 'transition', parameter: 'Items.1', duration, picture: null, sound: true },
});
const times = (items: ComposeItem[], kind: ComposeTrack['kind'] = 'sounds', length: number | null = 1) =>
  trackTimes({ kind, items } as ComposeTrack, ({ duration }) => duration ?? length).map(({ start, end }) => [
    start,
    end,
  ]);

test('elements follow each other, or begin where they say', () => {
  expect(times([sound(2), sound(null), empty(1.5), sound(1), sound(1, 10), sound(1)])).toEqual([
    ...[
      [0, 2],
      [2, 3],
      [4.5, 5.5],
      [10, 11],
      [11, 12],
    ],
  ]);
});

test('what follows a transition begins so much earlier, wherever it says that it begins', () => {
  expect(times([sound(3), fade(1), sound(3, 7), fade(2), sound(4)])).toEqual([
    [0, 3],
    [2, 5],
    [3, 7],
  ]);
  // Less than a second is rounded down to none.
  expect(times([sound(0.5), fade(0), sound(0.5)])).toEqual([
    [0, 0.5],
    [0.5, 1],
  ]);
});

test('elements in another order than they are shown in', () => {
  expect(times([sound(1, 5), sound(1, 0), sound(1, 1)])).toEqual([
    [5, 6],
    [0, 1],
    [1, 2],
  ]);
});

test('times that depend on what is not known yet are left out', () => {
  expect(times([sound(1), sound(null), sound(1)], 'sounds', null)).toEqual([[0, 1]]);
});

test.each([
  ['transition-place', [fade(1), sound(2)]],
  ['transition-place', [sound(2), fade(1)]],
  ['transition-place', [sound(2), fade(1), empty(1)]],
  ['transition-place', [sound(2), fade(1), fade(1), sound(2)]],
  ['transition-length', [sound(1), fade(1), sound(2)]],
  ['transition-length', [sound(2), fade(1), sound(1)]],
  ['overlap', [sound(2), sound(1, 1)]],
  ['overlap', [sound(1, 3), sound(2, 1.5)]],
  // One may lie over the one before by a transition, not over the one before that.
  ['overlap', [sound(5), fade(4), sound(4.5), fade(4), sound(9)]],
] as [string, ComposeItem[]][])('refused: %s', (rule, items) => {
  expect(() => times(items)).toThrow(expect.objectContaining({ name: 'TrackError', rule }));
});

test('texts may be shown together', () => {
  expect(times([text(2), text(2, 1), text(null)], 'texts')).toEqual([
    [0, 2],
    [1, 3],
    [3, 4],
  ]);
  expect(() => times([sound(2), sound(2, 1)])).toThrow(TrackError);
});
