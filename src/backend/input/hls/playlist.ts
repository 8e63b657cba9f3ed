// Reads HLS playlists that others wrote (RFC 8216): what of them is needed to fetch a presentation.
import { JobFailure } from '../../jobFailure.ts';

export interface ByteRange {
  offset: number;
  length: number;
}

/** Where bytes are: a URI as the playlist has it, and which of them. */
export interface Reference {
  uri: string;
  /** null = all. */
  range: ByteRange | null;
}

/** Of AES-128; `iv` has 32 hexadecimal digits, null = the segment's sequence number. */
export interface Key {
  uri: string;
  iv: string | null;
}

export interface Segment extends Reference {
  /** Seconds. */
  duration: number;
  /** Its media sequence number. */
  sequence: number;
  key: Key | null;
  /** What it begins with, of fragmented MP4, and the key that this is encrypted with. */
  map: (Reference & { key: Key | null }) | null;
  /** Its times do not go on from the segment before. */
  discontinuity: boolean;
}

export interface MediaPlaylist {
  kind: 'media';
  segments: Segment[];
}

export interface Variant {
  uri: string;
  /** Bits per second. */
  bandwidth: number;
  /** Pixels, 0 when it does not say. */
  pixels: number;
  /** Group of sound of its own, "" when there is none. */
  audio: string;
}

export interface MasterPlaylist {
  kind: 'master';
  variants: Variant[];
  /** Sound that has a playlist of its own. */
  audio: { group: string; uri: string; isDefault: boolean }[];
}

/** Segments of one presentation at most: a day in pieces of four seconds. */
const MAX_SEGMENTS = 21_600;

/** Whether a text is a playlist at all (RFC 8216, 4.3.1.1). */
export function isPlaylist(text: string): boolean {
  return /^(\uFEFF)?#EXTM3U(\s|$)/.test(text);
}

/**
 * What a playlist says.
 * @throws JobFailure ContentMalformed for what is no playlist or has nothing in it, ContentUnsupported for live ones,
 * other encryption than AES-128, and too many segments
 */
export function readPlaylist(text: string): MediaPlaylist | MasterPlaylist {
  if (!isPlaylist(text)) throw malformed('The source is not an HLS playlist.');
  const lines = text.split(/\r?\n|\r/).map((line) => line.trim());
  return lines.some((line) => line.startsWith('#EXT-X-STREAM-INF:')) ? master(lines) : media(lines);
}

/** The variant with the largest picture, of those the one with the most bits. */
export function bestVariant({ variants }: MasterPlaylist): Variant {
  const [best] = [...variants].sort((a, b) => b.pixels - a.pixels || b.bandwidth - a.bandwidth);
  if (!best) throw malformed('The playlist names no streams.');
  return best;
}

/** The playlist of the sound that belongs to a variant: the default one; null when its sound is beside its picture. */
export function soundOf({ audio }: MasterPlaylist, variant: Variant): string | null {
  const group = audio.filter((one) => variant.audio !== '' && one.group === variant.audio);
  return (group.find(({ isDefault }) => isDefault) ?? group[0])?.uri ?? null;
}

function master(lines: string[]): MasterPlaylist {
  const variants: Variant[] = [];
  const audio: MasterPlaylist['audio'] = [];
  let next: Omit<Variant, 'uri'> | null = null;
  for (const line of lines) {
    if (line.startsWith('#EXT-X-MEDIA:')) {
      const { TYPE, URI, 'GROUP-ID': group = '', DEFAULT } = attributes(line);
      if (TYPE === 'AUDIO' && URI) audio.push({ group, uri: URI, isDefault: DEFAULT === 'YES' });
    } else if (line.startsWith('#EXT-X-STREAM-INF:')) {
      const { BANDWIDTH, RESOLUTION = '', AUDIO = '' } = attributes(line);
      const [width = 0, height = 0] = RESOLUTION.split(/x/i).map(Number);
      next = { bandwidth: Number(BANDWIDTH) || 0, pixels: width * height || 0, audio: AUDIO };
    } else if (line !== '' && !line.startsWith('#') && next) {
      variants.push({ ...next, uri: line });
      next = null;
    }
  }
  if (variants.length === 0) throw malformed('The playlist names no streams.');
  return { kind: 'master', variants, audio };
}

function media(lines: string[]): MediaPlaylist {
  if (!lines.includes('#EXT-X-ENDLIST') && !lines.includes('#EXT-X-PLAYLIST-TYPE:VOD')) {
    throw unsupported('The source is a live stream: its playlist has no end.');
  }
  const segments: Segment[] = [];
  let sequence = 0;
  let duration = 0;
  let range: string | null = null;
  let key: Key | null = null;
  let map: Segment['map'] = null;
  let discontinuity = false;
  for (const line of lines) {
    const value = line.slice(line.indexOf(':') + 1);
    if (line.startsWith('#EXT-X-MEDIA-SEQUENCE:')) sequence = Number.parseInt(value, 10) || 0;
    else if (line.startsWith('#EXTINF:')) duration = Number.parseFloat(value) || 0;
    else if (line.startsWith('#EXT-X-BYTERANGE:')) range = value;
    else if (line.startsWith('#EXT-X-DISCONTINUITY') && !line.includes(':')) discontinuity = true;
    else if (line.startsWith('#EXT-X-KEY:')) key = keyOf(attributes(line));
    else if (line.startsWith('#EXT-X-MAP:')) {
      const { URI, BYTERANGE } = attributes(line);
      if (!URI) throw malformed('The playlist has an initialization section without an address.');
      map = { uri: URI, range: BYTERANGE === undefined ? null : rangeOf(BYTERANGE, null), key };
    } else if (line !== '' && !line.startsWith('#')) {
      if (segments.length === MAX_SEGMENTS) {
        throw unsupported(`The playlist has more than ${MAX_SEGMENTS} segments.`);
      }
      // A range without an offset goes on where the one before it ended.
      const last = segments.at(-1);
      const before = last?.uri === line ? last.range : null;
      segments.push({
        ...{ uri: line, duration, sequence: sequence + segments.length, key, map, discontinuity },
        range: range === null ? null : rangeOf(range, before),
      });
      range = null;
      discontinuity = false;
    }
  }
  if (segments.length === 0) throw malformed('The playlist has no segments.');
  return { kind: 'media', segments };
}

function keyOf({ METHOD, URI, IV, KEYFORMAT = 'identity' }: Record<string, string>): Key | null {
  if (METHOD === 'NONE') return null;
  if (METHOD !== 'AES-128' || KEYFORMAT !== 'identity') {
    throw unsupported(
      `The source is encrypted in a way that is not supported (${(METHOD ?? '').slice(0, 40)}).`,
    );
  }
  if (!URI) throw malformed('The playlist has a key without an address.');
  if (IV === undefined) return { uri: URI, iv: null };
  const [, digits = ''] = /^0x([0-9a-f]{1,32})$/i.exec(IV) ?? [];
  if (digits === '') throw malformed('The playlist has a key with a vector that is none.');
  return { uri: URI, iv: digits.padStart(32, '0') };
}

function rangeOf(text: string, before: ByteRange | null): ByteRange {
  const [, length, offset] = /^(\d+)(?:@(\d+))?$/.exec(text) ?? [];
  if (length === undefined) throw malformed('The playlist has a byte range that is none.');
  return {
    length: Number(length),
    offset: offset === undefined ? (before ? before.offset + before.length : 0) : Number(offset),
  };
}

/** Attributes of a tag (RFC 8216, 4.2), quotes taken off. */
function attributes(line: string): Record<string, string> {
  const list = line.slice(line.indexOf(':') + 1);
  return Object.fromEntries(
    [...list.matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^,]*))/g)].map(([, name, quoted, plain]) => [
      name ?? '',
      quoted ?? plain ?? '',
    ]),
  );
}

function malformed(message: string): JobFailure {
  return new JobFailure({ code: 'SourceFileError.ContentMalformed', message });
}

export function unsupported(message: string): JobFailure {
  return new JobFailure({ code: 'SourceFileError.ContentUnsupported', message });
}
