// Subtitles that are added to an adaptive stream (AddOnSubtitles).
import type { LadderSubtitle } from '../contract/ladder.ts';
import { inputInfoEcho } from '../mps/echo.ts';
import { missingParameter, unsupportedParameter } from '../mps/errors.ts';
import type { AdaptiveDynamicStreamingTaskInput } from '../mps/requests.ts';
import { inputLocation } from './input.ts';
import type { SubtaskContext } from './subtask.ts';
import { checkTrackName, checkTracks } from './trackFields.ts';

type AddOnSubtitle = NonNullable<AdaptiveDynamicStreamingTaskInput['AddOnSubtitles']>[number];

/** Bytes of a subtitle file: hours of text come to some hundred kilobytes. */
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Subtitles as WebVTT tracks of their own; their files are added to the job's. Throws UnsupportedOperation for captions inside
 * the picture and for TTML, InvalidParameterValue, MissingParameter.
 */
export function adaptiveSubtitles(
  given: AddOnSubtitle[],
  { parameter: parent, appId, files }: Pick<SubtaskContext, 'parameter' | 'appId' | 'files'>,
): LadderSubtitle[] {
  const set = `${parent}.AddOnSubtitles`;
  checkTracks(given, set);
  return given.map((subtitle, n) => {
    const parameter = `${set}.${n}`;
    const { Type, Subtitle, SubtitleName, SubtitleLanguage, OutputFormat, DefaultTrack } = subtitle;
    if (Type && Type !== 'subtitle-stream') throw unsupportedParameter(`${parameter}.Type`);
    if (OutputFormat && OutputFormat !== 'WebVTT') throw unsupportedParameter(`${parameter}.OutputFormat`);
    if (!Subtitle) throw missingParameter(`${parameter}.Subtitle`);
    checkTrackName(SubtitleName, `${parameter}.SubtitleName`);
    const location = inputLocation(Subtitle, appId, `${parameter}.Subtitle`);
    return {
      file: files.add({ location, maxBytes: MAX_BYTES, parameter: `${parameter}.Subtitle` }),
      name: SubtitleName || '',
      language: SubtitleLanguage || '',
      isDefault: DefaultTrack ?? false,
    };
  });
}

/** AddOnSubtitles as the API repeats them. */
export function subtitlesEcho(given: AddOnSubtitle[]): Record<string, unknown>[] {
  return given.map(({ Type, Subtitle, SubtitleName, SubtitleLanguage, OutputFormat, DefaultTrack }) => ({
    Type: Type || 'subtitle-stream',
    Subtitle: Subtitle ? inputInfoEcho({ ...Subtitle }) : null,
    SubtitleName: SubtitleName ?? '',
    SubtitleLanguage: SubtitleLanguage ?? '',
    OutputFormat: OutputFormat || 'WebVTT',
    DefaultTrack: DefaultTrack ?? false,
  }));
}
