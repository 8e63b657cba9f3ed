// Descriptions of streams (data types VideoTemplateInfo and AudioTemplateInfo) with their defaults filled in.
import type { AdaptiveStreamTemplate, AudioTemplateInfo, VideoTemplateInfo } from '../mps/requests.ts';
import { said } from '../mps/said.ts';
import type { AdaptiveStream } from './adaptiveTemplate.ts';
import { flag } from './customTemplate.ts';
import type { AudioTemplate, VideoTemplate } from './template.ts';

/** Defaults of VideoTemplateInfo. */
export const VIDEO_DEFAULTS: Omit<VideoTemplate, 'Codec'> = {
  Fps: 0,
  FpsDenominator: 1,
  Bitrate: 0,
  ResolutionAdaptive: 'open',
  Width: 0,
  Height: 0,
  FillType: 'black',
  Gop: 0,
  VideoProfile: '',
  VideoLevel: '',
  SegmentType: 0,
  Stereo3dType: '',
  HlsTime: 0,
  Mode: 'VBR',
  Sar: '',
  NoScenecut: 0,
  BitDepth: 8,
  RawPts: 0,
  ScenarioBased: 0,
  SceneType: '',
  CompressType: '',
};
/** Defaults of AudioTemplateInfo. */
export const AUDIO_DEFAULTS: Omit<AudioTemplate, 'Codec'> = { Bitrate: 0, SampleRate: 0, AudioChannel: 2 };

/** What the API calls a codec in requests, and the encoder that its answers name in its place. */
const ENCODERS = new Map([
  ['h264', 'libx264'],
  ['h265', 'libx265'],
  ['aac', 'libfdk_aac'],
  ['mp3', 'libmp3lame'],
]);

export function videoTemplate(video: VideoTemplateInfo): VideoTemplate {
  return { ...VIDEO_DEFAULTS, ...said(video), Codec: encoder(video.Codec) };
}

export function audioTemplate(audio: AudioTemplateInfo): AudioTemplate {
  return { ...AUDIO_DEFAULTS, ...said(audio), Codec: encoder(audio.Codec) };
}

/** A sub stream of an adaptive stream. */
export function adaptiveStream(stream: AdaptiveStreamTemplate): AdaptiveStream {
  return {
    // A stream of sound alone need not say how there is no picture.
    Video: videoTemplate(stream.Video ?? { Codec: 'copy', Fps: 0, Bitrate: 0 }),
    Audio: audioTemplate(stream.Audio),
    RemoveAudio: flag(stream.RemoveAudio),
    RemoveVideo: flag(stream.RemoveVideo),
    AudioList: (stream.AudioList ?? []).map(audioTemplate),
  };
}

function encoder(codec: string): string {
  return ENCODERS.get(codec) ?? codec;
}
