// The sub streams of a ladder as MPEG-DASH: fragmented MP4 of one track each, and a manifest.
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type LadderOutput, ladderSegmentKey, ofSubStream, subtitlePattern } from '../../contract/ladder.ts';
import type { Ladder } from '../ffmpeg/ladder.ts';
import { rational } from '../ffmpeg/picture.ts';
import { peakBitrate } from '../output/bitrates.ts';
import { type LocalFile, localFile } from '../output/outputFiles.ts';
import { relativeUri } from '../output/relativeUri.ts';
import { type EncodedStream, type FilePart, readPart, streamDuration } from './encodedStream.ts';
import { type Fragment, fragmentOf, segmentIndex, type Track, trackOf } from './fragments.ts';
import { type AdaptationSet, mpdText, type Representation } from './mpd.ts';
import { languageTag, trackNames } from './names.ts';
import type { SubtitleTrack } from './subtitles.ts';

/** All files in the order in which they must appear, the manifest last. */
export async function packageDash(
  output: LadderOutput,
  ladder: Ladder,
  encoded: EncodedStream[],
  subtitles: SubtitleTrack[],
  folder: string,
): Promise<LocalFile[]> {
  const files: LocalFile[] = [];
  const made: { stream: EncodedStream; representation: Representation }[] = [];
  for (const stream of encoded) {
    const track = await trackIn(stream);
    const packed =
      output.segments === 'fmp4'
        ? await asSegments(output, stream, track)
        : await asFile(output, stream, track, folder);
    files.push(...packed.files);
    made.push({ stream, representation: representationOf(stream, ladder, packed.media) });
  }
  const texts = [];
  const names = trackNames(subtitles);
  for (const [n, { number, whole, language, isDefault }] of subtitles.entries()) {
    const key = ofSubStream(subtitlePattern(output.subStream), number);
    const file = await localFile(whole, key);
    files.push(file);
    texts.push({
      ...{ id: String(number), uri: relativeUri(output.main, key), language: languageTag(language) },
      ...{ label: names[n] ?? '', isMain: isDefault, bandwidth: 1000 },
    });
  }
  const manifest = join(folder, 'main.final.mpd');
  await writeFile(
    manifest,
    mpdText({
      duration: Math.max(...encoded.map(streamDuration)),
      segmentSeconds: Math.max(
        ...encoded.flatMap(({ segments }) => segments.map(({ duration }) => duration)),
      ),
      sets: adaptationSets(made),
      texts,
    }),
  );
  return [...files, await localFile(manifest, output.main)];
}

interface Packed {
  files: LocalFile[];
  media: Representation['media'];
}

async function trackIn({ init }: EncodedStream): Promise<Track> {
  if (!init) throw new Error('a sub stream of MPEG-DASH without an initialization section');
  return trackOf(await readPart(init));
}

async function asSegments(output: LadderOutput, stream: EncodedStream, track: Track): Promise<Packed> {
  const { number, segments, init } = stream;
  const initKey = ofSubStream(output.init, number);
  const files = init ? [await localFile(init.path, initKey)] : [];
  const times: Fragment[] = [];
  for (const [n, segment] of segments.entries()) {
    times.push((await fragmentIn(segment, track)).fragment);
    files.push(await localFile(segment.path, ladderSegmentKey(output.segment, number, n)));
  }
  const template = relativeUri(output.main, ofSubStream(output.segment, number));
  return {
    files,
    media: {
      ...{ kind: 'segments', timescale: track.timescale, times, init: relativeUri(output.main, initKey) },
      template: template.replaceAll('%7BsegmentNumber%7D', '$Number$'),
    },
  };
}

/** One file of initialization section, index and fragments. */
async function asFile(
  output: LadderOutput,
  stream: EncodedStream,
  track: Track,
  folder: string,
): Promise<Packed> {
  const { number, segments, init } = stream;
  const key = ofSubStream(output.subStream, number);
  const path = join(folder, `${number}.final.mp4`);
  const fragments = [];
  for (const segment of segments) fragments.push(await fragmentIn(segment, track));
  const index = segmentIndex(
    track,
    fragments.map(({ fragment, parts }) => ({
      ...fragment,
      bytes: parts.reduce((sum, part) => sum + part.length, 0),
    })),
  );
  await writeFile(path, init ? await readPart(init) : '');
  const initBytes = (await stat(path)).size;
  await writeFile(path, index, { flag: 'a' });
  for (const { parts } of fragments) {
    for (const part of parts) await append(part, path);
  }
  return {
    files: [await localFile(path, key)],
    media: { kind: 'file', uri: relativeUri(output.main, key), initBytes, indexBytes: index.length },
  };
}

async function append({ path, offset, length }: FilePart, to: string): Promise<void> {
  const bytes = createReadStream(path, { start: offset, end: offset + length - 1 });
  await pipeline(bytes, createWriteStream(to, { flags: 'a' }));
}

/** Times of a segment, and the parts of its file that hold samples: indexes that ffmpeg wrote into it are left out. */
async function fragmentIn(
  segment: FilePart,
  track: Track,
): Promise<{ fragment: Fragment; parts: FilePart[] }> {
  const handle = await open(segment.path);
  try {
    const boxes = await boxesOf(handle, segment);
    const moofs: Buffer[] = [];
    for (const { type, offset, length } of boxes) {
      if (type === 'moof') moofs.push((await handle.read(Buffer.alloc(length), 0, length, offset)).buffer);
    }
    const parts = boxes.filter(({ type }) => type === 'moof' || type === 'mdat');
    return {
      fragment: fragmentOf(Buffer.concat(moofs), track),
      parts: parts.map(({ offset, length }) => ({ path: segment.path, offset, length })),
    };
  } finally {
    await handle.close();
  }
}

/** Type and place of each box of a part of a file, without reading what is in it. */
async function boxesOf(handle: FileHandle, { offset: start, length: whole }: FilePart) {
  const boxes: { type: string; offset: number; length: number }[] = [];
  const header = Buffer.alloc(16);
  for (let offset = start; offset < start + whole; ) {
    await handle.read(header, 0, 16, offset);
    const short = header.readUInt32BE(0);
    const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short;
    if (length < 8) throw new Error('a damaged segment');
    boxes.push({ type: header.toString('latin1', 4, 8), offset, length });
    offset += length;
  }
  return boxes;
}

function representationOf(
  { number, segments, video, audio }: EncodedStream,
  { fps }: Ladder,
  media: Representation['media'],
): Representation {
  const sizes = segments.map(({ length, duration }) => ({ bytes: length, duration }));
  return {
    ...{ id: String(number), codecs: video?.codecs ?? audio?.codecs ?? '', media },
    bandwidth: peakBitrate(sizes, Math.max(1, ...segments.map(({ duration }) => Math.round(duration)))),
    video: video && { width: video.width, height: video.height, frameRate: frameRate(fps) },
    audio: video || !audio ? null : { sampleRate: audio.sampleRate, channels: audio.channels },
  };
}

function frameRate(fps: number): string {
  const text = rational(fps);
  return text.includes('.') ? `${Math.round(fps * 1000)}/1000` : text;
}

/** Players switch within a set only: pictures of one codec, or one sound at several bit rates. */
function adaptationSets(made: { stream: EncodedStream; representation: Representation }[]): AdaptationSet[] {
  const sets = new Map<string, typeof made>();
  for (const one of made) {
    const { sound } = one.stream.stream;
    const [codec] = one.representation.codecs.split('.');
    const key = JSON.stringify([codec, sound && [sound.source.index, sound.name, sound.language]]);
    sets.set(key, [...(sets.get(key) ?? []), one]);
  }
  const members = [...sets.values()];
  const sounds = members.map(([first]) => first?.stream.stream.sound ?? null);
  const main = sounds.find((sound) => sound?.isDefault) ?? sounds.find((sound) => sound !== null);
  return members.map((all, n) => {
    const sound = sounds[n];
    return {
      contentType: sound ? 'audio' : 'video',
      language: languageTag(sound?.language ?? ''),
      label: sound?.name ?? '',
      isMain: sound !== null && sound === main,
      representations: all.map(({ representation }) => representation),
    };
  });
}
