// Tiny real media files, made by ffmpeg.
import { execFile } from 'node:child_process';
import { open, stat, truncate } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `ffmpeg -i <lavfi sources> <args> file`, with the sources as inputs 0, 1, … */
export async function clip(file: string, sources: string[], args: string[] = []): Promise<string> {
  const inputs = sources.flatMap((source) => ['-f', 'lavfi', '-i', source]);
  await run('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...inputs, ...args, file]);
  return file;
}

/** A copy of `source` with other options, without encoding. */
export async function remux(
  file: string,
  source: string,
  before: string[],
  args: string[] = [],
): Promise<string> {
  const options = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...before];
  await run('ffmpeg', [...options, '-i', source, '-c', 'copy', ...args, file]);
  return file;
}

/** Cuts a file to a part of its bytes. */
export async function cut(file: string, part: number): Promise<string> {
  await truncate(file, Math.floor((await stat(file)).size * part));
  return file;
}

/** Writes `length` bytes of `value` over a file from `offset` on. */
export async function overwrite(
  file: string,
  offset: number,
  length: number,
  value: number,
): Promise<string> {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(length, value), 0, length, offset);
  await handle.close();
  return file;
}

export const VIDEO = (seconds: number, size = '320x180', rate = '25') =>
  `testsrc2=duration=${seconds}:size=${size}:rate=${rate}`;
export const TONE = (seconds: number) => `sine=frequency=440:duration=${seconds}:sample_rate=48000`;

/** Fast encoding, picture and sound. */
export const QUICK = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-pix_fmt',
  'yuv420p',
  '-c:a',
  'aac',
  '-b:a',
  '64k',
];
