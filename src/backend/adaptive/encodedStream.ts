// A sub stream as ffmpeg wrote it: its segments, and what is in them.
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AudioStreamFacts, VideoStreamFacts } from '../../contract/facts.ts';
import type { LadderOutput } from '../../contract/ladder.ts';
import { ladderFiles } from '../ffmpeg/adaptiveCommand.ts';
import { mediaFacts } from '../ffmpeg/facts.ts';
import type { SubStream } from '../ffmpeg/ladder.ts';
import { countPackets } from '../ffmpeg/packets.ts';
import { probeOutput } from '../ffmpeg/probe.ts';
import { union } from '../ffmpeg/span.ts';
import { correctDurations } from '../output/segmentTimes.ts';
import { type ByteRange, readMediaPlaylist } from './mediaPlaylist.ts';

/** Bytes of a local file. */
export interface FilePart extends ByteRange {
  path: string;
}

export interface EncodedSegment extends FilePart {
  /** Seconds. */
  duration: number;
}

export interface EncodedStream {
  /** {subStreamNumber} */
  number: number;
  stream: SubStream;
  segments: EncodedSegment[];
  /** Of fragmented MP4. */
  init: FilePart | null;
  video: VideoStreamFacts | null;
  audio: AudioStreamFacts | null;
}

/** Reads what lies in `folder` of the sub stream `number`. @throws JobFailure ContentMalformed, the signal's reason */
export async function encodedStream(
  ffprobe: string,
  folder: string,
  type: LadderOutput['segments'],
  number: number,
  stream: SubStream,
  signal: AbortSignal,
): Promise<EncodedStream> {
  const file = join(folder, ladderFiles(type, number).playlist);
  const facts = mediaFacts(await probeOutput(ffprobe, file, signal), 0);
  const text = await readFile(file, 'utf8');
  const { segments, map } = readMediaPlaylist(
    // ffmpeg's muxer counts by the picture alone, and sound may go on after it.
    stream.video && stream.sound ? await withTail(ffprobe, file, text, signal) : text,
  );
  const part = async (uri: string, range: ByteRange | null): Promise<FilePart> => {
    const path = join(folder, uri);
    return { path, ...(range ?? { offset: 0, length: (await stat(path)).size }) };
  };
  const parts: EncodedSegment[] = [];
  for (const { uri, range, duration } of segments) parts.push({ ...(await part(uri, range)), duration });
  return {
    ...{ number, stream, segments: parts },
    init: map && (await part(map.uri, map.range)),
    video: facts.video[0] ?? null,
    audio: facts.audio[0] ?? null,
  };
}

/** Seconds of all segments. */
export function streamDuration({ segments }: Pick<EncodedStream, 'segments'>): number {
  return segments.reduce((sum, { duration }) => sum + duration, 0);
}

/** The bytes of a part. */
export async function readPart({ path, offset, length }: FilePart): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function withTail(ffprobe: string, file: string, text: string, signal: AbortSignal): Promise<string> {
  const counted = await countPackets(ffprobe, file, signal);
  const probed = await probeOutput(ffprobe, file, signal);
  const picture = probed.streams.find(({ codec_type }) => codec_type === 'video');
  const spans = [...counted.values()].flatMap(({ span }) => (span ? [span] : []));
  return correctDurations(text, (picture && counted.get(picture.index)?.span) ?? null, union(spans));
}
