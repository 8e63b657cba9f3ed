// Sound of other files that is added to an adaptive stream (AddOnAudios).
import type { LadderOutput, LadderSound } from '../contract/ladder.ts';
import { missingParameter } from '../mps/errors.ts';
import type { AdaptiveDynamicStreamingTaskInput } from '../mps/requests.ts';
import { inputLocation } from './input.ts';
import type { SubtaskContext } from './subtask.ts';
import { checkTrackName, checkTracks } from './trackFields.ts';

type AddOnAudio = NonNullable<AdaptiveDynamicStreamingTaskInput['AddOnAudios']>[number];
type Rungs = LadderOutput['rungs'];

/** Of sound that is added where no sub stream has one of the source. */
const PLAIN_SOUND: LadderSound['spec'] = {
  ...{ codec: 'aac', bitrate: 128_000, sampleRate: 48_000, channels: 2 },
};

/**
 * The sub streams with further sounds to choose from: each is encoded as the sub stream's own, since players switch between
 * sounds of one kind only. The files are added to the job's. Throws ApiError: MissingParameter, InvalidParameterValue.
 */
export function withAddedSounds(
  rungs: Rungs,
  given: AddOnAudio[],
  { parameter: parent, appId, files }: SubtaskContext,
): Rungs {
  const set = `${parent}.AddOnAudios`;
  checkTracks(given, set);
  const added = given.map(({ InputInfo, AudioName, AudioLanguage, DefaultTrack }, n) => {
    const parameter = `${set}.${n}`;
    if (!InputInfo) throw missingParameter(`${parameter}.InputInfo`);
    checkTrackName(AudioName, `${parameter}.AudioName`);
    const location = inputLocation(InputInfo, appId, `${parameter}.InputInfo`);
    return {
      file: files.add({ location, parameter: `${parameter}.InputInfo` }),
      ...(AudioName ? { name: AudioName } : {}),
      ...(AudioLanguage ? { language: AudioLanguage } : {}),
      ...(DefaultTrack ? { isDefault: true } : {}),
    };
  });
  if (added.length === 0) return rungs;
  const takesOver = added.some(({ isDefault }) => isDefault);
  const first = rungs.flatMap(({ audio }) => audio).find(({ spec }) => spec.codec !== 'copy');
  return rungs.map(({ video, audio }) => {
    const own = audio.find(({ spec }) => spec.codec !== 'copy') ?? first;
    const { tracks: _, ...spec } = own?.spec ?? PLAIN_SOUND;
    const kept = audio.map(({ isDefault, ...sound }) =>
      isDefault && !takesOver ? { ...sound, isDefault } : sound,
    );
    return { video, audio: [...kept, ...added.map((sound) => ({ spec, ...sound }))] };
  });
}
