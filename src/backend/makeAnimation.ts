// Animated pictures: GIF and WebP.
import { join } from 'node:path';
import type { MediaFacts } from '../contract/facts.ts';
import type { AnimationOutput } from '../contract/picture.ts';
import { animationCommands } from './ffmpeg/animationCommand.ts';
import { mediaFacts } from './ffmpeg/facts.ts';
import { windowOf } from './ffmpeg/moments.ts';
import { targetSize } from './ffmpeg/picture.ts';
import { probeOutput } from './ffmpeg/probe.ts';
import { JobFailure } from './jobFailure.ts';
import { localFile } from './output/outputFiles.ts';
import { webpDuration } from './output/webpDuration.ts';
import type { Made, PictureWork } from './pictureWork.ts';

/** Sides of a WebP picture have 14 bits. */
const MAX_WEBP_SIDE = 16_383;

/** @throws JobFailure InvalidTimeOffset, ResultFileSizeTooLarge, ConfigurationUnsupported, or what ffmpeg's end means */
export async function makeAnimation(output: AnimationOutput, work: PictureWork): Promise<Made> {
  const part = windowOf(output, work.videoDuration);
  const { width, height } = targetSize(output.picture, work.video);
  if (output.picture.format === 'webp' && Math.max(width, height) > MAX_WEBP_SIDE) {
    throw new JobFailure({
      code: 'InvalidInput.ConfigurationUnsupported',
      message: `A picture of ${width}x${height} pixels is too large for webp.`,
    });
  }
  const file = join(work.folder, `main.${output.picture.format}`);
  const palette = join(work.folder, 'palette.png');
  const { input, video: source } = work;
  const commands = animationCommands({ input, source, output, ...part, file, palette });
  for (const [pass, args] of commands.entries()) {
    await work.ffmpeg(args, part.length, (seconds) =>
      work.onProgress(pass * part.length + seconds, commands.length * part.length),
    );
  }
  const main = await localFile(file, output.main);
  const media =
    output.picture.format === 'webp'
      ? webpFacts((await webpDuration(file)) || part.length, { ...output, width, height }, main.size)
      : mediaFacts(await probeOutput(work.ffprobe, file, work.signal), main.size);
  return { files: [main], facts: { kind: 'media', media, md5: main.md5, files: 1 } };
}

/** ffprobe 5.1 does not read animated WebP; what it holds is known. */
function webpFacts(
  duration: number,
  { width, height, fps }: { width: number; height: number; fps: number },
  size: number,
): MediaFacts {
  const bitrate = Math.round((size * 8) / duration);
  const color = { colorPrimaries: '', colorSpace: '', colorTransfer: '', hdr: '' };
  const rate = { bitrate, fpsNumerator: Math.round(fps * 1000), fpsDenominator: 1000 };
  return {
    ...{ size, container: 'webp', bitrate, duration, videoDuration: duration, audioDuration: 0 },
    ...{ width, height, rotate: 0 },
    video: [{ codec: 'webp', codecs: '', width, height, ...rate, ...color }],
    audio: [],
  };
}
