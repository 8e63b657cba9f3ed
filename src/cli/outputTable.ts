// The demo's table: each output as ffprobe sees it.
import { extname, relative } from 'node:path';
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
        containerName(format.format_name, file),
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

/** ffprobe names all formats of a family ("mov,mp4,m4a,…"): the one that the file is called by, or the first. */
function containerName(formats: string, file: string): string {
  const names = formats.split(',');
  return names.find((name) => `.${name}` === extname(file)) ?? names[0] ?? '';
}
