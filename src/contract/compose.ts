// An output that is put together on a canvas, from elements on tracks that share one timeline.
import * as z from 'zod';
import { MediaOutput } from './media.ts';
import { Length } from './overlay.ts';

const Color = z.string().regex(/^[0-9A-Fa-f]{6}$/);
/** RRGGBB, and 0–1 of which 1 is opaque. */
const Ink = z.object({ color: Color, alpha: z.number().min(0).max(1) });

/** A moment of a material. */
const Moment = z.object({ value: z.number().min(0), of: z.enum(['seconds', 'percent']) });

/** The parameter of the request that an element comes from, for messages. */
const from = { parameter: z.string().max(256) };

/** Seconds on the track; null: begins where the one before ends, lasts as long as what it shows. */
const timed = { start: z.number().min(0).nullable(), duration: z.number().positive().nullable() };

const material = {
  /** Name of a file of the job (JobFile); null is the job's own input. */
  file: z.string().nullable(),
  begin: Moment,
  /** Null: as much as lasts as long as the element does on its track, or one second. */
  end: Moment.nullable(),
};

/** What is done to a picture, one after the other: degrees clockwise around its centre, or mirrored. */
const Turn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rotate'), degrees: z.number().min(0).max(360) }),
  z.object({ kind: z.literal('flip'), axis: z.enum(['horizontal', 'vertical']) }),
]);

export const TRANSITIONS = [
  ...[
    'fade',
    'bow-tie-horizontal',
    'bow-tie-vertical',
    'butterfly',
    'cannabis-leaf',
    'circle',
    'circle-crop',
  ],
  ...['circle-open', 'cross-warp', 'cube', 'doom', 'doorway', 'dreamy', 'dreamy-zoom', 'film-burn', 'glitch'],
  ...['heart', 'page-curl', 'luma', 'mosaic', 'pinwheel', 'polar', 'polka-dots', 'radial', 'rotate-scale'],
  ...['squeeze', 'swap', 'swirl', 'burn-out', 'blinds', 'wipe-down', 'wipe-left', 'wipe-right', 'wipe-up'],
  'zoom-circles',
] as const;

/** From the element before to the next one, which begins so much earlier. */
const Transition = z.object({
  kind: z.literal('transition'),
  ...from,
  duration: z.int().min(0),
  /** Null: the next one lies over the one before at once. */
  picture: z.enum(TRANSITIONS).nullable(),
  /** The sound fades, too. */
  sound: z.boolean(),
});

const Empty = z.object({ kind: z.literal('empty'), ...from, duration: z.number().positive() });

export const PictureElement = z.object({
  kind: z.literal('picture'),
  ...from,
  ...material,
  ...timed,
  /** One picture of the material, for as long as the element lasts. */
  still: z.boolean(),
  /** Its centre, from the upper left of the canvas. */
  x: Length,
  y: Length,
  /** Null: in proportion to the other; both: as it is. */
  width: Length.nullable(),
  height: Length.nullable(),
  turns: z.array(Turn).max(10),
  /** Factor; 0 is silent. */
  volume: z.number().min(0).max(5),
});

export const SoundElement = z.object({
  kind: z.literal('sound'),
  ...from,
  ...material,
  ...timed,
  volume: z.number().min(0).max(5),
});

export const SubtitleStyle = z.object({
  font: z.enum(['hei', 'song']),
  size: Length,
  /** Of a line, whose text is in its middle. */
  height: Length,
  /** From the bottom of the canvas to that of the last line. */
  bottom: Length,
  bold: z.boolean(),
  italic: z.boolean(),
  ink: Ink,
  align: z.enum(['left', 'center', 'right']),
  /** From the side that it is aligned to. */
  side: Length,
  border: Ink.extend({ width: Length }).nullable(),
  background: Ink.nullable(),
});

export const TextElement = z.object({
  kind: z.literal('text'),
  ...from,
  ...timed,
  text: z.string().max(2000),
  /** Index of its style. */
  style: z.int().min(0),
});

/** The first track lies on top. */
export const ComposeTrack = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pictures'),
    items: z.array(z.discriminatedUnion('kind', [PictureElement, Transition, Empty])),
  }),
  z.object({
    kind: z.literal('sounds'),
    items: z.array(z.discriminatedUnion('kind', [SoundElement, Transition, Empty])),
  }),
  z.object({ kind: z.literal('texts'), items: z.array(TextElement) }),
]);

/** Elements of pictures or sound of one output at most: each is a file that ffmpeg has open. */
export const MAX_ELEMENTS = 100;
/** Seconds that an output lasts at most. */
export const MAX_SECONDS = 6 * 3600;

export const ComposeOutput = MediaOutput.pick({ subtask: true, main: true, segment: true }).extend({
  kind: z.literal('compose'),
  container: z.enum(['mp4', 'mp3']),
  /** Pixels, 0: of the first picture. */
  canvas: z.object({
    color: Color,
    width: z.int().min(0).max(3840),
    height: z.int().min(0).max(3840),
  }),
  /** Frames per second, 0: of the first picture; bits per second, 0: what looks well. Null: no picture. */
  video: z.object({ fps: z.int().min(0).max(60), bitrate: z.int().min(0) }).nullable(),
  /** Hertz, bits per second. Null: no sound. */
  audio: z
    .object({ sampleRate: z.int().positive(), channels: z.int().min(1).max(2), bitrate: z.int().positive() })
    .nullable(),
  styles: z.array(SubtitleStyle),
  tracks: z.array(ComposeTrack),
});

export type ComposeOutput = z.infer<typeof ComposeOutput>;
export type ComposeTrack = z.infer<typeof ComposeTrack>;
export type ComposeItem = ComposeTrack['items'][number];
export type PictureElement = z.infer<typeof PictureElement>;
export type SoundElement = z.infer<typeof SoundElement>;
export type SubtitleStyle = z.infer<typeof SubtitleStyle>;
export type TextElement = z.infer<typeof TextElement>;
export type TransitionName = (typeof TRANSITIONS)[number];

/** Names of the job's files that the elements show. */
export function elementFiles({ tracks }: ComposeOutput): string[] {
  return tracks.flatMap(({ items }) => items.flatMap((item) => ('file' in item ? (item.file ?? []) : [])));
}
