// KeyPTSList: moments of the source at which every picture has a key frame, and begins a segment.
import type { AdaptiveStream } from '../catalog/adaptiveTemplate.ts';
import { invalidValue } from '../mps/errors.ts';

/** Moments of one stream at most. */
const MAX_MOMENTS = 1000;

/**
 * The moments in seconds by the source's own clock, in order; none where none are given. As documented they need sub
 * streams that keep the source's times (`RawPts`) and its frame rate; key frames of a `Gop` would not fall together with
 * them. Throws InvalidParameterValue.
 */
export function keyMoments(
  list: readonly (number | bigint)[],
  streams: readonly AdaptiveStream[],
  parameter: string,
): number[] {
  const given = list.map(Number);
  if (given.length === 0) return [];
  if (given.length > MAX_MOMENTS || given.some((milliseconds) => milliseconds < 0)) {
    throw invalidValue(parameter, {
      en: `a list of at most ${MAX_MOMENTS} times, which are not negative`,
      zh: `不超过 ${MAX_MOMENTS} 个非负时间的列表`,
    });
  }
  const videos = streams.flatMap(({ RemoveVideo, Video }) => (RemoveVideo ? [] : [Video]));
  const usable = videos.every(({ RawPts, Fps, Gop }) => RawPts === 1 && Fps === 0 && Gop === 0);
  if (videos.length === 0 || !usable) {
    throw invalidValue(parameter, {
      en: 'used with pictures whose `Video.RawPts` is 1 and whose `Video.Fps` and `Video.Gop` are 0',
      zh: '仅可在 `Video.RawPts` 为 1 且 `Video.Fps` 和 `Video.Gop` 为 0 时使用',
    });
  }
  return [...new Set(given)].sort((a, b) => a - b).map((milliseconds) => milliseconds / 1000);
}
