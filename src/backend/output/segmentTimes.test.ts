import { expect, test } from 'vitest';
import type { Span } from '../ffmpeg/span.ts';
import { correctDurations } from './segmentTimes.ts';

const manifest = (target: number, ...seconds: number[]) =>
  [
    '#EXTM3U',
    `#EXT-X-TARGETDURATION:${target}`,
    ...seconds.map((one, index) => `#EXTINF:${one.toFixed(6)},\n${index}.ts`),
    '#EXT-X-ENDLIST\n',
  ].join('\n');

const span = (start: number, end: number): Span => ({ start, end });

test.each<[name: string, told: [number, ...number[]], video: Span | null, whole: Span | null, real: string]>([
  ['sound goes on', [2, 2, 1], span(1.4, 4.4), span(1.4, 13.4), manifest(10, 2, 10)],
  ['sound begins before', [1, 1, 1], span(2.4, 4.4), span(1.4, 4.4), manifest(2, 2, 1)],
  ['both', [1, 1, 1], span(2.4, 4.4), span(1.4, 5.9), manifest(3, 2, 2.5)],
  ['one segment', [1, 1], span(2.4, 3.4), span(1.4, 4.4), manifest(3, 3)],
  ['sound is a little longer', [2, 2], span(1.48, 3.48), span(1.42, 3.53), manifest(2, 2)],
  [
    'the last packet is not the last picture',
    [2, 2, 1.92],
    span(1.4, 5.4),
    span(1.4, 5.45),
    manifest(2, 2, 2),
  ],
  // A last frame whose length is unknown is in the manifest's sum all the same.
  ['video is longer than its packets say', [2, 2, 2], span(0, 3), span(0, 3), manifest(2, 2, 2)],
  ['sound only', [2, 2], null, span(0, 9), manifest(2, 2)],
  ['unknown times', [2, 2], span(0, 2), null, manifest(2, 2)],
  ['less than half a second', [0, 0.4], span(0, 0.4), span(0, 0.4), manifest(1, 0.4)],
])('%s', (_name, [target, ...told], video, whole, real) => {
  expect(correctDurations(manifest(target, ...told), video, whole)).toBe(real);
});
