// Whether what ffmpeg wrote is what was asked for, and the facts of it.
import type { MediaFacts } from '../contract/facts.ts';
import type { MediaOutputFacts } from '../contract/report.ts';
import { clipOf, clippedDuration } from './ffmpeg/clip.ts';
import { mainFile, type Rendition } from './ffmpeg/command.ts';
import { announcesDuration } from './ffmpeg/demuxers.ts';
import { mediaFacts } from './ffmpeg/facts.ts';
import { countBytes, probeOutput } from './ffmpeg/probe.ts';
import type { Source } from './ffmpeg/source.ts';
import { usedStreams } from './ffmpeg/streams.ts';
import { JobFailure } from './jobFailure.ts';
import type { LocalFile } from './output/outputFiles.ts';

/** An output shorter than this part of the source, and by more than half a second, shows a damaged source. */
const LEAST_PART = 0.9;
const LEAST_MISSING_SECONDS = 0.5;

/**
 * Facts of an output whose files are `files`.
 * @throws JobFailure ContentMalformed when it can't be read, lacks a stream, or ends far before the source should
 */
export async function checkedFacts(
  ffprobe: string,
  rendition: Rendition,
  files: LocalFile[],
  source: Source,
  signal: AbortSignal,
): Promise<MediaOutputFacts> {
  const file = mainFile(rendition);
  const probed = await probeOutput(ffprobe, file, signal).catch((error: unknown) => {
    throw error instanceof JobFailure && !error.retry ? malformed() : error;
  });
  const counted = needsCounting(rendition) ? await countBytes(ffprobe, file, signal) : undefined;
  const size = files.reduce((sum, one) => sum + one.size, 0);
  const media = mediaFacts(probed, size, counted);
  const used = usedStreams(rendition.output, source);
  if (media.duration <= 0 || (used.video && !media.video[0]) || media.audio.length < used.audio.length)
    throw malformed();
  if (announcesDuration(source.facts.container)) checkLength(media, expectedDuration(rendition, source));
  return { kind: 'media', media, md5: files.at(-1)?.md5 ?? '', files: files.length };
}

/** Seconds that the output should have: the longest of the streams that it takes, or of its part of them; 0 when unknown. */
export function expectedDuration({ output }: Rendition, source: Source): number {
  const { facts } = source;
  const used = usedStreams(output, source);
  const longest = Math.max(
    used.video ? facts.videoDuration : 0,
    used.audio.length > 0 ? facts.audioDuration : 0,
  );
  return clippedDuration(clipOf(output, source), longest);
}

function checkLength(media: MediaFacts, expected: number): void {
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

function needsCounting({ output }: Rendition): boolean {
  return !TELLING.includes(output.container);
}

function malformed(): JobFailure {
  return new JobFailure({
    code: 'SourceFileError.ContentMalformed',
    message: 'The source is damaged: nothing that can be played could be made of it.',
  });
}
