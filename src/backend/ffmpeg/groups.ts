// How many outputs one ffmpeg makes at once.
import type { MediaOutput } from '../../contract/media.ts';
import { targetSize } from './picture.ts';
import type { Source } from './source.ts';
import { usedStreams } from './streams.ts';
import { arePictures, subtitleStream } from './subtitleStream.ts';

/** Pixels of all pictures that are encoded side by side: eight of 1080p, or two of 4K. An encoder of 1080p holds about 200 MB. */
export const MAX_PIXELS = 8 * 1920 * 1088;
/** Each output has threads and buffers of its own, also one that only copies. */
const MAX_OUTPUTS = 16;

/** Splits the outputs, in order, into groups that fit in memory together; an output too large for any is alone. */
export function outputGroups(outputs: MediaOutput[], source: Source): MediaOutput[][] {
  const groups: MediaOutput[][] = [];
  let pixels = 0;
  for (const output of outputs) {
    const more = standsAlone(output, source) ? Infinity : encodedPixels(output, source);
    const last = groups.at(-1);
    if (last && last.length < MAX_OUTPUTS && pixels + more <= MAX_PIXELS) {
      last.push(output);
      pixels += more;
    } else {
      groups.push([output]);
      pixels = more;
    }
  }
  return groups;
}

/**
 * While one begins with another file, the source's frames would wait for it in memory where others take them already.
 * Subtitles that are pictures go into one graph of filters: ffmpeg 5.1 crashes when they go into two.
 */
function standsAlone({ head, tail, video }: MediaOutput, source: Source): boolean {
  const stream = video?.subtitle?.stream;
  const subtitle = stream === undefined ? undefined : subtitleStream(source, stream);
  return Boolean(head || tail || (subtitle && arePictures(subtitle)));
}

function encodedPixels(output: MediaOutput, source: Source): number {
  const { video } = usedStreams(output, source);
  if (!video || !output.video || output.video.codec === 'copy') return 0;
  const { width, height } = targetSize(output.video, video);
  return width * height;
}
