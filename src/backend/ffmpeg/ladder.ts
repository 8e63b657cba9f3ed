// What an adaptive stream has of its source: which rungs are made, at which size, with which sound.
import type { LadderOutput, LadderSound } from '../../contract/ladder.ts';
import type { VideoSpec } from '../../contract/media.ts';
import type { Failure } from '../../contract/report.ts';
import { JobFailure } from '../jobFailure.ts';
import { type Size, targetSize } from './picture.ts';
import type { AddedTrack, AudioSource, Source, VideoSource } from './source.ts';
import { pictureFailure } from './streams.ts';

/** Seconds of a segment where nobody says. */
const AUTO_SEGMENT_SECONDS = 6;
/** A picture a little larger than the source is no upscaling: sides are made even. */
const SAME_SIZE = 1.02;

export interface Sound {
  spec: LadderSound['spec'];
  /** Absolute path of the file that it is in; absent = the source. */
  file?: string;
  source: AudioSource;
  /** "" when nobody named it. */
  name: string;
  language: string;
  isDefault: boolean;
}

/** Files that belong together: a picture, a sound, or both. Its place in the list is its {subStreamNumber}. */
export interface SubStream {
  video: VideoSpec | null;
  sound: Sound | null;
}

export interface Ladder {
  /** Frames per second of all pictures; 0 when there is none. */
  fps: number;
  /** Seconds of a segment. */
  seconds: number;
  /** Seconds from the source's first moment at which further segments begin; frames have its times then. Absent = none. */
  keyTimes?: number[];
  streams: SubStream[];
  /** What a player chooses from: a sub stream and, by number, the sub streams of sound of which it takes one. */
  variants: { stream: number; sounds: number[] }[];
}

/**
 * The ladder of `output` for a source. Rungs above the source are left out where that is asked for; when all are, the
 * lowest one is made no larger than the source. What the source lacks (picture or sound) the rungs lack. `added` has the
 * files whose sound is added, by their names in the job.
 * @throws JobFailure when nothing is left, or for an audio track that the source does not have
 */
export function ladderOf(
  output: LadderOutput,
  source: Source,
  added: ReadonlyMap<string, AddedTrack> = new Map(),
): Ladder {
  const { separateAudio } = output;
  const rungs = possibleRungs(output, source).map((rung) => ({
    video: rung.video,
    sounds: rung.audio
      .filter(({ file }) => file !== undefined || source.audio.length > 0)
      .map((sound) => soundOf(sound, source, added)),
  }));
  const streams: SubStream[] = [];
  const numberOf = (stream: SubStream) => {
    const key = JSON.stringify(stream);
    const known = streams.findIndex((one) => JSON.stringify(one) === key);
    return known >= 0 ? known : streams.push(stream) - 1;
  };
  // Pictures come first, so that a rung's number is its place among them.
  for (const { video, sounds } of rungs) {
    if (video) numberOf({ video, sound: separateAudio ? null : (sounds[0] ?? null) });
  }
  const variants: Ladder['variants'] = [];
  for (const { video, sounds } of rungs) {
    const alone = sounds.map((sound) =>
      numberOrNull(separateAudio || !video, () => numberOf({ video: null, sound })),
    );
    const numbers = alone.filter((number) => number !== null);
    const stream = video
      ? numberOf({ video, sound: separateAudio ? null : (sounds[0] ?? null) })
      : numbers[0];
    if (stream === undefined) continue;
    const variant = { stream, sounds: video || numbers.length > 1 ? numbers : [] };
    if (!variants.some((one) => JSON.stringify(one) === JSON.stringify(variant))) variants.push(variant);
  }
  if (variants.length === 0) throw new JobFailure(nothingLeft(output));
  const first = rungs.find(({ video }) => video)?.video ?? null;
  const fps = first && source.video ? ladderFps(first, source.video) : 0;
  const keyTimes = output.keyTimes?.map((time) => time - source.startTime).filter((time) => time > 0);
  return {
    ...{ fps, seconds: output.seconds ?? segmentSeconds(first, fps), streams, variants },
    ...(keyTimes && { keyTimes }),
  };
}

/** The pictures of a ladder, which ladderOf has too. @throws JobFailure when the source's is of an unknown size */
export function ladderPictures(output: LadderOutput, source: Source): VideoSpec[] {
  return possibleRungs(output, source).flatMap(({ video }) => video ?? []);
}

function numberOrNull(wanted: boolean, number: () => number): number | null {
  return wanted ? number() : null;
}

type Rung = LadderOutput['rungs'][number];

function possibleRungs({ rungs, noHigher }: LadderOutput, of: Source): Rung[] {
  const { video: source } = of;
  const unknown = source && rungs.some(({ video }) => video) ? pictureFailure(of) : null;
  if (unknown) throw new JobFailure(unknown);
  if (!source) return rungs.map((rung) => ({ ...rung, video: null }));
  const isHigher = (video: VideoSpec) =>
    (noHigher.resolution && enlargement(video, source) > SAME_SIZE) ||
    (noHigher.bitrate && source.bitrate > 0 && video.bitrate > source.bitrate);
  const kept = rungs.filter(({ video }) => !video || !isHigher(video));
  if (kept.some(({ video }) => video)) return kept;
  const [lowest] = rungs
    .flatMap((rung) => (rung.video ? [{ ...rung, video: rung.video }] : []))
    .sort(
      (a, b) =>
        enlargement(a.video, source) - enlargement(b.video, source) || a.video.bitrate - b.video.bitrate,
    );
  if (!lowest) return kept;
  return [{ ...lowest, video: capped(lowest.video, noHigher, source) }, ...kept];
}

/** How many times as long as the source's the sides of the picture are, without what fills the frame. */
function enlargement(video: VideoSpec, source: Size): number {
  const { width, height } = targetSize(video, source);
  return Math.min(width / source.width, height / source.height);
}

function capped(video: VideoSpec, noHigher: LadderOutput['noHigher'], source: VideoSource): VideoSpec {
  const shrunk = noHigher.resolution && enlargement(video, source) > SAME_SIZE;
  const bitrate =
    noHigher.bitrate && source.bitrate > 0 ? Math.min(video.bitrate, source.bitrate) : video.bitrate;
  return { ...video, bitrate, ...(shrunk ? { width: 0, height: 0 } : {}) };
}

function soundOf(sound: LadderSound, source: Source, added: ReadonlyMap<string, AddedTrack>): Sound {
  const { spec, name, language, isDefault } = sound;
  const { tracks: _, ...plain } = spec;
  const { file, source: found } = added.get(sound.file ?? '') ?? { source: ownTrack(sound, source) };
  return {
    spec: plain,
    ...(file !== undefined && { file }),
    source: found,
    name: name === 'source' ? (found.title ?? '') : (name ?? ''),
    language: language === 'source' ? (found.language ?? '') : (language ?? ''),
    isDefault: isDefault ?? false,
  };
}

function ownTrack({ spec, stream, file }: LadderSound, source: Source): AudioSource {
  if (file !== undefined) throw new Error(`the file ${file} was not looked at`);
  const track = spec.tracks?.[0] ?? 0;
  const found =
    stream === undefined ? source.audio[track] : source.audio.find(({ index }) => index === stream);
  if (!found) {
    throw new JobFailure({
      code: 'InvalidInput.ConfigurationUnsupported',
      message:
        stream === undefined
          ? `The source has ${source.audio.length} audio tracks, counted from 0; there is no track ${track}.`
          : `The stream ${stream} of the source is no audio track.`,
    });
  }
  return found;
}

/** All sub streams have the first one's rate (CreateAdaptiveDynamicStreamingTemplate, StreamInfos), a constant one. */
function ladderFps(video: VideoSpec, source: VideoSource): number {
  if (video.fps > 0) return video.fps;
  const fps = source.variableFps > 0 ? Math.round(source.fps) : source.fps;
  return Math.min(120, Math.max(1, fps));
}

/** What is asked for, else as many whole GOPs as come nearest to six seconds without being shorter than half of that. */
function segmentSeconds(video: VideoSpec | null, fps: number): number {
  if (!video || video.gop === 0) return AUTO_SEGMENT_SECONDS;
  const gop = video.gopUnit === 'second' ? video.gop : video.gop / fps;
  return gop * Math.max(1, Math.round(AUTO_SEGMENT_SECONDS / gop));
}

function nothingLeft({ rungs }: LadderOutput): Failure {
  return rungs.some(({ video }) => video)
    ? { code: 'SourceFileError.NoVideoMedia', message: 'The source has no video.' }
    : { code: 'SourceFileError.ContentUnsupported', message: 'The source has no audio.' };
}
