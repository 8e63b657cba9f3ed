// The same outputs by hand: the ffmpeg command that a sensible person types for each, with the encoder, its preset and
// the rates that the system uses. ffmpeg chooses its threads itself.
import { join } from 'node:path';

export interface Rung {
  width: number;
  /** Kilobits per second. */
  kbps: number;
  fps: number;
}

/** What makes one output: ffmpeg's arguments, and the file or pattern that they write. */
export interface BareCommand {
  args: string[];
  file: string;
}

const AAC = ['-c:a', 'aac', '-b:a', '48k', '-ar', '44100', '-ac', '2'];

function x264({ width, kbps, fps }: Rung): string[] {
  return [
    ...['-vf', `fps=${fps},scale=${width}:-2`, '-c:v', 'libx264', '-preset', 'faster', '-pix_fmt', 'yuv420p'],
    ...['-profile:v', 'high', '-b:v', `${kbps}k`, '-maxrate', `${2 * kbps}k`, '-bufsize', `${4 * kbps}k`],
    ...['-g', '240'],
  ];
}

/** An MP4 with a key frame each 240 frames, as the presets 20, 30 and 40 have them. */
export function rendition(source: string, rung: Rung, folder: string): BareCommand {
  const file = join(folder, `${rung.width}.mp4`);
  const gop = ['-keyint_min', '240', '-sc_threshold', '0'];
  return { args: ['-i', source, ...x264(rung), ...gop, ...AAC, '-movflags', '+faststart', file], file };
}

/** A rung of an HLS ladder, with segments of `seconds` that begin with key frames. */
export function hlsRung(source: string, rung: Rung, seconds: number, folder: string): BareCommand {
  const file = join(folder, `${rung.width}.m3u8`);
  return {
    args: [
      ...['-i', source, ...x264(rung), '-force_key_frames', `expr:gte(t,n_forced*${seconds})`, ...AAC],
      ...['-f', 'hls', '-hls_time', String(seconds), '-hls_playlist_type', 'vod'],
      ...['-hls_segment_filename', join(folder, `${rung.width}_%d.ts`), file],
    ],
    file,
  };
}

/** Sheets of 100 pictures of 142x80, one each ten seconds, as the preset 10 has them. */
export function sprite(source: string, folder: string): BareCommand {
  const file = join(folder, 'sprite_%d.jpg');
  const filters = 'fps=1/10,scale=142:80,tile=10x10';
  return { args: ['-i', source, '-vf', filters, '-q:v', '2', '-start_number', '0', file], file };
}

/** A picture each `seconds`, as large as the source. */
export function shots(source: string, seconds: number, folder: string): BareCommand {
  const file = join(folder, 'shot_%d.jpg');
  return { args: ['-i', source, '-vf', `fps=1/${seconds}`, '-q:v', '2', '-start_number', '0', file], file };
}

/** A GIF of the first `seconds`, two frames a second, as large as the source. */
export function gif(source: string, seconds: number, folder: string): BareCommand {
  const file = join(folder, 'animation.gif');
  const graph = 'fps=2,split[a][b];[a]palettegen[p];[b][p]paletteuse';
  return { args: ['-t', String(seconds), '-i', source, '-filter_complex', graph, file], file };
}
