// The demo's table: each output as ffprobe sees it.
import { relative } from 'node:path';
import { ffprobe, streamOf } from './ffprobe.ts';
import { table } from './table.ts';

const HEADING = ['path', 'container', 'codecs', 'size', 'bit/s', 'seconds', 'bytes'];

/** @param base paths are shown relative to it */
export async function outputTable(files: string[], base: string): Promise<string> {
  const rows = await Promise.all(
    files.map(async (file) => {
      const probe = await ffprobe(file);
      const { format, streams } = probe;
      const video = streamOf(probe, 'video');
      return [
        relative(base, file),
        format.format_name.split(',')[0] ?? '',
        streams.map((stream) => stream.codec_name ?? '?').join('+'),
        video ? `${video.width}x${video.height}` : '-',
        String(format.bit_rate ?? '-'),
        (format.duration ?? 0).toFixed(2),
        String(format.size ?? '-'),
      ];
    }),
  );
  return table([HEADING, ...rows]);
}
