import { expect, test } from 'vitest';
import type { MediaFacts } from '../../contract/facts.ts';
import { INPUT_GUARD, RUN_OPTIONS } from './command.ts';
import { canBeRewritten, needsRewriting, rewriteCommand, rewritten } from './rewriteCommand.ts';
import type { Source } from './source.ts';
import { subtitleStream } from './subtitleStream.ts';

const facts: MediaFacts = {
  ...{ size: 1, container: 'mpegts', bitrate: 1, duration: 8, videoDuration: 8, audioDuration: 8 },
  ...{ width: 1920, height: 1080, rotate: 0, video: [], audio: [] },
};
const source: Source = {
  facts,
  startTime: 1.4,
  spans: new Map([
    [1, { start: 0, end: 8 }],
    [4, { start: 0.1, end: 7 }],
  ]),
  video: {
    ...{ index: 1, codec: 'h264', width: 1920, height: 1080, plain: true, interlaced: false },
    ...{ fps: 25, variableFps: 0, bitrate: 1, range: '' },
  },
  audio: [{ index: 4, codec: 'aac', bitrate: 1, sampleRate: 48_000, channels: 2 }],
  subtitles: [
    { index: 2, codec: 'dvb_teletext' },
    { index: 3, codec: 'dvb_subtitle' },
  ],
};

test.each<[boolean, Partial<MediaFacts>, Partial<Source>]>([
  [true, {}, {}],
  [true, { container: 'hls,applehttp' }, {}],
  [true, { container: 'avi' }, {}],
  [false, { container: 'mov,mp4,m4a,3gp,3g2,mj2' }, {}],
  [false, { container: 'matroska,webm' }, {}],
  [false, {}, { video: null }],
  [false, { container: 'png_pipe' }, { still: true }],
  // A playlist's media, as it lies on disk.
  [false, { container: 'hls,applehttp' }, { container: 'mov,mp4,m4a,3gp,3g2,mj2' }],
])('%s for %j %j', (needs, change, more) => {
  expect(needsRewriting({ ...source, facts: { ...facts, ...change }, ...more })).toBe(needs);
});

const picture = (more: object) => ({ video: { ...source.video!, ...more } });
test.each<[boolean, Partial<MediaFacts>, Partial<Source>]>([
  [true, {}, {}],
  // Matroska would not say that it is turned.
  [false, { rotate: 90 }, {}],
  [true, { container: 'avi' }, picture({ codec: 'mpeg4' })],
  [false, { container: 'avi' }, picture({ codec: 'mpeg4', reordered: true })],
  [true, {}, picture({ reordered: true })],
  [false, { container: 'avi' }, { subtitles: [{ index: 2, codec: 'xsub' }] }],
  // What is not used begins before.
  [false, {}, { spans: new Map([[1, { start: 1, end: 8 }]]) }],
  [true, {}, { spans: new Map() }],
])('can be rewritten: %s for %j %j', (can, change, more) => {
  expect(canBeRewritten({ ...source, facts: { ...facts, ...change }, ...more })).toBe(can);
});

test('what is used is copied, and found again by its old number', () => {
  expect(rewriteCommand('/j/input', source, '/j/input.mkv').join(' ')).toBe(
    [
      ...[...RUN_OPTIONS, ...INPUT_GUARD, '-fflags', '+genpts', '-i', '/j/input'],
      ...['-map', '0:1', '-map', '0:4', '-map', '0:3', '-c', 'copy', '-map_metadata', '-1'],
      ...['-map_chapters', '-1', '-max_muxing_queue_size', '4096', '-f', 'matroska', '/j/input.mkv'],
    ].join(' '),
  );
  const again = rewritten(source);
  expect(again).toMatchObject({ facts, startTime: 1.4, video: { index: 0 }, audio: [{ index: 1 }] });
  expect([...again.spans]).toEqual([
    [0, { start: 0, end: 8 }],
    [1, { start: 0.1, end: 7 }],
  ]);
  expect([2, 3, 0, 1, 9].map((stream) => subtitleStream(again, stream)?.index)).toEqual([
    -1,
    2,
    -1,
    2,
    undefined,
  ]);
});
