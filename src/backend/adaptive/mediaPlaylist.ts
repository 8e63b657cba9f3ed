// HLS media playlists (RFC 8216, 4.3.3): the segments of one sub stream.

/** Bytes of a file. */
export interface ByteRange {
  offset: number;
  length: number;
}

export interface ListedSegment {
  uri: string;
  /** Seconds. */
  duration: number;
  range: ByteRange | null;
}

export interface MediaPlaylist {
  segments: ListedSegment[];
  /** Where the initialization section is, of fragmented MP4. */
  map: { uri: string; range: ByteRange | null } | null;
  /** The key of all segments; without a vector each segment's is its number. */
  key: { uri: string; vector: string | undefined } | null;
}

/** The text of the playlist of a whole presentation. */
export function mediaPlaylistText({ segments, map, key }: MediaPlaylist): string {
  const ranges = segments.some(({ range }) => range !== null);
  const target = Math.max(1, ...segments.map(({ duration }) => Math.round(duration)));
  return lines([
    '#EXTM3U',
    `#EXT-X-VERSION:${map ? 7 : ranges ? 4 : 3}`,
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    // Before the key, so that it is not encrypted itself.
    ...(map ? [`#EXT-X-MAP:URI="${map.uri}"${map.range ? `,BYTERANGE="${rangeText(map.range)}"` : ''}`] : []),
    ...(key ? [`#EXT-X-KEY:METHOD=AES-128,URI="${key.uri}"${key.vector ? `,IV=0x${key.vector}` : ''}`] : []),
    ...segments.flatMap(({ uri, duration, range }) => [
      `#EXTINF:${duration.toFixed(6)},`,
      ...(range ? [`#EXT-X-BYTERANGE:${rangeText(range)}`] : []),
      uri,
    ]),
    '#EXT-X-ENDLIST',
  ]);
}

/** What a playlist of ffmpeg's HLS muxer lists, its file names as URIs. */
export function readMediaPlaylist(text: string): Pick<MediaPlaylist, 'segments' | 'map'> {
  const segments: ListedSegment[] = [];
  let map: MediaPlaylist['map'] = null;
  let duration = 0;
  let range: ByteRange | null = null;
  for (const line of text.split(/\r?\n/)) {
    const [, uri, mapRange] = /^#EXT-X-MAP:URI="([^"]*)"(?:,BYTERANGE="([^"]*)")?/.exec(line) ?? [];
    if (uri !== undefined) map = { uri, range: mapRange ? readRange(mapRange) : null };
    else if (line.startsWith('#EXTINF:')) duration = Number.parseFloat(line.slice('#EXTINF:'.length));
    else if (line.startsWith('#EXT-X-BYTERANGE:')) range = readRange(line.slice('#EXT-X-BYTERANGE:'.length));
    else if (line !== '' && !line.startsWith('#')) {
      segments.push({ uri: line, duration, range });
      range = null;
    }
  }
  return { segments, map };
}

export function lines(all: string[]): string {
  return `${all.join('\n')}\n`;
}

function rangeText({ offset, length }: ByteRange): string {
  return `${length}@${offset}`;
}

function readRange(text: string): ByteRange {
  const [length = 0, offset = 0] = text.split('@').map(Number);
  return { offset, length };
}
