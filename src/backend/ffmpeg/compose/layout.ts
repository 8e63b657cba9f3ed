// Where and when each element of a composition is, once its materials are known. Pure.
import type {
  ComposeItem,
  ComposeOutput,
  ComposeTrack,
  PictureElement,
  SoundElement,
  TextElement,
} from '../../../contract/compose.ts';
import { MAX_SECONDS } from '../../../contract/compose.ts';
import { type TimedElement, TrackError, trackTimes } from '../../../contract/composeTimes.ts';
import type { Failure } from '../../../contract/report.ts';
import { JobFailure } from '../../jobFailure.ts';
import type { OutputColors } from '../outputColors.ts';
import type { Size } from '../picture.ts';
import { contentSeconds, type Source, type VideoSource } from '../source.ts';

/** A file that elements show. */
export interface Material {
  file: string;
  source: Source;
}

/** What of its material an element shows, in seconds; no longer than itself. */
export interface Shown extends Material {
  begin: number;
  seconds: number;
}

export type Placed<E> = TimedElement<E> & Shown;

export type LaidTrack =
  | { kind: 'pictures'; items: Placed<PictureElement>[] }
  | { kind: 'sounds'; items: Placed<SoundElement>[] }
  | { kind: 'texts'; items: TimedElement<TextElement>[] };

export interface Layout extends Size {
  fps: number;
  /** Seconds of the whole. */
  seconds: number;
  matrix: OutputColors['matrix'];
  /** The first one lies on top. */
  tracks: LaidTrack[];
}

/** Where there is no picture that says it. */
const DEFAULT_SIZE: Size = { width: 1280, height: 720 };
const DEFAULT_FPS = 25;
const MAX_FPS = 60;
const MAX_SIDE = 3840;
/** Seconds of an element of which nothing is said. */
const DEFAULT_SECONDS = 1;
const LEAST_SECONDS = 0.02;

/**
 * The layout of `output`; `materials` are by the names of the job's files, null is its own input.
 * @throws JobFailure naming the element: InvalidTimeOffset, NoVideoMedia, ContentUnsupported, ConfigurationUnsupported
 */
export function layoutOf(output: ComposeOutput, materials: ReadonlyMap<string | null, Material>): Layout {
  const tracks = output.tracks.map((track) => laidTrack(track, materials, output));
  const seconds = Math.max(...tracks.flatMap(({ items }) => items.map(({ end }) => end)));
  if (seconds > MAX_SECONDS)
    throw failed('ComposeConfig.Tracks', {
      code: UNSUPPORTED,
      message: `It lasts ${seconds.toFixed(1)} seconds.`,
    });
  const pictures = tracks.flatMap((track) => (track.kind === 'pictures' ? track.items : []));
  const first = (pictures.find(({ element }) => !element.still) ?? pictures[0])?.source.video ?? null;
  const size = canvasSize(output, first);
  const fps = output.video?.fps || Math.min(MAX_FPS, first?.fps || DEFAULT_FPS);
  return { ...size, fps, seconds, matrix: size.height > 576 ? 'bt709' : 'bt601', tracks };
}

function canvasSize({ canvas }: ComposeOutput, first: VideoSource | null): Size {
  const own = first ?? DEFAULT_SIZE;
  const factor = Math.min(1, MAX_SIDE / Math.max(own.width, own.height));
  const even = (pixels: number) => Math.max(2, Math.round(pixels / 2) * 2);
  return {
    width: even(canvas.width || own.width * factor),
    height: even(canvas.height || own.height * factor),
  };
}

type Materials = ReadonlyMap<string | null, Material>;
type Filled = PictureElement | SoundElement;

function laidTrack(track: ComposeTrack, materials: Materials, output: ComposeOutput): LaidTrack {
  const shown = new Map<ComposeItem, Shown>();
  const timed = timesOf(track, (element) => {
    if (element.kind === 'text') return element.duration ?? DEFAULT_SECONDS;
    const material = materials.get(element.file)!;
    const unusable = failureOf(element, material.source, output);
    if (unusable) throw failed(element.parameter, unusable);
    const { seconds, ...part } = windowOf(element, material.source);
    const length = element.duration ?? seconds;
    shown.set(element, { ...material, ...part, seconds: Math.min(seconds, length) });
    return length;
  });
  if (track.kind === 'texts') return { kind: 'texts', items: timed as TimedElement<TextElement>[] };
  const items = timed.map((item) => ({ ...item, ...shown.get(item.element)! }));
  return { kind: track.kind, items } as LaidTrack;
}

function timesOf(track: ComposeTrack, lengthOf: (element: Filled | TextElement) => number): TimedElement[] {
  try {
    return trackTimes(track, lengthOf);
  } catch (error) {
    if (!(error instanceof TrackError)) throw error;
    throw new JobFailure({ code: UNSUPPORTED, message: `${error.message}.` });
  }
}

function failureOf(element: Filled, { video, audio }: Source, output: ComposeOutput): Failure | null {
  if (element.kind === 'sound')
    return audio.length > 0
      ? null
      : { code: 'SourceFileError.ContentUnsupported', message: 'The source has no audio.' };
  if (!output.video || (video && video.width > 0 && video.height > 0)) return null;
  return { code: 'SourceFileError.NoVideoMedia', message: 'The source has no video.' };
}

/** Seconds of the material from where it begins; what it does not have is not shown. */
function windowOf(
  { parameter, begin, end, duration }: Filled,
  source: Source,
): { begin: number; seconds: number } {
  const total = source.still ? 0 : contentSeconds(source);
  const seconds = ({ value, of }: Filled['begin']) => {
    if (of === 'seconds') return value;
    if (total > 0 || value === 0) return (total * value) / 100;
    throw failed(parameter, { code: OFFSET, message: 'The source has no duration that could be divided.' });
  };
  const from = seconds(begin);
  const to = end ? seconds(end) : from + (duration ?? DEFAULT_SECONDS);
  // A still picture is as long as it is wanted.
  if (total === 0) return { begin: source.still ? 0 : from, seconds: Math.max(LEAST_SECONDS, to - from) };
  if (from >= total || Math.min(to, total) - from < LEAST_SECONDS) {
    const message = `The source has nothing from ${from} to ${to} seconds: it ends at ${total.toFixed(3)}.`;
    throw failed(parameter, { code: OFFSET, message });
  }
  return { begin: from, seconds: Math.min(to, total) - from };
}

const OFFSET = 'InvalidInput.InvalidTimeOffset';
const UNSUPPORTED = 'InvalidInput.ConfigurationUnsupported';

function failed(parameter: string, { code, message }: Failure): JobFailure {
  return new JobFailure({ code, message: `${parameter}: ${message}` });
}
