// ffmpeg by hand, for what tests need around the system.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../src/cli/settings.ts';

/** The real recording: 8.3 s, 1280x720, 30 fps, H.264 and AAC. */
export const RECORDING = join(ROOT, 'test/media/hello.mov');

/** Runs ffmpeg; answers what it wrote to stdout. Rejects when it fails or complains. */
export async function ffmpeg(...args: string[]): Promise<string> {
  const program = process.env.FFMPEG_PATH || 'ffmpeg';
  const { stdout, stderr } = await promisify(execFile)(program, ['-nostdin', '-v', 'error', '-y', ...args]);
  if (stderr) throw new Error(stderr);
  return stdout;
}

/** Decodes everything in a file; rejects at the first error. */
export async function decodeAll(file: string): Promise<void> {
  await ffmpeg('-xerror', '-i', file, '-f', 'null', '-');
}

/** A hash of each stream's packets, without the container around them. */
export function packetHashes(file: string): Promise<string> {
  return ffmpeg('-i', file, '-map', '0', '-c', 'copy', '-f', 'streamhash', '-hash', 'md5', '-');
}
