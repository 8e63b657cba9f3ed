// Templates as answers show them: plain fields that nobody has set have the empty value of their type, but where the
// API documents null.
import type { AdaptiveDynamicStreamingTemplate } from '../../catalog/adaptiveTemplate.ts';
import type { QualityControlTemplate } from '../../catalog/aiTemplates.ts';
import type { AudioTemplate, TranscodeTemplate } from '../../catalog/template.ts';

export function showTranscode(template: TranscodeTemplate): object {
  const { AudioTemplate: audio } = template;
  return { ...template, AudioTemplate: audio && shownAudio(audio) };
}

export function showAdaptive(template: AdaptiveDynamicStreamingTemplate): object {
  const StreamInfos = template.StreamInfos.map((stream) => ({
    ...stream,
    Audio: shownAudio(stream.Audio),
    AudioList: stream.AudioList.map(shownAudio),
  }));
  return { ...template, StreamInfos };
}

export function showQualityControl(template: QualityControlTemplate): object {
  const { Strategy: strategy } = template;
  const empty = { CheckDuration: 0, CheckInterval: 0, SkipDuration: 0, CirclesNumber: 0 };
  return {
    ...template,
    Strategy: strategy && {
      ...{ StrategyType: '', ...strategy },
      TimeSpotCheck: strategy.TimeSpotCheck && { ...empty, ...strategy.TimeSpotCheck },
    },
  };
}

function shownAudio(audio: AudioTemplate): object {
  return { AudioLanguage: '', AudioName: '', DefaultTrack: false, ...audio };
}
