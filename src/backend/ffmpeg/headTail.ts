// What an output has before and after the part of its source, joined with it as it is encoded. Pure.
import type { AudioSpec, MediaOutput, VideoSpec } from '../../contract/media.ts';
import { audioFilters } from './audioArgs.ts';
import { outputRange } from './dynamicRange.ts';
import { filledSound } from './evenTracks.ts';
import { complexGraph, type FilterStep, type Inputs } from './filterGraph.ts';
import { colorTags, outputColors } from './outputColors.ts';
import { type FrameSpec, outputFps, pictureFilters, rational, targetSize } from './picture.ts';
import type { AudioSource, Source, VideoSource } from './source.ts';
import { encodableFps } from './videoSteps.ts';

/** A file that is there from its first moment to its last one. */
export interface EndPart {
  /** Absolute path. */
  file: string;
  source: Source;
  /** From the first start of its streams to the last end. */
  seconds: number;
}

/** What is shown before and after the part of the source, in order. */
export interface Ends {
  head: EndPart[];
  tail: EndPart[];
}

/** Seconds of all of them. */
export function endsSeconds(ends: Ends | undefined): number {
  return partsOf(ends).reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Tracks of sound of an output: at least one where any part has sound. */
export function joinedTracks(own: readonly AudioSource[], ends: Ends | undefined): AudioSource[] {
  if (own.length > 0) return [...own];
  const other = partsOf(ends).find(({ source }) => source.audio.length > 0)?.source.audio[0];
  return other ? [other] : [];
}

function partsOf(ends: Ends | undefined): EndPart[] {
  return ends ? [...ends.head, ...ends.tail] : [];
}

/** The part of the source: its picture's way and its tracks, each with its input ("0:1"), and its seconds (0 = unknown). */
export interface MainPart {
  video: { source: VideoSource; spec: VideoSpec; stream: string; steps: FilterStep[] } | null;
  audio: { source: AudioSource; stream: string }[];
  seconds: number;
}

/**
 * The graph that joins `main` and `ends`, which ffmpeg opens with the options of `open`, and what `-map` takes of it: the
 * picture first, then each track of sound. All become as the output is: size, shape, rate, pixels, colours, sample rate
 * and channels. A part without a picture is black, one without sound silent; where `main` has no picture the output has
 * none.
 */
export function joinedWithEnds(
  output: MediaOutput,
  main: MainPart,
  ends: Ends,
  inputs: Inputs,
  open: (part: EndPart) => string[],
): { graph: string; maps: string[] } {
  const { video } = main;
  const tracks = output.audio
    ? joinedTracks(
        main.audio.map(({ source }) => source),
        ends,
      )
    : [];
  const chains: string[] = [];
  const pads: string[] = [];
  const picture = video && pictureJoin(output, video);
  // What is shorter is silent to the end of the part: the filter that joins sees to it, but for the last part.
  const soundEnd = (length: number) =>
    output.container === 'mxf' ? filledSound(length) : `atrim=end=${length.toFixed(6)}`;
  /** A whole number of frames, so that the next part begins with one. */
  const lengthOf = (seconds: number) =>
    picture && seconds > 0 ? Math.max(1, Math.round(seconds * picture.fps)) / picture.fps : seconds;
  const add = (part: EndPart, name: string) => {
    const { source, seconds } = part;
    // An input of its own: what is read for the beginning must not wait in memory for the end.
    const input = inputs.add(open(part));
    const length = lengthOf(seconds);
    if (picture) {
      const from = source.video ? `[${input}:${source.video.index}]` : '';
      chains.push(`${from}${picture.endFilters(source.video, length)}[${name}v]`);
      pads.push(`[${name}v]`);
    }
    for (const [n, track] of tracks.entries()) {
      const sound = source.audio[n] ?? source.audio[0];
      const form = soundForm(output.audio, track);
      const filters = sound
        ? `[${input}:${sound.index}]aresample=async=1:first_pts=0,${form},${soundEnd(length)}`
        : `anullsrc=duration=${length.toFixed(6)},${form}`;
      chains.push(`${filters}[${name}a${n}]`);
      pads.push(`[${name}a${n}]`);
    }
  };
  for (const [n, part] of ends.head.entries()) add(part, `head${n}`);
  const mainLength = lengthOf(main.seconds);
  if (video && picture) {
    const steps = [...video.steps, { filters: picture.mainFilters(mainLength) }];
    chains.push(complexGraph(steps, video.stream, inputs, 'main'));
    pads.push('[main]');
  }
  for (const [n, track] of tracks.entries()) {
    const own = main.audio[n];
    const form = soundForm(output.audio, track);
    const filters =
      own && output.audio
        ? [`[${own.stream}]${audioFilters(output.audio, own.source, ':first_pts=0')}`, form]
        : [`anullsrc=duration=${Math.max(0.1, mainLength).toFixed(6)}`, form];
    if (mainLength > 0) filters.push(soundEnd(mainLength));
    chains.push(`${filters.join(',')}[maina${n}]`);
    pads.push(`[maina${n}]`);
  }
  for (const [n, part] of ends.tail.entries()) add(part, `tail${n}`);
  const maps = [...(picture ? ['[picture]'] : []), ...tracks.map((_, n) => `[sound${n}]`)];
  const count = ends.head.length + 1 + ends.tail.length;
  const join = `${pads.join('')}concat=n=${count}:v=${picture ? 1 : 0}:a=${tracks.length}${maps.join('')}`;
  return { graph: [...chains, join].join(';'), maps };
}

/** How pictures become alike: the last filters of the source's own, and all of another's. */
function pictureJoin(output: MediaOutput, { source, spec }: NonNullable<MainPart['video']>) {
  const size = targetSize(spec, source);
  const fps = joinedFps(output, spec, source);
  const range = outputRange(spec, source);
  const last = [
    // One that begins late shows its first frame before.
    `fps=${rational(fps)}:start_time=0`,
    `format=yuv420p${spec.bitDepth === 10 ? '10le' : ''}`,
    `setsar=${spec.sampleAspect === '2:1' ? 2 : 1}`,
  ].join(',');
  const look: FrameSpec = {
    ...{ ...size, adaptive: false, fill: spec.fill, bitDepth: range === '' ? 8 : 10 },
    ...(range !== '' && { enhance: { hdr: range } }),
  };
  const { matrix } = outputColors(spec, source);
  // A last frame stays until its sound is over; what lacks more is damaged, but in MXF, where no track may end early.
  const until = (length: number) =>
    `tpad=stop_mode=clone:stop_duration=${output.container === 'mxf' ? length.toFixed(6) : 0.5},trim=end=${(length - 0.5 / fps).toFixed(6)}`;
  return {
    fps,
    /** `length` 0: unknown. */
    mainFilters: (length: number) => (length > 0 ? `${last},${until(length)}` : last),
    endFilters(video: VideoSource | null, length: number): string {
      if (!video)
        return `color=black:size=${size.width}x${size.height}:duration=${length.toFixed(6)},${last}`;
      // What says nothing of its colours has those of its own size: scaling does not change them.
      const made = outputColors({ ...look, width: video.width, height: video.height }, video).matrix;
      return [
        pictureFilters({ ...look, fps }, video),
        ...(made === matrix ? [] : [`scale=in_color_matrix=${made}:out_color_matrix=${matrix}`]),
        last,
        // What encoders write of the colours is what the first frame says.
        ...colorTags(source, range),
        until(length),
      ].join(',');
    },
  };
}

/** A constant rate, which is the source's average where none is asked for. */
export function joinedFps(output: MediaOutput, spec: VideoSpec, source: VideoSource): number {
  const fps = outputFps({ ...spec, fps: encodableFps(output, spec, source) }, source);
  return source.variableFps > 0 && spec.fps === 0 ? Math.min(120, Math.max(1, Math.round(fps))) : fps;
}

const LAYOUTS = ['mono', 'stereo', '2.1', '4.0', '5.0', '5.1', '6.1', '7.1'];

function soundForm(spec: AudioSpec | null, track: AudioSource): string {
  const rate = spec?.sampleRate || track.sampleRate || 48_000;
  const channels = spec?.channels || track.channels;
  return `aformat=sample_rates=${rate}:channel_layouts=${LAYOUTS[channels - 1] ?? 'stereo'}`;
}
