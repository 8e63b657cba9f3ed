// The part of ffprobe's JSON (see probe.ts) that is read here.
import * as z from 'zod';

/** ffprobe writes most numbers as text and "N/A" or nothing for what it does not know. */
const number = z
  .union([z.string(), z.number()])
  .optional()
  .transform((value) => {
    const parsed = Number(value);
    return value !== undefined && Number.isFinite(parsed) ? parsed : null;
  });

/** A number that is not below 0; what a file says otherwise is as if it said nothing. */
const amount = number.transform((value) => (value !== null && value >= 0 ? value : null));

export const FfprobeStream = z.object({
  index: z.number(),
  codec_type: z.string().default(''),
  codec_name: z.string().default(''),
  profile: z.string().default(''),
  width: amount,
  height: amount,
  sample_aspect_ratio: z.string().default('1:1'),
  field_order: z.string().default(''),
  has_b_frames: z.number().default(0),
  r_frame_rate: z.string().default('0/0'),
  avg_frame_rate: z.string().default('0/0'),
  bit_rate: amount,
  start_time: number,
  duration: amount,
  sample_rate: amount,
  channels: amount,
  /** With `-count_packets`. */
  nb_read_packets: amount,
  color_primaries: z.string().default(''),
  color_space: z.string().default(''),
  color_transfer: z.string().default(''),
  /** A hex dump, 16 bytes a line, with offsets and text. */
  extradata: z.string().default(''),
  tags: z.record(z.string(), z.string()).default({}),
  disposition: z.object({ attached_pic: z.number().default(0) }).prefault({}),
  side_data_list: z.array(z.object({ side_data_type: z.string().default(''), rotation: number })).default([]),
});

export const FfprobeOutput = z.object({
  streams: z.array(FfprobeStream).default([]),
  format: z.object({
    format_name: z.string(),
    start_time: number,
    duration: amount,
    size: amount,
    bit_rate: amount,
    tags: z.record(z.string(), z.string()).default({}),
  }),
});

export type FfprobeStream = z.infer<typeof FfprobeStream>;
export type FfprobeOutput = z.infer<typeof FfprobeOutput>;

/** The bytes of a hex dump as ffprobe prints it: `00000000: 0164 001f ffe1  .d....`. */
export function hexDumpBytes(dump: string): Uint8Array {
  const hex = [...dump.matchAll(/^[0-9a-f]{8}: ((?:[0-9a-f]{2,4} )+)/gm)].map((line) =>
    line[1]?.replaceAll(' ', ''),
  );
  return Uint8Array.from(Buffer.from(hex.join(''), 'hex'));
}
