// An adaptive stream: from the input on disk to files that are ready for storage.
import type { LadderOutput } from '../../contract/ladder.ts';
import { addedTrack } from '../addedTracks.ts';
import type { Config } from '../config.ts';
import { adaptiveCommand } from '../ffmpeg/adaptiveCommand.ts';
import { announcesDuration } from '../ffmpeg/demuxers.ts';
import type { DrawnPictures } from '../ffmpeg/drawing.ts';
import { encode } from '../ffmpeg/encode.ts';
import { type Ladder, ladderOf } from '../ffmpeg/ladder.ts';
import { ladderRuns } from '../ffmpeg/ladderRuns.ts';
import { percentOf } from '../ffmpeg/progress.ts';
import type { AddedTrack, Source } from '../ffmpeg/source.ts';
import type { JobFiles } from '../input/jobFiles.ts';
import { checkLength } from '../outputCheck.ts';
import type { Made } from '../pictureWork.ts';
import { encodedStream, streamDuration } from './encodedStream.ts';
import { packageDash } from './packageDash.ts';
import { packageHls } from './packageHls.ts';
import { subtitleTrack } from './subtitles.ts';

export interface LadderContext {
  config: Pick<Config, 'tools' | 'stallMs'>;
  signal: AbortSignal;
  onProgress: (subtask: number, percent: number) => void;
  /** Pixels that one run encodes; absent = as many as the outputs of a job. */
  maxPixels?: number;
}

/**
 * Makes one adaptive stream in `folder`, which is its own, empty, and in the job's. `pictures` are those that were drawn
 * to be laid over it.
 * @throws JobFailure, or the signal's reason
 */
export async function makeLadder(
  output: LadderOutput,
  input: string,
  source: Source,
  { files, pictures }: { files: JobFiles; pictures: DrawnPictures },
  folder: string,
  { config, signal, onProgress, maxPixels }: LadderContext,
): Promise<Made> {
  const ladder = ladderOf(output, source, await addedSounds(output, files, config.tools.ffprobe, signal));
  const expected = expectedEnd(ladder, source);
  const ffmpeg = (args: string[], seconds: number, onTime: (done: number) => void) =>
    encode({
      ...{ ffmpeg: config.tools.ffmpeg, args, cwd: folder, duration: seconds },
      ...{ stallMs: config.stallMs, signal, onTime },
    });
  // Key frames are forced at the same times in each run, so that their segments begin together.
  const runs = ladderRuns(ladder, source.video, maxPixels);
  for (const [n, numbers] of runs.entries()) {
    const args = adaptiveCommand(input, source, output, ladder, seenFromBelow(pictures), numbers);
    await ffmpeg(args, expected, (done) => {
      if (expected > 0)
        onProgress(
          output.subtask,
          percentOf(n * expected + Math.min(done, expected), runs.length * expected),
        );
    });
  }
  const encoded = [];
  for (const [number, stream] of ladder.streams.entries()) {
    encoded.push(await encodedStream(config.tools.ffprobe, folder, output.segments, number, stream, signal));
  }
  const duration = Math.max(...encoded.map(streamDuration));
  if (announcesDuration(source.facts.container)) checkLength({ duration }, expected);
  const tracks = [];
  for (const [n, subtitle] of output.subtitles.entries()) {
    const place = { number: encoded.length + n, seconds: ladder.seconds, duration, folder };
    tracks.push(
      await subtitleTrack(output, subtitle, files.path(subtitle.file), place, (args) =>
        ffmpeg(args, 0, () => {}),
      ),
    );
  }
  const packed = output.packaging === 'hls' ? packageHls : packageDash;
  const stored = await packed(output, ladder, encoded, tracks, folder);
  const streams = encoded.length + tracks.length;
  return { files: stored, facts: { kind: 'ladder', streams, files: stored.length } };
}

/** The files whose sound is added, by their names. @throws JobFailure naming the parameter of one that has none */
async function addedSounds(
  { rungs }: LadderOutput,
  files: JobFiles,
  ffprobe: string,
  signal: AbortSignal,
): Promise<Map<string, AddedTrack>> {
  const added = new Map<string, AddedTrack>();
  for (const { file, spec } of rungs.flatMap(({ audio }) => audio)) {
    if (file === undefined || added.has(file)) continue;
    const as = { container: 'hls', audio: spec } as const;
    added.set(file, await addedTrack(as, file, files, ffprobe, signal));
  }
  return added;
}

/** Scripts are named from the job's folder; a ladder is made in one below it. */
function seenFromBelow(pictures: DrawnPictures): DrawnPictures {
  return {
    get(drawing) {
      const drawn = pictures.get(drawing);
      if (drawing.kind !== 'subtitle') return drawn;
      return { ...drawn, path: `../${drawn.path}`, ...(drawn.fonts && { fonts: `../${drawn.fonts}` }) };
    },
  };
}

/** Seconds from the source's begin to the last end of what the ladder has of it. */
function expectedEnd({ streams }: Ladder, { video, spans, facts }: Source): number {
  const used = streams.flatMap((stream) => [
    ...(stream.video && video ? [video.index] : []),
    ...(stream.sound && stream.sound.file === undefined ? [stream.sound.source.index] : []),
  ]);
  return used.length > 0
    ? Math.max(...used.map((index) => spans.get(index)?.end ?? facts.duration))
    : facts.duration;
}
