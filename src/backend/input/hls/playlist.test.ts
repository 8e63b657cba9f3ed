import { expect, test } from 'vitest';
import type { JobFailure } from '../../jobFailure.ts';
import { bestVariant, type MasterPlaylist, readPlaylist, soundOf } from './playlist.ts';

const list = (...lines: string[]) => ['#EXTM3U', ...lines, '#EXT-X-ENDLIST'].join('\n');
const plain = { key: null, map: null, discontinuity: false, range: null };

test('segments, their ranges, keys and initialization sections', () => {
  const text = list(
    '#EXT-X-MEDIA-SEQUENCE:7',
    '#EXTINF:4.5,title, with a comma',
    'a.ts?x=1',
    '',
    '#EXT-X-KEY:METHOD=AES-128,URI="k,1",IV=0xAB',
    '#EXT-X-DISCONTINUITY-SEQUENCE:3',
    '#EXT-X-DISCONTINUITY',
    '#EXTINF:4',
    '#EXT-X-BYTERANGE:10@100',
    'b.mp4',
    '#EXT-X-KEY:METHOD=NONE',
    '#EXT-X-MAP:URI="init.mp4",BYTERANGE="20@0"',
    '#EXTINF:2,',
    '#EXT-X-BYTERANGE:5',
    'b.mp4',
  );
  const segments = [
    { ...plain, uri: 'a.ts?x=1', duration: 4.5, sequence: 7 },
    {
      ...{ ...plain, uri: 'b.mp4', duration: 4, sequence: 8, discontinuity: true },
      ...{ range: { offset: 100, length: 10 }, key: { uri: 'k,1', iv: `${'0'.repeat(30)}AB` } },
    },
    {
      ...{ ...plain, uri: 'b.mp4', duration: 2, sequence: 9, range: { offset: 110, length: 5 } },
      map: { uri: 'init.mp4', range: { offset: 0, length: 20 }, key: null },
    },
  ];
  expect(readPlaylist(text)).toEqual({ kind: 'media', segments });
  expect(readPlaylist(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual({ kind: 'media', segments });
});

test('the largest variant, and its sound', () => {
  const master = readPlaylist(
    list(
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="x",URI="x.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="y, z",DEFAULT=YES,URI="y.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="b",NAME="in the picture"',
      '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=9,URI="i.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=500,RESOLUTION=640x360,AUDIO="a"',
      'low.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=900,RESOLUTION=1280x720,AUDIO="b"',
      'mid.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=1900,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,AUDIO="a"',
      'high.m3u8',
    ),
  ) as MasterPlaylist;
  const best = bestVariant(master);
  expect(best).toMatchObject({ uri: 'high.m3u8', bandwidth: 1900 });
  expect(master.variants.map((variant) => soundOf(master, variant))).toEqual(['y.m3u8', null, 'y.m3u8']);
});

test.each([
  ['text', 'hello', 'SourceFileError.ContentMalformed'],
  ['nothing', list(), 'SourceFileError.ContentMalformed'],
  ['a live stream', '#EXTM3U\n#EXTINF:4,\na.ts\n', 'SourceFileError.ContentUnsupported'],
  ['streams without names', list('#EXT-X-STREAM-INF:BANDWIDTH=1'), 'SourceFileError.ContentMalformed'],
  [
    'SAMPLE-AES',
    list('#EXT-X-KEY:METHOD=SAMPLE-AES,URI="k"', '#EXTINF:1,', 'a'),
    'SourceFileError.ContentUnsupported',
  ],
  [
    'a licence',
    list('#EXT-X-KEY:METHOD=AES-128,URI="skd://k",KEYFORMAT="com.apple.streamingkeydelivery"', 'a'),
    'SourceFileError.ContentUnsupported',
  ],
  ['a key without an address', list('#EXT-X-KEY:METHOD=AES-128', 'a'), 'SourceFileError.ContentMalformed'],
  [
    'a vector that is none',
    list('#EXT-X-KEY:METHOD=AES-128,URI="k",IV=5', 'a'),
    'SourceFileError.ContentMalformed',
  ],
  ['a range that is none', list('#EXTINF:1,', '#EXT-X-BYTERANGE:x', 'a'), 'SourceFileError.ContentMalformed'],
  [
    'a hundred thousand segments',
    list(...Array.from({ length: 100_000 }, (_, n) => `${n}.ts`)),
    'SourceFileError.ContentUnsupported',
  ],
])('%s is refused', (_, text, code) => {
  expect(() => readPlaylist(text)).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code }) }) as JobFailure,
  );
});
