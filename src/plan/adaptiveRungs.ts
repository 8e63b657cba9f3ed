// The sub streams of an adaptive stream in the backend's terms (StreamInfos of its template).
import type { AdaptiveStream } from '../catalog/adaptiveTemplate.ts';
import type { AudioTemplate } from '../catalog/template.ts';
import type { LadderOutput, LadderSound } from '../contract/ladder.ts';
import { invalidValue, unsupportedParameter } from '../mps/errors.ts';
import { checkCombinations } from './combinations.ts';
import { type ParameterName, refuseUnservedVideo } from './parameters.ts';
import { renditionOf } from './rendition.ts';

export interface Rungs {
  rungs: LadderOutput['rungs'];
  /** Seconds of a segment; 0 = chosen by the backend. */
  seconds: number;
}

const MAX_RUNGS = 10;

/**
 * What `streams` make. `name` gives the dotted name of a field of the stream with that index; `rawPts`: the output as a
 * whole keeps the source's times. Throws InvalidParameterValue and UnsupportedOperation.
 */
export function adaptiveRungs(
  streams: readonly AdaptiveStream[],
  parameter: string,
  name: (index: number) => ParameterName,
  rawPts = false,
): Rungs {
  if (streams.length === 0 || streams.length > MAX_RUNGS) {
    throw invalidValue(parameter, {
      en: `a list of 1 to ${MAX_RUNGS} sub streams`,
      zh: ` 1 至 ${MAX_RUNGS} 个子流的列表`,
    });
  }
  const found = streams.map((stream, index) => rungOf(stream, name(index), rawPts));
  return {
    rungs: found.map(({ rung }) => rung),
    // Segments are aligned, so one length counts for all.
    seconds: found.find(({ seconds }) => seconds > 0)?.seconds ?? 0,
  };
}

function rungOf(
  stream: AdaptiveStream,
  name: ParameterName,
  rawPts: boolean,
): { rung: LadderOutput['rungs'][number]; seconds: number } {
  const { Video, Audio, AudioList, RemoveVideo, RemoveAudio } = stream;
  if (!RemoveVideo && Video.Codec === 'copy') {
    throw invalidValue(
      name('Video.Codec'),
      {
        en: 'a codec other than `copy`, unless `RemoveVideo` is 1',
        zh: '除 `copy` 以外的编码格式（除非 `RemoveVideo` 为 1）',
      },
      'InvalidParameterValue.VideoCodec',
    );
  }
  const own: ParameterName = (field) =>
    name(field.replace('VideoTemplate', 'Video').replace('AudioTemplate', 'Audio'));
  refuseUnservedVideo(Video, own);
  const renditionWith = (audio: AudioTemplate, at: ParameterName) => {
    const rendition = renditionOf(
      // The template's own SegmentType says what is made.
      {
        ...{ Container: 'hls', RemoveVideo, RemoveAudio, TEHDConfig: null, EnhanceConfig: null },
        VideoTemplate: { ...Video, SegmentType: 0, ...(rawPts && { RawPts: 0 }) },
        AudioTemplate: { ...audio, StreamSelects: [] },
      },
      at,
    );
    checkCombinations(rendition, at);
    return rendition;
  };
  const listed = RemoveAudio ? [] : AudioList;
  const sounds = listed.map((audio, track): LadderSound[] => {
    const at: ParameterName = (field) => own(field).replace(/Audio(?=\.|$)/, `AudioList.${track}`);
    const { audio: spec } = renditionWith(audio, at);
    return spec ? [soundOf(audio, { ...spec, tracks: [track] }, at('AudioTemplate'))] : [];
  });
  const { video, audio, segments } = renditionWith(Audio, own);
  const single = audio && listed.length === 0 ? [soundOf(Audio, audio, own('AudioTemplate'))] : [];
  return { rung: { video, audio: [...sounds.flat(), ...single] }, seconds: segments?.seconds ?? 0 };
}

/** A sound with what the template calls it. Of tracks that are merged, a whole one alone is served. */
function soundOf(audio: AudioTemplate, spec: LadderSound['spec'], parameter: string): LadderSound {
  const { AudioName, AudioLanguage, DefaultTrack, TrackChannelInfo } = audio;
  const { tracks, ...rest } = spec;
  const stream = TrackChannelInfo ? wholeTrack(TrackChannelInfo, `${parameter}.TrackChannelInfo`) : null;
  return {
    spec: stream === null && tracks && tracks[0] !== 0 ? { ...rest, tracks } : rest,
    ...(stream === null ? {} : { stream }),
    ...(AudioName ? { name: AudioName } : {}),
    ...(AudioLanguage ? { language: AudioLanguage } : {}),
    ...(DefaultTrack ? { isDefault: true } : {}),
  };
}

/** The stream index of the one track that is named whole; null when none is. */
function wholeTrack(info: NonNullable<AudioTemplate['TrackChannelInfo']>, parameter: string): number | null {
  if (info.ChannelsRemix) throw unsupportedParameter(`${parameter}.ChannelsRemix`);
  if (info.SelectType && info.SelectType !== 'track') throw unsupportedParameter(`${parameter}.SelectType`);
  const tracks = info.InputTrackInfo ?? [];
  const [first] = tracks;
  if (!first) return null;
  if (tracks.length > 1 || first.ChannelVolume?.length)
    throw unsupportedParameter(`${parameter}.InputTrackInfo`);
  const number = first.TrackNum ? Number(first.TrackNum) : 1;
  if (!Number.isInteger(number) || number < 0 || number > 1000) {
    throw invalidValue(`${parameter}.InputTrackInfo.0.TrackNum`, {
      en: 'the index of an audio track',
      zh: '音轨序号',
    });
  }
  return number;
}
