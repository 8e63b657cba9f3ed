// How many sub streams of a ladder one ffmpeg makes at once.
import { MAX_PIXELS } from './groups.ts';
import type { Ladder } from './ladder.ts';
import { targetSize } from './picture.ts';
import type { VideoSource } from './source.ts';

/**
 * The numbers of the sub streams, in order, in runs whose pictures fit in memory together: of `most` pixels, but for a
 * picture that is larger by itself. A picture that several sub streams have is encoded once a run, so they stay together
 * when they follow each other. Sound takes no room.
 */
export function ladderRuns({ streams }: Ladder, source: VideoSource | null, most = MAX_PIXELS): number[][] {
  const runs: { numbers: number[]; pictures: Set<string>; pixels: number }[] = [];
  for (const [number, { video }] of streams.entries()) {
    const last = runs.at(-1);
    const picture = video && JSON.stringify(video);
    const { width, height } = video && source ? targetSize(video, source) : { width: 0, height: 0 };
    const more = picture === null || last?.pictures.has(picture) ? 0 : width * height;
    if (last && (more === 0 || last.pixels + more <= most)) {
      last.numbers.push(number);
      last.pixels += more;
      if (picture !== null) last.pictures.add(picture);
    } else {
      const pictures = new Set(picture === null ? [] : [picture]);
      runs.push({ numbers: [number], pictures, pixels: width * height });
    }
  }
  return runs.map(({ numbers }) => numbers);
}
