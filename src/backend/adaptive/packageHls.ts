// The sub streams of a ladder as HLS: segments, a playlist for each sub stream, and one that names them all.
import { createCipheriv } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LadderOutput, ladderSegmentKey, ofSubStream } from '../../contract/ladder.ts';
import type { Ladder } from '../ffmpeg/ladder.ts';
import { averageBitrate, peakBitrate, type SegmentSize } from '../output/bitrates.ts';
import { type LocalFile, localFile } from '../output/outputFiles.ts';
import { relativeUri } from '../output/relativeUri.ts';
import { type EncodedSegment, type EncodedStream, readPart } from './encodedStream.ts';
import { type ListedRendition, type ListedVariant, masterPlaylistText } from './masterPlaylist.ts';
import { type MediaPlaylist, mediaPlaylistText } from './mediaPlaylist.ts';
import { languageTag, trackNames } from './names.ts';
import type { SubtitleTrack } from './subtitles.ts';

/** All files in the order in which they must appear: segments, their playlists, the one that names those. */
export async function packageHls(
  output: LadderOutput,
  ladder: Ladder,
  encoded: EncodedStream[],
  subtitles: SubtitleTrack[],
  folder: string,
): Promise<LocalFile[]> {
  const segments: LocalFile[] = [];
  const playlists: LocalFile[] = [];
  const add = async (number: number, playlist: MediaPlaylist) => {
    const path = join(folder, `${number}.final.m3u8`);
    await writeFile(path, mediaPlaylistText(playlist));
    playlists.push(await localFile(path, ofSubStream(output.subStream, number)));
  };
  for (const stream of encoded) {
    segments.push(...(await segmentFiles(output, stream)));
    await add(stream.number, playlistOf(output, stream));
  }
  for (const { number, segments: texts } of subtitles) {
    const key = ofSubStream(output.subStream, number);
    for (const { path, key } of texts) segments.push(await localFile(path, key));
    const listed = texts.map(({ key: to, duration }) => ({
      uri: relativeUri(key, to),
      duration,
      range: null,
    }));
    await add(number, { segments: listed, map: null, key: null });
  }
  const main = join(folder, 'main.final.m3u8');
  await writeFile(main, masterOf(output, ladder, encoded, subtitles));
  return [...segments, ...playlists, await localFile(main, output.main)];
}

/** Where the n-th segment of a sub stream goes; of byte ranges all are in the first. */
function keyOf({ segments, segment }: LadderOutput, number: number, n: number): string {
  return ladderSegmentKey(segment, number, segments.endsWith('-ranges') ? 0 : n);
}

async function segmentFiles(
  output: LadderOutput,
  { number, segments, init }: EncodedStream,
): Promise<LocalFile[]> {
  const [first] = segments;
  if (output.segments.endsWith('-ranges'))
    return first ? [await localFile(first.path, keyOf(output, number, 0))] : [];
  const files: LocalFile[] = init ? [await localFile(init.path, ofSubStream(output.init, number))] : [];
  for (const [n, segment] of segments.entries()) {
    const path = output.encryption ? await encrypted(segment, output.encryption, n) : segment.path;
    files.push(await localFile(path, keyOf(output, number, n)));
  }
  return files;
}

/** The segment encrypted whole with AES-128 in CBC mode; without a vector, its number is one (RFC 8216, 5.2). */
async function encrypted(
  segment: EncodedSegment,
  { key, vector }: NonNullable<LadderOutput['encryption']>,
  n: number,
): Promise<string> {
  const iv = Buffer.from(vector ?? n.toString(16).padStart(32, '0'), 'hex');
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(key, 'hex'), iv);
  await writeFile(segment.path, Buffer.concat([cipher.update(await readPart(segment)), cipher.final()]));
  return segment.path;
}

function playlistOf(output: LadderOutput, { number, segments, init }: EncodedStream): MediaPlaylist {
  const key = ofSubStream(output.subStream, number);
  const ranges = output.segments.endsWith('-ranges');
  const { encryption } = output;
  return {
    segments: segments.map(({ duration, offset, length }, n) => ({
      uri: relativeUri(key, keyOf(output, number, n)),
      duration,
      range: ranges ? { offset, length } : null,
    })),
    map: init && {
      uri: relativeUri(key, ranges ? keyOf(output, number, 0) : ofSubStream(output.init, number)),
      range: ranges ? { offset: init.offset, length: init.length } : null,
    },
    key: encryption ? { uri: encryption.uri, vector: encryption.vector } : null,
  };
}

function masterOf(
  output: LadderOutput,
  ladder: Ladder,
  encoded: EncodedStream[],
  subtitles: SubtitleTrack[],
): string {
  const groups = [
    ...new Set(ladder.variants.flatMap(({ sounds }) => (sounds.length > 0 ? [sounds.join()] : []))),
  ];
  const uriOf = (number: number) => relativeUri(output.main, ofSubStream(output.subStream, number));
  // Encrypted segments are filled up to a whole number of blocks.
  const bytes = (length: number) => (output.encryption ? length - (length % 16) + 16 : length);
  const sizes = ({ segments }: EncodedStream): SegmentSize[] =>
    segments.map(({ length, duration }) => ({ bytes: bytes(length), duration }));
  const streamsOf = (numbers: number[]) => numbers.flatMap((number) => encoded[number] ?? []);
  const variants = ladder.variants.flatMap(({ stream: number, sounds }): ListedVariant[] => {
    const stream = encoded[number];
    if (!stream) return [];
    const beside = streamsOf(sounds.filter((sound) => sound !== number));
    const { video, audio } = stream;
    const codecs = [video?.codecs, audio?.codecs, ...beside.map((one) => one.audio?.codecs)].flatMap(
      (codec) => (codec === undefined ? [] : [codec]),
    );
    return [
      {
        uri: uriOf(number),
        peak: peakOf(sizes(stream)) + Math.max(0, ...beside.map((one) => peakOf(sizes(one)))),
        average:
          averageBitrate(sizes(stream)) + Math.max(0, ...beside.map((one) => averageBitrate(sizes(one)))),
        codecs: codecs.includes('') ? [] : [...new Set(codecs)],
        video: video && {
          ...{ width: video.width, height: video.height, fps: ladder.fps },
          range: RANGES[video.hdr] ?? 'SDR',
        },
        audio: sounds.length > 0 ? `audio-${groups.indexOf(sounds.join())}` : null,
        subtitles: subtitles.length > 0 ? 'subtitles' : null,
      },
    ];
  });
  const renditions = groups.flatMap((group, n): ListedRendition[] => {
    const streams = streamsOf(group.split(',').map(Number));
    return listed(
      'AUDIO',
      `audio-${n}`,
      streams.map(({ number, stream: { sound }, audio }) => ({
        ...{ name: sound?.name ?? '', language: sound?.language ?? '', isDefault: sound?.isDefault ?? false },
        ...{ channels: audio?.channels ?? 0, uri: uriOf(number) },
      })),
      0,
    );
  });
  const texts = subtitles.map((track) => ({ ...track, channels: 0, uri: uriOf(track.number) }));
  return masterPlaylistText(variants, [...renditions, ...listed('SUBTITLES', 'subtitles', texts, null)]);
}

const RANGES: Record<string, 'PQ' | 'HLG'> = { HDR10: 'PQ', DOLBY_VISION: 'PQ', HLG: 'HLG' };

/** Renditions of one group; where none is the default, the one at `otherwise` is. */
function listed(
  type: ListedRendition['type'],
  group: string,
  tracks: Pick<ListedRendition, 'name' | 'language' | 'isDefault' | 'channels' | 'uri'>[],
  otherwise: number | null,
): ListedRendition[] {
  const names = trackNames(tracks);
  const told = tracks.findIndex(({ isDefault }) => isDefault);
  const main = told >= 0 ? told : otherwise;
  return tracks.map(({ language, channels, uri }, n) => ({
    ...{ type, group, channels, uri, name: names[n] ?? '', language: languageTag(language) },
    isDefault: n === main,
  }));
}

function peakOf(segments: SegmentSize[]): number {
  return peakBitrate(segments, Math.max(1, ...segments.map(({ duration }) => Math.round(duration))));
}
