// HLS master playlists (RFC 8216, 4.3.4, and its second edition for VIDEO-RANGE): what a player chooses from.
import { lines } from './mediaPlaylist.ts';

export interface ListedVariant {
  uri: string;
  /** Bits per second, sound of its own counted. */
  peak: number;
  average: number;
  /** RFC 6381; empty when one of them is unknown. */
  codecs: string[];
  video: { width: number; height: number; fps: number; range: 'SDR' | 'PQ' | 'HLG' } | null;
  /** Names of groups. */
  audio: string | null;
  subtitles: string | null;
}

export interface ListedRendition {
  type: 'AUDIO' | 'SUBTITLES';
  group: string;
  name: string;
  /** "" when unknown. */
  language: string;
  isDefault: boolean;
  /** 0 when unknown. */
  channels: number;
  uri: string;
}

/** The text of the playlist; variants are listed in the order given, the first one being what players begin with. */
export function masterPlaylistText(variants: ListedVariant[], renditions: ListedRendition[]): string {
  return lines([
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...renditions.map(renditionLine),
    ...variants.flatMap((variant) => [variantLine(variant), variant.uri]),
  ]);
}

function renditionLine({ type, group, name, language, isDefault, channels, uri }: ListedRendition): string {
  const attributes = [
    `TYPE=${type}`,
    `GROUP-ID="${group}"`,
    `NAME="${name}"`,
    ...(language ? [`LANGUAGE="${language}"`] : []),
    `DEFAULT=${isDefault ? 'YES' : 'NO'}`,
    'AUTOSELECT=YES',
    ...(type === 'SUBTITLES' ? ['FORCED=NO'] : []),
    ...(channels > 0 ? [`CHANNELS="${channels}"`] : []),
    `URI="${uri}"`,
  ];
  return `#EXT-X-MEDIA:${attributes.join(',')}`;
}

function variantLine({ peak, average, codecs, video, audio, subtitles }: ListedVariant): string {
  const attributes = [
    `BANDWIDTH=${peak}`,
    `AVERAGE-BANDWIDTH=${average}`,
    ...(codecs.length > 0 ? [`CODECS="${codecs.join(',')}"`] : []),
    ...(video ? [`RESOLUTION=${video.width}x${video.height}`, `FRAME-RATE=${video.fps.toFixed(3)}`] : []),
    ...(video ? [`VIDEO-RANGE=${video.range}`] : []),
    ...(audio ? [`AUDIO="${audio}"`] : []),
    ...(subtitles ? [`SUBTITLES="${subtitles}"`] : []),
  ];
  return `#EXT-X-STREAM-INF:${attributes.join(',')}`;
}
