// Outputs of a media job that are pictures, fully resolved. Units: pixels, seconds, frames per second.
import * as z from 'zod';
import { NumberRule, ObjectKey } from './media.ts';
import { Watermarks } from './overlay.ts';

/** Size and shape of one picture, as VideoSpec has them. */
export const PictureSpec = z.object({
  format: z.enum(['jpg', 'png', 'webp']),
  /** 0 = scaled from the other side, both 0 = the source's size. */
  width: z.int().min(0).max(4096),
  height: z.int().min(0).max(4096),
  /** ResolutionAdaptive: width is the long side and height the short one, whatever the orientation. */
  adaptive: z.boolean(),
  /** What to do where both sides are given and the picture has another shape. */
  fill: z.enum(['stretch', 'black', 'white', 'gauss']),
});

/** Percent is of the source's duration. */
const unit = z.enum(['seconds', 'percent']);

export const Moment = z.object({ unit, value: z.number().nonnegative() });

/** A picture at the start and after each interval, up to the end. */
export const Interval = z.object({ unit, every: z.number().positive() });

/** Keys of several files, with {number} in them. */
export const NumberedKey = z.object({ pattern: ObjectKey, number: NumberRule });

export const SnapshotOutput = z.object({
  kind: z.literal('snapshot'),
  /** Index of the subtask in its task. */
  subtask: z.int().nonnegative(),
  picture: PictureSpec,
  at: z.union([z.array(Moment).min(1).max(1000), Interval]),
  /** Their times have no meaning: each picture has them. */
  watermarks: Watermarks.optional(),
  /** Keys of the pictures; a pattern without {number} is for one picture. */
  files: NumberedKey,
});

export const SpriteOutput = z.object({
  kind: z.literal('sprite'),
  subtask: z.int().nonnegative(),
  /** One of the small pictures that make a sheet. */
  picture: PictureSpec,
  at: Interval,
  rows: z.int().min(1).max(100),
  columns: z.int().min(1).max(100),
  /** Keys of the sheets. */
  files: NumberedKey,
  /** Key of the WebVTT file that says when which part of which sheet is shown. */
  main: ObjectKey,
});

export const AnimationOutput = z.object({
  kind: z.literal('animation'),
  subtask: z.int().nonnegative(),
  picture: PictureSpec.omit({ format: true }).extend({ format: z.enum(['gif', 'webp']) }),
  fps: z.number().min(1).max(30),
  /** 1–100. */
  quality: z.number().min(1).max(100),
  /** Negative values count from the source's end; an end of 0 is its end. */
  start: z.number(),
  end: z.number(),
  main: ObjectKey,
});

export type PictureSpec = z.infer<typeof PictureSpec>;
export type Moment = z.infer<typeof Moment>;
export type Interval = z.infer<typeof Interval>;
export type NumberedKey = z.infer<typeof NumberedKey>;
export type SnapshotOutput = z.infer<typeof SnapshotOutput>;
export type SpriteOutput = z.infer<typeof SpriteOutput>;
export type AnimationOutput = z.infer<typeof AnimationOutput>;
