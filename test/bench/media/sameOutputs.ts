// Whether system and bare commands made the same: sizes, frames, durations, how many pictures; and how near to the source.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../../../src/cli/commandError.ts';
import { ffprobe, streamOf } from '../../../src/cli/ffprobe.ts';
import { getObject } from '../../../src/cli/objects.ts';
import type { Stack } from '../../../src/cli/stack.ts';
import { table } from '../../../src/cli/table.ts';
import { ffmpeg } from '../../e2e/ffmpeg.ts';
import type { BareCommand } from './bareCommands.ts';
import type { MadeFiles } from './runs.ts';

export interface Video {
  width: number;
  height: number;
  frames: number;
  /** Seconds. */
  duration: number;
  /** Bits per second of the picture. */
  bitrate: number;
}

/** Brings a task's objects to `folder`; playlists with all that they name. Answers the videos and the pictures. */
export async function fetchMade(
  stack: Stack,
  bucket: string,
  { path, pictures }: MadeFiles,
  folder: string,
): Promise<{ videos: string[]; pictures: string[] }> {
  const get = async (key: string) => {
    const file = join(folder, key);
    await getObject(stack, { bucket, key: key.slice(1) }, file);
    return file;
  };
  if (!path) return { videos: [], pictures: await Promise.all(pictures.map(get)) };
  const playlists: string[] = [];
  const walk = async (key: string): Promise<void> => {
    const file = await get(key);
    if (!key.endsWith('.m3u8')) return;
    const uris = (await readFile(file, 'utf8')).split('\n').filter((line) => line && !line.startsWith('#'));
    if (uris.every((uri) => !uri.endsWith('.m3u8'))) playlists.push(file);
    for (const uri of uris) await walk(join(dirname(key), uri));
  };
  await walk(path);
  return { videos: path.endsWith('.m3u8') ? playlists : [join(folder, path)], pictures: [] };
}

/** The files that commands have written. */
export async function bareFiles(commands: BareCommand[]): Promise<{ videos: string[]; pictures: string[] }> {
  const made = { videos: [] as string[], pictures: [] as string[] };
  for (const { file } of commands) {
    if (!/%d\.jpg$/.test(file)) {
      made.videos.push(file);
      continue;
    }
    const [start = ''] = file.split('%d');
    const all = (await readdir(dirname(file))).map((name) => join(dirname(file), name));
    made.pictures.push(...all.filter((name) => name.startsWith(start)));
  }
  return made;
}

async function videoFacts(file: string): Promise<Video> {
  const { stdout } = await promisify(execFile)(
    process.env.FFPROBE_PATH || 'ffprobe',
    [
      ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time,size', '-of', 'csv=p=0'],
      file,
    ],
    { maxBuffer: 2 ** 26 },
  );
  // Side data of packets are lines of their own.
  const packets = [...stdout.matchAll(/^([\d.-]+),(\d+)/gm)].map(([, time, size]) => [
    ...[Number(time), Number(size)],
  ]);
  const times = packets.map(([time = 0]) => time);
  const probed = streamOf(await ffprobe(file), 'video');
  const between = (Math.max(...times) - Math.min(...times)) / Math.max(1, packets.length - 1);
  const duration = between * packets.length;
  const bytes = packets.reduce((sum, [, size = 0]) => sum + size, 0);
  return {
    ...{ width: probed?.width ?? 0, height: probed?.height ?? 0, frames: packets.length, duration },
    bitrate: (bytes * 8) / Math.max(duration, 0.001),
  };
}

/** Mean SSIM of a video and its source, scaled to its size; 1 is the same. */
export async function likeness(video: string, source: string, fps: number): Promise<number> {
  const { width, height } = await videoFacts(video);
  const graph = [
    `[1:v]fps=${fps},scale=${width}:${height},format=yuv420p,setpts=N/${fps}/TB[reference]`,
    `[0:v]format=yuv420p,setpts=N/${fps}/TB[made]`,
    '[made][reference]ssim',
  ].join(';');
  const { stderr } = await promisify(execFile)(
    process.env.FFMPEG_PATH || 'ffmpeg',
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-i', video, '-i', source],
      ...['-lavfi', graph, '-f', 'null', '-'],
    ],
    { maxBuffer: 2 ** 26 },
  );
  return Number(/All:([\d.]+)/.exec(stderr)?.[1] ?? Number.NaN);
}

type Files = Awaited<ReturnType<typeof fetchMade>>;

/** How much less like the source an output may be than the one by hand: what threads make of it from run to run. */
const SSIM_TOLERANCE = 0.001;

/**
 * Compares the outputs of a workload, and decodes those of the system; answers a table for people.
 * @throws CommandError when they differ, or when the system's are less like the source
 */
export async function compareOutputs(ours: Files[], bare: Files[], source: string): Promise<string> {
  const rows = [['output', 'frames', 'seconds', 'kbit/s', 'by hand', 'SSIM', 'by hand']];
  const wrong: string[] = [];
  for (const [n, made] of ours.entries()) {
    const other = bare[n] ?? { videos: [], pictures: [] };
    if (made.pictures.length !== other.pictures.length || made.videos.length !== other.videos.length)
      wrong.push(`output ${n}: ${made.pictures.length} and ${other.pictures.length} pictures`);
    for (const [k, picture] of made.pictures.entries()) {
      const [a, b] = await Promise.all([picture, other.pictures[k] ?? picture].map(sizeOf));
      if (a !== b) wrong.push(`${picture} is ${a}, by hand ${b}`);
    }
    if (made.pictures.length > 0)
      rows.push([
        `${made.pictures.length} pictures, ${await sizeOf(made.pictures[0] ?? '')}`,
        '',
        '',
        '',
        '',
        '',
        '',
      ]);
    for (const [k, video] of made.videos.entries()) {
      const byHand = other.videos[k] ?? video;
      const [a, b] = [await videoFacts(video), await videoFacts(byHand)];
      await ffmpeg('-xerror', '-i', video, '-f', 'null', '-');
      const same = a.width === b.width && Math.abs(a.height - b.height) <= 2 && a.frames === b.frames;
      if (!same || Math.abs(a.duration - b.duration) > 0.05)
        wrong.push(`${video}: ${JSON.stringify(a)}, by hand ${JSON.stringify(b)}`);
      const fps = Math.round(a.frames / a.duration);
      const isVideo = !video.endsWith('.gif');
      const [x, y] = isVideo
        ? [await likeness(video, source, fps), await likeness(byHand, source, fps)]
        : [1, 1];
      if (!(x >= y - SSIM_TOLERANCE)) wrong.push(`${video}: SSIM ${x}, by hand ${y}`);
      rows.push([
        ...[`${a.width}x${a.height}`, String(a.frames), a.duration.toFixed(2)],
        ...[a.bitrate, b.bitrate].map((bitrate) => (bitrate / 1000).toFixed(0)),
        ...(isVideo ? [x.toFixed(4), y.toFixed(4)] : ['', '']),
      ]);
    }
  }
  if (wrong.length > 0) throw new CommandError(`the outputs differ:\n${wrong.join('\n')}`);
  return table(rows);
}

async function sizeOf(picture: string): Promise<string> {
  const { width, height } = streamOf(await ffprobe(picture), 'video') ?? {};
  return `${width}x${height}`;
}
