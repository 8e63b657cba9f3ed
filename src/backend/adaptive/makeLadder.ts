// An adaptive stream: from the input on disk to files that are ready for storage.
import type { LadderOutput } from '../../contract/ladder.ts';
import type { Config } from '../config.ts';
import { adaptiveCommand } from '../ffmpeg/adaptiveCommand.ts';
import { announcesDuration } from '../ffmpeg/demuxers.ts';
import { encode } from '../ffmpeg/encode.ts';
import { type Ladder, ladderOf } from '../ffmpeg/ladder.ts';
import { percentOf } from '../ffmpeg/progress.ts';
import type { Source } from '../ffmpeg/source.ts';
import { checkLength } from '../outputCheck.ts';
import type { Made } from '../pictureWork.ts';
import { encodedStream, streamDuration } from './encodedStream.ts';
import { packageDash } from './packageDash.ts';
import { packageHls } from './packageHls.ts';

export interface LadderContext {
  config: Pick<Config, 'tools' | 'stallMs'>;
  signal: AbortSignal;
  onProgress: (subtask: number, percent: number) => void;
}

/**
 * Makes one adaptive stream in `folder`, which is its own and empty.
 * @throws JobFailure, or the signal's reason
 */
export async function makeLadder(
  output: LadderOutput,
  input: string,
  source: Source,
  folder: string,
  { config, signal, onProgress }: LadderContext,
): Promise<Made> {
  const ladder = ladderOf(output, source);
  const expected = expectedEnd(ladder, source);
  await encode({
    ffmpeg: config.tools.ffmpeg,
    args: adaptiveCommand(input, source, output, ladder),
    cwd: folder,
    duration: expected,
    stallMs: config.stallMs,
    signal,
    onTime: (seconds) => onProgress(output.subtask, percentOf(seconds, expected)),
  });
  const encoded = [];
  for (const [number, stream] of ladder.streams.entries()) {
    encoded.push(await encodedStream(config.tools.ffprobe, folder, output.segments, number, stream, signal));
  }
  if (announcesDuration(source.facts.container))
    checkLength({ duration: Math.max(...encoded.map(streamDuration)) }, expected);
  const packed = output.packaging === 'hls' ? packageHls : packageDash;
  const files = await packed(output, ladder, encoded, [], folder);
  return { files, facts: { kind: 'ladder', streams: encoded.length, files: files.length } };
}

/** Seconds from the source's begin to the last end of what the ladder has of it. */
function expectedEnd({ streams }: Ladder, { video, spans, facts }: Source): number {
  const used = streams.flatMap((stream) => [
    ...(stream.video && video ? [video.index] : []),
    ...(stream.sound ? [stream.sound.source.index] : []),
  ]);
  return Math.max(...used.map((index) => spans.get(index)?.end ?? facts.duration));
}
