// AddOnSubtitles of a transcoding: subtitles as tracks beside picture and sound.
import type { MediaOutput } from '../contract/media.ts';
import { ApiError } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { adaptiveSubtitles } from './adaptiveSubtitles.ts';
import type { SubtaskContext } from './subtask.ts';

/**
 * Containers that have such tracks. A playlist of HLS that names segments can't name subtitles: that takes one above it
 * (RFC 8216, 4.3.4.1), which adaptive streams have.
 */
const CONTAINERS: readonly MediaOutput['container'][] = ['mp4', 'mov', 'mkv', 'webm'];

/**
 * The tracks, whose files are added to the job's. Throws ApiError: UnsupportedOperation for containers without tracks of
 * subtitles and for captions inside the picture, MissingParameter, InvalidParameterValue.
 */
export function planSubtitleTracks(
  { Definition, OverrideParameter: override }: TranscodeTaskInput,
  container: MediaOutput['container'],
  { parameter: parent, appId, files }: SubtaskContext,
): Pick<MediaOutput, 'subtitles'> {
  const given = (Definition === 0 ? undefined : override?.AddOnSubtitles) ?? [];
  if (given.length === 0) return {};
  const parameter = `${parent}.OverrideParameter`;
  const subtitles = adaptiveSubtitles(given, { parameter, appId, files });
  if (!CONTAINERS.includes(container)) {
    const name = `${parameter}.AddOnSubtitles`;
    throw new ApiError('UnsupportedOperation', {
      en: `Parameter \`${name}\` is not supported here for the container \`${container}\`.`,
      zh: `封装格式为 \`${container}\` 时，此处不支持参数 \`${name}\`。`,
    });
  }
  return { subtitles };
}
