// What makes a picture or a sound better than its source (EnhanceConfig of the API), fully resolved.
import * as z from 'zod';

const twoStrengths = z.enum(['weak', 'strong']);
const threeStrengths = z.enum(['weak', 'normal', 'strong']);

export const VideoEnhancement = z.object({
  /** Dust and scratches that are on one frame only; 0–1 is how much of the repaired picture is taken. */
  scratches: z.number().min(0).max(1).optional(),
  /** Blocks and ringing of an earlier compression. */
  artifacts: twoStrengths.optional(),
  denoise: twoStrengths.optional(),
  /** Dark parts are made lighter. */
  lowLight: z.boolean().optional(),
  color: threeStrengths.optional(),
  /** Noise, sharpness and colour together. */
  quality: threeStrengths.optional(),
  /** Up to twice the size; "lq" takes the noise of small pictures away before. */
  upscale: z.enum(['lq', 'hq']).optional(),
  /** Frames per second that are made by following motion, where the source has fewer. */
  interpolate: z.number().positive().max(120).optional(),
  /** High dynamic range that is made of a source without it. */
  hdr: z.enum(['HDR10', 'HLG']).optional(),
});

export const AudioEnhancement = z.object({
  /** The part of the sound that is kept. */
  separate: z.object({ kind: z.enum(['normal', 'music']), keep: z.enum(['vocal', 'background']) }).optional(),
  denoise: z.boolean().optional(),
  declick: z.boolean().optional(),
  deesser: z.boolean().optional(),
  /** "loudness" is that of EBU R 128, "gain" evens out sudden changes. */
  volume: z.enum(['loudness', 'gain']).optional(),
});

export type VideoEnhancement = z.infer<typeof VideoEnhancement>;
export type AudioEnhancement = z.infer<typeof AudioEnhancement>;
