// Sources of the bench: what a camera would record, made of the recording once and kept in .state/bench.
import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../src/cli/settings.ts';
import { ffmpeg, RECORDING } from '../../e2e/ffmpeg.ts';

const KEPT = join(ROOT, '.state/bench');
/** Bits per second that phones record at. */
const BITRATES = { 720: 6_000_000, 1080: 12_000_000, 2160: 45_000_000 };
/** A key frame each 1.6 seconds, so that pictures each 10 % are not at key frames. */
const GOP_FRAMES = 48;

/** A source of `lines` lines and `seconds` seconds: 30 frames a second, H.264 and AAC in MP4, some noise as of a camera. */
export async function madeSource(lines: 720 | 1080 | 2160, seconds: number): Promise<string> {
  const file = join(KEPT, `${lines}-${seconds}.mp4`);
  if (await stat(file).catch(() => null)) return file;
  console.error(`making ${file}`);
  await mkdir(KEPT, { recursive: true });
  const partial = join(KEPT, `${process.pid}.part.mp4`);
  const grain = lines === 720 ? '' : `scale=-2:${lines}:flags=lanczos,unsharp,noise=alls=4:allf=t`;
  await ffmpeg(
    ...['-stream_loop', '-1', '-i', RECORDING, '-t', String(seconds)],
    ...(grain ? ['-vf', grain] : []),
    ...['-c:v', 'libx264', '-preset', 'superfast', '-b:v', String(BITRATES[lines]), '-g', String(GOP_FRAMES)],
    ...['-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', partial],
  );
  await rename(partial, file);
  return file;
}
