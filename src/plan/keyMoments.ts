// RawPts and KeyPTSList of adaptive streams: the source's times, and moments at which every picture has a key frame and
// begins a segment.
import type { AdaptiveStream } from '../catalog/adaptiveTemplate.ts';
import { invalidValue } from '../mps/errors.ts';
import type { ParameterName } from './parameters.ts';

/** Moments of one stream at most. */
const MAX_MOMENTS = 1000;

/**
 * The moments in seconds by the source's own clock, in order; null where the sub streams do not keep its times. As
 * documented moments need sub streams that do (`RawPts`), and its frame rate; key frames of a `Gop` would not fall together
 * with them. Segments of all sub streams begin at the same frames, so all keep the times or none does. `name` gives the
 * dotted name of a field of a stream. Throws InvalidParameterValue.
 */
export function keyMoments(
  list: readonly (number | bigint)[],
  streams: readonly AdaptiveStream[],
  parameter: string,
  name: (index: number) => ParameterName,
): number[] | null {
  const given = list.map(Number);
  if (given.length > MAX_MOMENTS || given.some((milliseconds) => milliseconds < 0)) {
    throw invalidValue(parameter, {
      en: `a list of at most ${MAX_MOMENTS} times, which are not negative`,
      zh: `不超过 ${MAX_MOMENTS} 个非负时间的列表`,
    });
  }
  const pictures = streams.flatMap(({ RemoveVideo, Video }, index) =>
    RemoveVideo ? [] : [{ index, ...Video }],
  );
  const first = pictures.find(({ RawPts }) => RawPts === 1);
  if (!first && given.length === 0) return null;
  const usable = pictures.every(({ RawPts, Fps, Gop }) => RawPts === 1 && Fps === 0 && Gop === 0);
  if (first && !usable && given.length === 0) {
    throw invalidValue(name(first.index)('Video.RawPts'), {
      en: '1 in all sub streams or in none, with an `Fps` and a `Gop` of 0',
      zh: '在所有子流中均为 1 或均为 0，且 `Fps` 和 `Gop` 为 0',
    });
  }
  if (!first || !usable) {
    throw invalidValue(parameter, {
      en: 'used with pictures whose `Video.RawPts` is 1 and whose `Video.Fps` and `Video.Gop` are 0',
      zh: '仅可在 `Video.RawPts` 为 1 且 `Video.Fps` 和 `Video.Gop` 为 0 时使用',
    });
  }
  return [...new Set(given)].sort((a, b) => a - b).map((milliseconds) => milliseconds / 1000);
}
