// Whether what ffmpeg wrote is what was asked for, and the facts of it.
import type { MediaFacts } from '../contract/facts.ts';
import type { MediaOutput } from '../contract/media.ts';
import type { MediaOutputFacts } from '../contract/report.ts';
import { clipOf, clippedDuration } from './ffmpeg/clip.ts';
import { mainFile, type Rendition, type WrittenOutput } from './ffmpeg/command.ts';
import { announcesDuration } from './ffmpeg/demuxers.ts';
import { mediaFacts, type PacketTotals } from './ffmpeg/facts.ts';
import { endsSeconds, joinedTracks } from './ffmpeg/headTail.ts';
import { countPackets } from './ffmpeg/packets.ts';
import { outputFps } from './ffmpeg/picture.ts';
import { probeOutput } from './ffmpeg/probe.ts';
import type { Source } from './ffmpeg/source.ts';
import { union } from './ffmpeg/span.ts';
import { usedStreams } from './ffmpeg/streams.ts';
import { JobFailure } from './jobFailure.ts';
import type { LocalFile } from './output/outputFiles.ts';

/** An output shorter than this part of the source, and by more than half a second, shows a damaged source. */
const LEAST_PART = 0.9;
const LEAST_MISSING_SECONDS = 0.5;

/** What the packets of an output say; undefined where its container says all. */
export async function countedPackets(
  ffprobe: string,
  rendition: WrittenOutput,
  signal: AbortSignal,
): Promise<PacketTotals | undefined> {
  return needsCounting(rendition) ? countPackets(ffprobe, mainFile(rendition), signal) : undefined;
}

/**
 * Facts of an output whose files are `files` and whose packets are `counted`.
 * @throws JobFailure ContentMalformed when it can't be read, lacks a stream, or ends far before the source should
 */
export async function checkedFacts(
  ffprobe: string,
  rendition: Rendition,
  files: LocalFile[],
  counted: PacketTotals | undefined,
  source: Source,
  signal: AbortSignal,
): Promise<MediaOutputFacts> {
  const media = await writtenFacts(ffprobe, rendition, files, counted, signal);
  const used = usedStreams(rendition.output, source);
  const own = [...used.audio, ...(rendition.added ?? []).map((track) => track.source)];
  const tracks = rendition.output.audio ? joinedTracks(own, rendition.ends).length : 0;
  if ((used.video && !media.video[0]) || media.audio.length < tracks) throw malformed();
  if (announcesDuration(source.facts.container)) checkLength(media, expectedDuration(rendition, source));
  return { kind: 'media', media, md5: files.at(-1)?.md5 ?? '', files: files.length };
}

/**
 * Facts of an output that was made of parts: `streams` are those that it should have, `expected` its seconds.
 * @throws JobFailure ContentMalformed as checkedFacts does
 */
export async function measuredFacts(
  ffprobe: string,
  written: WrittenOutput,
  files: LocalFile[],
  streams: { video: boolean; audio: boolean },
  expected: number,
  signal: AbortSignal,
): Promise<MediaOutputFacts> {
  const counted = await countedPackets(ffprobe, written, signal);
  const media = await writtenFacts(ffprobe, written, files, counted, signal);
  if ((streams.video && !media.video[0]) || (streams.audio && !media.audio[0])) throw malformed();
  checkLength(media, expected);
  return { kind: 'media', media, md5: files.at(-1)?.md5 ?? '', files: files.length };
}

async function writtenFacts(
  ffprobe: string,
  written: WrittenOutput,
  files: LocalFile[],
  counted: PacketTotals | undefined,
  signal: AbortSignal,
): Promise<MediaFacts> {
  const probed = await probeOutput(ffprobe, mainFile(written), signal).catch((error: unknown) => {
    throw error instanceof JobFailure && !error.retry ? malformed() : error;
  });
  const size = files.reduce((sum, one) => sum + one.size, 0);
  const media = mediaFacts(probed, size, counted);
  if (media.duration <= 0) throw malformed();
  return media;
}

/**
 * Seconds that the output should have: from the first start to the last end of the streams that it takes, or what its
 * part has of that, with what comes before and after it; 0 when unknown.
 */
export function expectedDuration({ output, ends }: Rendition, source: Source): number {
  const { facts } = source;
  if (output.chunk) return chunkSeconds(output, source);
  const used = usedStreams(output, source);
  const spans = [...(used.video ? [used.video] : []), ...used.audio].map(
    ({ index }) => source.spans.get(index) ?? { start: 0, end: facts.duration },
  );
  // What is copied can't be filled up, and MXF ends where its first track does.
  const isCut = output.container === 'mxf' && [output.video?.codec, output.audio?.codec].includes('copy');
  const end = isCut ? Math.min(...spans.map((span) => span.end)) : Number.POSITIVE_INFINITY;
  const whole = union(spans) ?? { start: 0, end: 0 };
  const own = clippedDuration(clipOf(output, source), { ...whole, end: Math.min(whole.end, end) });
  return own > 0 ? own + endsSeconds(ends) : 0;
}

/** Seconds of a chunk; 0, for unknown, of the last one, which has what is left. */
function chunkSeconds({ video, chunk }: MediaOutput, source: Source): number {
  if (!video || !source.video || !chunk?.frames) return 0;
  return chunk.frames / outputFps(video, source.video);
}

/** Throws JobFailure ContentMalformed when there is far less of `media` than the seconds that are expected. */
export function checkLength(media: Pick<MediaFacts, 'duration'>, expected: number): void {
  const missing = expected - media.duration;
  if (missing > LEAST_MISSING_SECONDS && media.duration < expected * LEAST_PART) {
    throw new JobFailure({
      code: 'SourceFileError.ContentMalformed',
      message: `The source is damaged: it ends after ${media.duration.toFixed(1)} of ${expected.toFixed(1)} seconds.`,
    });
  }
}

/** Containers that tell the bit rates of their streams; FLV tells the ones that the encoder aimed at. */
const TELLING = ['mp4', 'mov', 'm4a', 'mp3', 'wav'];

function needsCounting({ output }: WrittenOutput): boolean {
  return !TELLING.includes(output.container);
}

function malformed(): JobFailure {
  return new JobFailure({
    code: 'SourceFileError.ContentMalformed',
    message: 'The source is damaged: nothing that can be played could be made of it.',
  });
}
