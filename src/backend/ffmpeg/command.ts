// A media job as ffmpeg's arguments. Pure: the same job gives the same command.
import { join } from 'node:path';
import type { MediaOutput } from '../../contract/media.ts';
import { audioArgs, audioEncoderArgs } from './audioArgs.ts';
import { type Clip, clipOf } from './clip.ts';
import { DEMUXERS } from './demuxers.ts';
import { type DrawnPictures, NO_PICTURES } from './drawing.ts';
import { evenSeconds } from './evenTracks.ts';
import { type FilterStep, Inputs, picturePath } from './filterGraph.ts';
import { segmentSeconds } from './gop.ts';
import { type EndPart, type Ends, joinedFps, joinedTracks, joinedWithEnds } from './headTail.ts';
import { muxerArgs } from './muxer.ts';
import { rational } from './picture.ts';
import { sharedSizes } from './sharedSizes.ts';
import type { AddedTrack, AudioSource, Source, VideoSource } from './source.ts';
import { steadyGraph } from './steadyGraph.ts';
import { usedStreams } from './streams.ts';
import { subtitleArgs, type TrackFile } from './subtitleArgs.ts';
import { encoderArgs } from './videoArgs.ts';
import { videoSteps } from './videoSteps.ts';

/** An output and the folder of its own that its files are written to, under names that say nothing. */
export interface Rendition {
  output: MediaOutput;
  folder: string;
  /** What its `head` and `tail` are; absent = it has none. */
  ends?: Ends;
  /** What its `addedAudio` is; absent = none. */
  added?: AddedTrack[];
  /** What its `subtitles` are; absent = it has none. */
  subtitles?: TrackFile[];
}

/** The same of any output that has a container. */
export interface WrittenOutput {
  output: Pick<MediaOutput, 'container' | 'main' | 'segment'>;
  folder: string;
}

/** No single allocation of more than 1 GiB, whatever a damaged file asks ffmpeg or ffprobe for. */
export const MAX_ALLOCATION = ['-max_alloc', String(2 ** 30)];

/** ffmpeg's options for the whole of a run: progress as key=value lines on stdout, faults on stderr. */
export const RUN_OPTIONS = [
  ...['-hide_banner', '-nostdin', '-n', '-loglevel', 'error', '-nostats', '-progress', 'pipe:1'],
  ...MAX_ALLOCATION,
];

/** Options that keep ffmpeg and ffprobe to the one local file that they are given. */
export const INPUT_GUARD = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', DEMUXERS.join(',')];

/**
 * Arguments (after the program's name) that make all `renditions` of `input` in one process with one decode of each
 * part of it: ffmpeg decodes a stream once, however many outputs map it. `pictures` are those that were drawn to be
 * laid over them. `more` are the arguments of further outputs of the source's picture, the input with the index `from`,
 * which is there as a whole. Progress goes to stdout as key=value lines.
 */
export function mediaCommand(
  input: string,
  source: Source,
  renditions: Rendition[],
  pictures: DrawnPictures = NO_PICTURES,
  more: ((from: number, inputs: Inputs) => string[]) | null = null,
): string[] {
  const inputs = new Inputs();
  const sizes = sharedSizes(renditions, source, ({ output }) =>
    inputs.index(sourceArgs(input, source, clipOf(output, source))),
  );
  const outputs = renditions.flatMap((rendition, n) =>
    outputArgs(rendition, source, input, inputs, pictures, sizes.pads.get(n)),
  );
  const others = more?.(inputs.index(sourceArgs(input, source, null)), inputs) ?? [];
  return [...RUN_OPTIONS, ...inputs.args(), ...sizes.args, ...outputs, ...others];
}

/** The file that ffmpeg writes first for an output: the media file, or the manifest. */
export function mainFile({ output, folder }: WrittenOutput): string {
  return join(folder, output.container === 'hls' ? 'main.m3u8' : `main.${output.container}`);
}

function sourceArgs(input: string, { video }: Source, clip: Clip | null): string[] {
  return [...steadyGraph(video), ...inputArgs(input, clip)];
}

function inputArgs(input: string, clip: Clip | null): string[] {
  const part = clip ? ['-ss', clip.start.toFixed(3), '-t', clip.length.toFixed(3)] : [];
  return [...INPUT_GUARD, '-fflags', '+genpts', ...part, '-i', input];
}

function outputArgs(
  rendition: Rendition,
  source: Source,
  input: string,
  inputs: Inputs,
  pictures: DrawnPictures,
  sized: string | undefined,
): string[] {
  const { output, folder } = rendition;
  const { video, audio } = usedStreams(output, source);
  const clip = clipOf(output, source);
  const from = inputs.index(sourceArgs(input, source, clip));
  const steps =
    video && output.video && output.video.codec !== 'copy'
      ? videoSteps(
          output,
          output.video,
          video,
          { start: clip?.start ?? 0, duration: clip?.length ?? source.facts.duration, from },
          pictures,
        )
      : [];
  const seconds = clip?.length ?? source.facts.duration;
  const { ends, added = [], subtitles = [] } = rendition;
  const even = ends ? 0 : evenSeconds(output, source, clip, added.length > 0);
  if (even > 0 && video && output.video && output.video.codec !== 'copy') {
    const rate = rational(joinedFps(output, output.video, video));
    steps.push({ filters: `fps=${rate}:start_time=0,tpad=stop_mode=clone:stop_duration=${even.toFixed(6)}` });
  }
  // They are as long as the part of the source at most.
  const along = clip ?? (seconds > 0 ? { start: 0, length: seconds } : null);
  const part = {
    ...{ video, steps, sized, from, seconds, even },
    audio: [
      ...audio.map((track) => ({ source: track, stream: `${from}:${track.index}` })),
      ...added.map(({ file, source: track }) => ({
        source: track,
        stream: `${inputs.add(inputArgs(file, along))}:${track.index}`,
      })),
    ],
  };
  const { maps, options } = ends ? withEnds(output, part, ends, inputs) : alone(output, part, inputs);
  const tracks = subtitleArgs(output, subtitles, inputs);
  return [
    ...[...maps, ...tracks.maps, '-map_chapters', '-1', ...options, ...tracks.options],
    // Players play all tracks of a file whose defaults they are.
    ...(added.length > 0
      ? part.audio.flatMap((_, n) => [`-disposition:a:${n}`, n === 0 ? 'default' : '0'])
      : []),
    ...(even > 0 ? ['-t', even.toFixed(6)] : []),
    ...['-max_muxing_queue_size', '4096'],
    ...(output.video?.keepTimes
      ? ['-output_ts_offset', (source.startTime + (clip?.start ?? 0)).toFixed(6)]
      : []),
    ...muxerArgs(output, folder, segmentSeconds(output, video)),
    mainFile(rendition),
  ];
}

/** The part of the source that an output has. */
interface SourcePart {
  video: VideoSource | null;
  /** Of its picture. */
  steps: FilterStep[];
  /** The pad at which its picture has gone that way already (sharedSizes.ts). */
  sized: string | undefined;
  /** Index of the input. */
  from: number;
  /** Its tracks and those that were added: what `-map` takes of each. */
  audio: { source: AudioSource; stream: string }[];
  /** 0 when unknown. */
  seconds: number;
  /** Seconds that each track is filled up to; 0: none is. */
  even: number;
}

/** What is mapped, with the graphs that it comes from, and the encoders. */
interface StreamArgs {
  maps: string[];
  options: string[];
}

/** Picture and sound of an output that has the part of the source and nothing else. */
function alone(
  output: MediaOutput,
  { video, audio, steps, sized, from, even }: SourcePart,
  inputs: Inputs,
): StreamArgs {
  const tracks = audio.map(({ source }) => source);
  const picture =
    video &&
    (sized === undefined
      ? picturePath(steps, `${from}:${video.index}`, inputs)
      : { map: sized, complex: [], simple: [] });
  return {
    maps: [
      ...(picture ? [...picture.complex, '-map', picture.map] : []),
      ...audio.flatMap(({ stream }) => ['-map', stream]),
    ],
    options: [
      ...(picture ? picture.simple : []),
      ...(video && output.video ? encoderArgs(output, output.video, video) : []),
      ...(tracks.length > 0 && output.audio ? audioArgs(output, output.audio, tracks, even) : []),
    ],
  };
}

/** The same of an output that begins or ends with other files. */
function withEnds(
  output: MediaOutput,
  { video, audio, steps, from, seconds }: SourcePart,
  ends: Ends,
  inputs: Inputs,
): StreamArgs {
  const main = {
    video: video &&
      output.video && { source: video, spec: output.video, stream: `${from}:${video.index}`, steps },
    audio,
    seconds,
  };
  const open = ({ file, source }: EndPart) => [
    ...[...steadyGraph(source.video), ...INPUT_GUARD, '-fflags', '+genpts', '-threads', '1', '-i', file],
  ];
  const { graph, maps } = joinedWithEnds(output, main, ends, inputs, open);
  const tracks = joinedTracks(
    audio.map(({ source }) => source),
    ends,
  );
  return {
    maps: ['-filter_complex', graph, ...maps.flatMap((map) => ['-map', map])],
    options: [
      ...(video && output.video ? encoderArgs(output, output.video, video) : []),
      ...(output.audio && tracks.length > 0 ? audioEncoderArgs(output, output.audio, tracks) : []),
    ],
  };
}
