// What ffprobe sees in a file on this machine.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';

const Stream = z.looseObject({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  profile: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  sample_rate: z.coerce.number().optional(),
  channels: z.number().optional(),
  avg_frame_rate: z.string().optional(),
  pix_fmt: z.string().optional(),
  /** Bits per second. */
  bit_rate: z.coerce.number().optional(),
});
const Probe = z.object({
  streams: z.array(Stream).default([]),
  format: z.looseObject({
    format_name: z.string(),
    /** Seconds. */
    duration: z.coerce.number().optional(),
    size: z.coerce.number().optional(),
    bit_rate: z.coerce.number().optional(),
  }),
});

export type Stream = z.infer<typeof Stream>;
export type Probe = z.infer<typeof Probe>;

/** Streams and format of a media file; a playlist may name files beside it. Rejects when it is not media. */
export async function ffprobe(file: string): Promise<Probe> {
  const { stdout } = await promisify(execFile)(process.env.FFPROBE_PATH || 'ffprobe', [
    ...['-v', 'error', '-of', 'json', '-show_streams', '-show_format', file],
  ]);
  return Probe.parse(JSON.parse(stdout));
}

/** The first stream of a type ("video", "audio"). */
export function streamOf(probe: Probe, type: string): Stream | undefined {
  return probe.streams.find((stream) => stream.codec_type === type);
}
