// Rules that tracks of sound and of subtitles have in common (AddOnSubtitle, AddOnAudio).
import { invalidValue } from '../mps/errors.ts';

/** Tracks of one kind that are added to an output at most. */
const MAX_TRACKS = 20;
/** Letters of any script stand for the documentation's letters and Chinese characters. */
const NAME = /^[\p{L}\p{M}\p{N} _.()[\]（）【】-]*$/u;

/** Throws InvalidParameterValue for too many tracks, and for more than one that is the default. */
export function checkTracks(tracks: readonly { DefaultTrack?: boolean | null }[], parameter: string): void {
  if (tracks.length > MAX_TRACKS) {
    throw invalidValue(parameter, {
      en: `a list of at most ${MAX_TRACKS} tracks`,
      zh: `不超过 ${MAX_TRACKS} 项的列表`,
    });
  }
  if (tracks.filter(({ DefaultTrack }) => DefaultTrack).length > 1) {
    throw invalidValue(parameter, {
      en: 'such that at most one track has `DefaultTrack`',
      zh: '最多一个 `DefaultTrack` 的列表',
    });
  }
}

/** Throws InvalidParameterValue for a name with other characters than the documented ones. */
export function checkTrackName(name: string | null | undefined, parameter: string): void {
  if (NAME.test(name ?? '')) return;
  throw invalidValue(parameter, {
    en: 'letters, digits, spaces, `_`, `-`, `.` and brackets',
    zh: '由文字、数字、空格、`_`、`-`、`.` 和括号组成的名称',
  });
}
