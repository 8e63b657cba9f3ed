import { describe, expect, it } from 'vitest';
import { sourceFacts } from '../../../test/support/taskView.ts';
import { chosenBy, type PlannedRule, readCondition } from './rules.ts';

/** The recording: 1280×720, 13.09 s, H.264 and AAC in an mp4, 29.97 frames a second. */
function holds(key: string, value: string): boolean | 'unreadable' {
  const condition = readCondition(key, value);
  if (!condition) return 'unreadable';
  return chosenBy([{ any: false, conditions: [condition], leadsTo: [1] }], sourceFacts).length === 1;
}

describe('a condition', () => {
  it.each<[string, string, boolean | 'unreadable']>([
    ['Height', '720', true],
    ['Height', '=720', true],
    ['Height', '== 720', true],
    ['Height', '!=720', false],
    ['Height', '>720', false],
    ['Height', '>=720', true],
    ['Width', '<1280', false],
    ['Width', '<=1280', true],
    ['Duration', '>13', true],
    ['Fps', '<29.98', true],
    ['Bitrate', '>=2000000', false],
    ['Size', '>1e6', true],
    ['Rotate', '90', true],
    ['VideoCodec', 'h264', true],
    ['VideoCodec', 'H264', true],
    ['VideoCodec', '!=hevc', true],
    ['AudioCodec', '!=aac', false],
    ['Container', 'mp4', true],
    ['Container', 'matroska', false],
    ['HdrType', 'HDR10', false],
    ['HdrType', '', true],
    ['NoAudio', 'false', true],
    ['NoVideo', 'TRUE', false],
    ['Height', '', 'unreadable'],
    ['Height', 'tall', 'unreadable'],
    ['Height', '>', 'unreadable'],
    ['NoAudio', '1', 'unreadable'],
    ['NoAudio', '>true', 'unreadable'],
    ['VideoCodec', '>h264', 'unreadable'],
  ])('%s %s: %s', (key, value, expected) => {
    expect(holds(key, value)).toBe(expected);
  });
});

describe('rules', () => {
  const yes = readCondition('Height', '720')!;
  const no = readCondition('Height', '1')!;
  const rule = (any: boolean, conditions: PlannedRule['conditions'], ...leadsTo: number[]) => ({
    ...{ any, conditions, leadsTo },
  });
  it.each<[string, PlannedRule[], number[]]>([
    ['&& needs all', [rule(false, [yes, no], 1), rule(false, [yes, yes], 2)], [2]],
    ['|| needs one', [rule(true, [no, yes], 1), rule(true, [no, no], 2)], [1]],
    [
      'all that hold count, each node once, in order',
      [rule(false, [yes], 5, 2), rule(true, [yes], 2, 3)],
      [2, 3, 5],
    ],
    ['none holds', [rule(false, [no], 1)], []],
  ])('%s', (_, rules, expected) => {
    expect(chosenBy(rules, sourceFacts)).toEqual(expected);
  });
});
