// Images that somebody else made, as pictures to lay over a video.
import { join } from 'node:path';
import { MAX_ALLOCATION } from '../ffmpeg/command.ts';
import type { DrawnPicture } from '../ffmpeg/drawing.ts';
import { fraction } from '../ffmpeg/facts.ts';
import { FfprobeOutput } from '../ffmpeg/ffprobeOutput.ts';
import type { Size } from '../ffmpeg/picture.ts';
import { JobFailure } from '../jobFailure.ts';
import { type DrawingTools, runTool } from './runTool.ts';

/** Demuxers that read one picture, or one animation, and nothing else. */
const FORMATS = ['png_pipe', 'jpeg_pipe', 'webp_pipe', 'gif', 'apng'];
const ANIMATIONS = ['gif', 'apng'];
/** A larger picture is not decoded: 25 million pixels take 100 MB. */
const MAX_PIXELS = 25_000_000;
/** Browsers show no more of a GIF. */
const MAX_FPS = 50;
const MAX_FRAMES = 3000;
/** Pixels of all frames of an animation. */
const MAX_ANIMATED_PIXELS = 400_000_000;

const GUARD = [
  ...['-hide_banner', '-loglevel', 'error', ...MAX_ALLOCATION, '-max_pixels', String(MAX_PIXELS)],
  ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', FORMATS.join(',')],
];

/**
 * The image `file` in the given size (0 = scaled from the other side, both 0 = as it is), as `<name>.png` or, when it is
 * animated and not `still`, `<name>.mkv` in `folder`.
 * @throws JobFailure ContentUnsupported for what is too large or no image, ContentMalformed for a damaged one
 */
export async function drawImage(
  file: string,
  { width, height, still }: { width: number; height: number; still: boolean },
  tools: DrawingTools,
  folder: string,
  name: string,
): Promise<DrawnPicture> {
  const image = await look(file, tools, folder);
  const size = scaled(image, { width, height });
  const animation = still ? null : image.animation;
  const path = join(folder, `${name}.${animation ? 'mkv' : 'png'}`);
  const same = size.width === image.width && size.height === image.height;
  const filters = [
    // A constant rate, so that the last frame too lasts as long as it should.
    ...(animation ? [`fps=${rateOf(animation, size)}`] : []),
    ...(same ? ['format=rgba'] : scaling(size)),
  ];
  const form = animation
    ? ['-c:v', 'ffv1', '-pix_fmt', 'bgra', '-f', 'matroska']
    : ['-frames:v', '1', '-c:v', 'png', '-pix_fmt', 'rgba', '-f', 'image2', '-update', '1'];
  const args = ['-nostdin', '-y', ...GUARD, '-i', file, '-vf', filters.join(','), ...form, path];
  await run(tools.ffmpeg, args, tools, folder);
  return { path, seconds: animation?.seconds ?? null };
}

/** What is transparent has a colour too, often black: it must not bleed into the edges. */
function scaling({ width, height }: Size): string[] {
  const scale = `scale=${width}:${height}:flags=lanczos`;
  return [
    'format=rgba',
    'format=gbrap',
    'premultiply=inplace=1',
    scale,
    'unpremultiply=inplace=1',
    'format=rgba',
  ];
}

interface Animation {
  /** Seconds of one round, and frames per second that show all its frames. */
  seconds: number;
  fps: number;
}

/** Frames per second. Throws JobFailure for more frames or pixels than are held. */
function rateOf({ seconds, fps }: Animation, { width, height }: Size): string {
  const rate = Math.min(fps, MAX_FPS, MAX_FRAMES / seconds);
  if (rate * seconds * width * height > MAX_ANIMATED_PIXELS) {
    throw unsupported(`All frames of an animated image have at most ${MAX_ANIMATED_PIXELS} pixels together.`);
  }
  return rate.toFixed(3);
}

interface Image {
  width: number;
  height: number;
  /** null for a single picture. */
  animation: Animation | null;
}

async function look(file: string, tools: DrawingTools, folder: string): Promise<Image> {
  const show = ['-count_packets', '-show_format', '-show_streams', '-of', 'json'];
  const answer = FfprobeOutput.parse(
    JSON.parse(await run(tools.ffprobe, [...GUARD, ...show, '-i', file], tools, folder)),
  );
  const [stream] = answer.streams;
  if (!stream?.width || !stream.height) throw malformed();
  if (stream.width * stream.height > MAX_PIXELS) throw tooLarge();
  const frames = stream.nb_read_packets ?? 1;
  const [numerator, denominator] = fraction(stream.r_frame_rate) ?? [10, 1];
  const fps = numerator / denominator;
  const seconds = answer.format.duration || frames / fps;
  const animated = ANIMATIONS.includes(answer.format.format_name) && frames > 1;
  return { width: stream.width, height: stream.height, animation: animated ? { seconds, fps } : null };
}

function scaled(image: Size, { width, height }: Size): Size {
  if (width === 0 && height === 0) return { width: image.width, height: image.height };
  const size = {
    width: width || Math.max(1, Math.round((height * image.width) / image.height)),
    height: height || Math.max(1, Math.round((width * image.height) / image.width)),
  };
  if (size.width * size.height > MAX_PIXELS) throw tooLarge();
  return size;
}

async function run(program: string, args: string[], { signal }: DrawingTools, cwd: string): Promise<string> {
  const { code, stderr, stdout } = await runTool({ program, args, cwd, signal });
  if (/exceeds specified max pixel count|Picture size \d+x\d+ is invalid/.test(stderr)) throw tooLarge();
  if (stderr.includes('Format not on whitelist'))
    throw unsupported('Images are JPEG, PNG, WebP or GIF files.');
  if (code !== 0) throw malformed();
  return stdout;
}

function tooLarge(): JobFailure {
  return unsupported(`The image is too large: at most ${MAX_PIXELS} pixels are taken.`);
}

function unsupported(message: string): JobFailure {
  return new JobFailure({ code: 'SourceFileError.ContentUnsupported', message });
}

function malformed(): JobFailure {
  return new JobFailure({ code: 'SourceFileError.ContentMalformed', message: 'The image is damaged.' });
}
