// HLS manifests (RFC 8216): from ffmpeg's neutral segment names to the names that the job asks for.
import { type MediaOutput, segmentKey } from '../../contract/media.ts';
import { relativeUri } from './relativeUri.ts';

export interface PlacedManifest {
  /** The manifest with the final names. */
  text: string;
  /** ffmpeg's file names and the keys they go to, in order; the initialization section is the first. */
  segments: { file: string; key: string }[];
}

const MAP = /^#EXT-X-MAP:URI="([^"]*)"/;

/**
 * Gives the files of ffmpeg's manifest their keys and rewrites its URIs relative to the manifest's own key. Byte
 * ranges of one file all go to the first segment's key.
 */
export function placeSegments(
  text: string,
  main: string,
  segment: NonNullable<MediaOutput['segment']>,
): PlacedManifest {
  const keys = new Map<string, string>();
  let numbered = 0;
  const place = (file: string, init: boolean) => {
    const known = keys.get(file);
    const key = known ?? (init && segment.init ? segment.init : segmentKey(segment, numbered++));
    keys.set(file, key);
    return relativeUri(main, key);
  };
  const lines = text.split(/\r?\n/).map((line) => {
    const map = MAP.exec(line)?.[1];
    if (map !== undefined) return line.replace(MAP, () => `#EXT-X-MAP:URI="${place(map, true)}"`);
    return line === '' || line.startsWith('#') ? line : place(line, false);
  });
  return { text: lines.join('\n'), segments: [...keys].map(([file, key]) => ({ file, key })) };
}
