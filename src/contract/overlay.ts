// What is drawn over the picture of an output, fully resolved. Units: seconds, pixels, percent.
import * as z from 'zod';

/** A length in a picture: pixels, or a percentage of one of its sides ("short" and "long": whichever that is). */
export const Length = z.object({ value: z.number(), of: z.enum(['px', 'width', 'height', 'short', 'long']) });

/**
 * When something is seen, in seconds of the output. Negative values count from its end; a start of 0 is its first
 * frame, an end of 0 its last.
 */
const shown = { start: z.number(), end: z.number() };

/** A part of the source's picture, in its pixels, that is made unrecognizable. */
export const Mosaic = z.object({ x: Length, y: Length, width: Length, height: Length, ...shown });

const anchored = {
  /** The corner of the picture that x and y count from, and that of the watermark that lies there. */
  corner: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']),
  x: Length,
  y: Length,
  ...shown,
};

/** 0 is scaled from the other side; both 0 are the size that it has. */
const sized = { width: Length, height: Length };

export const Watermark = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('image'),
    ...anchored,
    ...sized,
    /** Name of the job's file. */
    file: z.string(),
    /** What an animated picture does after its end: it goes, its last frame stays, or it begins again. */
    repeat: z.enum(['once', 'last', 'forever']),
  }),
  z.object({ kind: z.literal('svg'), ...anchored, ...sized, file: z.string() }),
  z.object({
    kind: z.literal('text'),
    ...anchored,
    text: z.string().min(1).max(1000),
    font: z.enum(['sans', 'kai']),
    size: Length,
    /** RRGGBB */
    color: z.string().regex(/^[0-9A-Fa-f]{6}$/),
    /** 0–1, 1 is opaque. */
    alpha: z.number().min(0).max(1),
  }),
]);

/** RRGGBB, and 0–1 of which 1 is opaque. */
const ink = { color: z.string().regex(/^[0-9A-Fa-f]{6}$/), alpha: z.number().min(0).max(1) };

/** Subtitles that become part of the picture. What is absent is as the file says, or chosen by the backend. */
export const BurnedSubtitle = z.object({
  /** Name of the job's file (SRT, WebVTT or ASS), or in its place a stream of the source. */
  file: z.string().optional(),
  /** The stream's index among all of the source or, where that is no subtitle, among its subtitles; both from 0. */
  stream: z.int().min(0).max(1000).optional(),
  /** Name of the job's file with a font, which counts before `font`. */
  fontFile: z.string().optional(),
  font: z.enum(['hei', 'song', 'kai', 'sans', 'korean', 'japanese']).optional(),
  size: Length.optional(),
  ...{ color: ink.color.optional(), alpha: ink.alpha.optional() },
  outline: z.object({ width: Length, ...ink }).optional(),
  shadow: z.object({ width: Length, ...ink }).optional(),
  /** From the bottom of the picture to that of the subtitle. */
  y: Length.optional(),
  /** The first line stays where one line would be, and further ones go down; absent: the last line stays. */
  align: z.enum(['top']).optional(),
  lineSpacing: Length.optional(),
  /** An area behind the subtitles while they are shown; `y` is from the bottom of the picture to its own. */
  board: z.object({ y: Length, width: Length, height: Length, ...ink }).optional(),
});

/** Watermarks, the first one at the bottom. */
export const Watermarks = z.array(Watermark).max(10);
export const Mosaics = z.array(Mosaic).max(10);

export type BurnedSubtitle = z.infer<typeof BurnedSubtitle>;
export type Length = z.infer<typeof Length>;
export type Mosaic = z.infer<typeof Mosaic>;
export type Watermark = z.infer<typeof Watermark>;
