// A sub stream of the request as the API repeats it, defaults filled in.
import { AUDIO_DEFAULTS, VIDEO_DEFAULTS } from '../catalog/streamTemplate.ts';
import { parameterEcho } from '../mps/echo.ts';
import type { AdaptiveStreamTemplate, AudioTemplateInfo } from '../mps/requests.ts';
import { said } from '../mps/said.ts';

/** AdaptiveStreamTemplate with every field. */
export function streamEcho({ Video, Audio, AudioList, RemoveAudio, RemoveVideo }: AdaptiveStreamTemplate) {
  return {
    Video: parameterEcho('VideoTemplateInfo', Video && { ...VIDEO_DEFAULTS, ...said(Video) }),
    Audio: soundEcho(Audio),
    RemoveAudio: RemoveAudio ?? 0,
    RemoveVideo: RemoveVideo ?? 0,
    AudioList: (AudioList ?? []).map(soundEcho),
  };
}

function soundEcho(audio: AudioTemplateInfo) {
  const unnamed = { AudioName: '', AudioLanguage: '', DefaultTrack: false };
  return parameterEcho('AudioTemplateInfo', { ...AUDIO_DEFAULTS, ...unnamed, ...said(audio) });
}
