import { expect, test } from 'vitest';
import { FfprobeOutput } from './ffprobeOutput.ts';
import { streamSeconds, streamSpan, union } from './span.ts';

const FFMPEG = { ENCODER: 'Lavf59.27.100' };

test.each<[name: string, stream: object, format: object, seconds: number | null, span: object | null]>([
  ['told', { start_time: '1.5', duration: '2' }, { start_time: '1.4' }, 2, { start: 0.1, end: 2.1 }],
  [
    "ffmpeg's tag is the end",
    { start_time: '4.5', tags: { DURATION: '00:01:07.000000000' } },
    { start_time: '0', tags: FFMPEG },
    62.5,
    { start: 4.5, end: 67 },
  ],
  [
    "mkvmerge's tag is the length",
    { start_time: '4.5', tags: { 'DURATION-eng': '01:00:02.250000000' } },
    { start_time: '0', tags: { encoder: 'libebml v1.4.2 + libmatroska v1.6.4' } },
    3602.25,
    { start: 4.5, end: 3606.75 },
  ],
  ['not told', { start_time: '4.5' }, { tags: FFMPEG, duration: '12' }, null, null],
  ['no time', { tags: { DURATION: 'long' } }, {}, null, null],
])('%s', (_name, stream, format, seconds, span) => {
  const probed = FfprobeOutput.parse({
    streams: [{ index: 0, ...stream }],
    format: { format_name: 'matroska,webm', ...format },
  });
  const [first] = probed.streams;
  expect(streamSeconds(first!, probed)).toBe(seconds);
  const found = streamSpan(first!, probed);
  if (span === null) expect(found).toBeNull();
  else {
    expect(found?.start).toBeCloseTo((span as { start: number }).start, 9);
    expect(found?.end).toBeCloseTo((span as { end: number }).end, 9);
  }
});

test('union', () => {
  expect(union([])).toBeNull();
  expect(
    union([
      { start: 5, end: 7 },
      { start: 1, end: 6 },
    ]),
  ).toEqual({ start: 1, end: 7 });
});
