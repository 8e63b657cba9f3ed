// AddonAudioStream: files whose sound becomes further tracks of an output.
import { MAX_TRACKS, type MediaOutput, SEVERAL_TRACKS } from '../contract/media.ts';
import { ApiError, invalidValue } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { inputLocation } from './input.ts';
import type { Rendition } from './rendition.ts';
import type { SubtaskContext } from './subtask.ts';

/**
 * The files, which are added to the job's. Throws ApiError: UnsupportedOperation for containers of one track and outputs
 * without sound, InvalidParameterValue.
 */
export function planAddedAudio(
  { Definition, OverrideParameter: override }: TranscodeTaskInput,
  { container, audio }: Pick<Rendition, 'container' | 'audio'>,
  { parameter: parent, appId, files }: SubtaskContext,
): Pick<MediaOutput, 'addedAudio'> {
  const given = (Definition === 0 ? undefined : override?.AddonAudioStream) ?? [];
  if (given.length === 0) return {};
  const parameter = `${parent}.OverrideParameter.AddonAudioStream`;
  if (!audio || !SEVERAL_TRACKS.includes(container)) {
    const [en, zh] = audio
      ? [`the container \`${container}\``, container]
      : ['an output without sound', '无音频'];
    throw new ApiError('UnsupportedOperation', {
      en: `Parameter \`${parameter}\` is not supported here for ${en}.`,
      zh: `此处不支持参数 \`${parameter}\`：${zh}。`,
    });
  }
  const most = MAX_TRACKS - (audio.tracks?.length ?? 1);
  if (given.length > most) {
    throw invalidValue(parameter, {
      en: `a list of at most ${most} files beside the tracks of the source`,
      zh: `除源音轨外不超过 ${most} 个文件的列表`,
    });
  }
  const addedAudio = given.map((info, index) => {
    const name = `${parameter}.${index}`;
    return files.add({ location: inputLocation(info, appId, name), parameter: name });
  });
  return { addedAudio };
}
