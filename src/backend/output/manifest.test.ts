import { expect, test } from 'vitest';
import { placeSegments } from './manifest.ts';
import { relativeUri } from './relativeUri.ts';

test.each([
  ['out/movie.m3u8', 'out/movie_0.ts', 'movie_0.ts'],
  ['out/movie.m3u8', 'out/parts/movie_0.ts', 'parts/movie_0.ts'],
  ['out/lists/movie.m3u8', 'out/parts/movie_0.ts', '../parts/movie_0.ts'],
  ['movie.m3u8', 'parts/movie_0.ts', 'parts/movie_0.ts'],
  ['a/b/c.m3u8', 'd.ts', '../../d.ts'],
  ['out/电影 1.m3u8', 'out/电影 1_0.ts', '%E7%94%B5%E5%BD%B1%201_0.ts'],
  ['out/a.m3u8', 'out/a:b?c#d%e.ts', 'a%3Ab%3Fc%23d%25e.ts'],
])('from %s to %s', (from, to, uri) => {
  expect(relativeUri(from, to)).toBe(uri);
  // What a player makes of it.
  const base = new URL(`http://host/${from.split('/').map(encodeURIComponent).join('/')}`);
  expect(decodeURIComponent(new URL(uri, base).pathname)).toBe(`/${to}`);
});

test('segments get their numbers and the manifest their names', () => {
  const text =
    '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10.0,\n000000.ts\n#EXTINF:2.5,\n000001.ts\n#EXT-X-ENDLIST\n';
  const number = { initial: 5, increment: 2, minLength: 3, placeholder: '0' };
  const placed = placeSegments(text, 'x/list.m3u8', { pattern: 'x/seg/{number}-{number}.ts', number });
  expect(placed.segments).toEqual([
    { file: '000000.ts', key: 'x/seg/005-005.ts' },
    { file: '000001.ts', key: 'x/seg/007-007.ts' },
  ]);
  expect(placed.text).toBe(
    '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10.0,\nseg/005-005.ts\n#EXTINF:2.5,\nseg/007-007.ts\n#EXT-X-ENDLIST\n',
  );
});

const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };

test('the initialization section of fragmented MP4 has a name of its own', () => {
  const text = '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:1.0,\n000000.m4s\n#EXTINF:1.0,\n000001.m4s\n';
  const segment = { pattern: 'x/s/a_{number}.m4s', number, type: 'fmp4', init: 'x/s/a_init.mp4' } as const;
  const placed = placeSegments(text, 'x/a.m3u8', segment);
  expect(placed.segments).toEqual([
    { file: 'init.mp4', key: 'x/s/a_init.mp4' },
    { file: '000000.m4s', key: 'x/s/a_0.m4s' },
    { file: '000001.m4s', key: 'x/s/a_1.m4s' },
  ]);
  expect(placed.text).toBe(
    '#EXTM3U\n#EXT-X-MAP:URI="s/a_init.mp4"\n#EXTINF:1.0,\ns/a_0.m4s\n#EXTINF:1.0,\ns/a_1.m4s\n',
  );
});

test('byte ranges are all of one file', () => {
  const text =
    '#EXTM3U\n#EXT-X-MAP:URI="all.mp4",BYTERANGE="800@0"\n#EXTINF:1.0,\n#EXT-X-BYTERANGE:10@800\nall.mp4\n' +
    '#EXTINF:1.0,\n#EXT-X-BYTERANGE:10@810\nall.mp4\n';
  const placed = placeSegments(text, 'a.m3u8', { pattern: 'a_{number}.mp4', number, type: 'fmp4-ranges' });
  expect(placed.segments).toEqual([{ file: 'all.mp4', key: 'a_0.mp4' }]);
  expect(placed.text).toBe(text.replaceAll('all.mp4', 'a_0.mp4'));
});
