// HLS manifests (RFC 8216): from ffmpeg's neutral segment names to the names that the job asks for.
import { type MediaOutput, segmentKey } from '../../contract/media.ts';
import { relativeUri } from './relativeUri.ts';

export interface PlacedManifest {
  /** The manifest with the final names. */
  text: string;
  /** ffmpeg's file names and the keys they go to, in order. */
  segments: { file: string; key: string }[];
}

/** Gives the segments of ffmpeg's manifest their keys and rewrites its URIs relative to the manifest's own key. */
export function placeSegments(
  text: string,
  main: string,
  segment: NonNullable<MediaOutput['segment']>,
): PlacedManifest {
  const segments: PlacedManifest['segments'] = [];
  const lines = text.split(/\r?\n/).map((line) => {
    if (line === '' || line.startsWith('#')) return line;
    const key = segmentKey(segment, segments.length);
    segments.push({ file: line, key });
    return relativeUri(main, key);
  });
  return { text: lines.join('\n'), segments };
}
