// HeadTailParameter: files that an output begins and ends with.
import type { MediaOutput } from '../contract/media.ts';
import { ApiError, invalidValue } from '../mps/errors.ts';
import type { MediaInputInfo, TranscodeTaskInput } from '../mps/requests.ts';
import { inputLocation } from './input.ts';
import type { Rendition } from './rendition.ts';
import type { SubtaskContext } from './subtask.ts';

/** Files of one set at most: each is open while the output is made. */
const MAX_FILES = 10;

/** Whether there is anything before or after the transcoded source. Typed clients send empty sets for none. */
export function hasHeadOrTail({ HeadTailParameter: given }: TranscodeTaskInput): boolean {
  return Boolean(given?.HeadSet?.length || given?.TailSet?.length);
}

/**
 * The files before and after the transcoded source, which are added to the job's. Throws ApiError: UnsupportedOperation
 * where a stream is copied or keeps the source's times, InvalidParameterValue for too many, and for what can't be a file.
 */
export function planHeadTail(
  task: TranscodeTaskInput,
  { video, audio }: Pick<Rendition, 'video' | 'audio'>,
  { parameter: parent, appId, files }: Pick<SubtaskContext, 'parameter' | 'appId' | 'files'>,
): Pick<MediaOutput, 'head' | 'tail'> {
  if (!hasHeadOrTail(task)) return {};
  const parameter = `${parent}.HeadTailParameter`;
  if (video?.codec === 'copy') throw notWith(parameter, 'VideoTemplate.Codec', 'copy');
  if (audio?.codec === 'copy') throw notWith(parameter, 'AudioTemplate.Codec', 'copy');
  if (video?.keepTimes) throw notWith(parameter, 'VideoTemplate.RawPts', '1');
  const named = (set: 'HeadSet' | 'TailSet', given: MediaInputInfo[] = []) => {
    if (given.length > MAX_FILES) {
      throw invalidValue(`${parameter}.${set}`, {
        en: `a list of at most ${MAX_FILES} files`,
        zh: `不超过 ${MAX_FILES} 个文件的列表`,
      });
    }
    return given.map((info, index) => {
      const name = `${parameter}.${set}.${index}`;
      return files.add({ location: inputLocation(info, appId, name), parameter: name });
    });
  };
  const head = named('HeadSet', task.HeadTailParameter?.HeadSet);
  const tail = named('TailSet', task.HeadTailParameter?.TailSet);
  return { ...(head.length > 0 && { head }), ...(tail.length > 0 && { tail }) };
}

function notWith(parameter: string, other: string, value: string): ApiError {
  return new ApiError('UnsupportedOperation', {
    en: `Parameter \`${parameter}\` is not supported here when \`${other}\` is \`${value}\`.`,
    zh: `\`${other}\` 为 \`${value}\` 时，此处不支持参数 \`${parameter}\`。`,
  });
}
