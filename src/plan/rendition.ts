// A transcoding template in the backend's terms.
import type { TranscodeTemplate, VideoTemplate } from '../catalog/template.ts';
import type { AudioSpec, MediaOutput, VideoSpec } from '../contract/media.ts';
import { ApiError } from '../mps/errors.ts';

export type Rendition = Pick<MediaOutput, 'container' | 'video' | 'audio'>;

const CONTAINERS: ReadonlyMap<string, Rendition['container']> = new Map([
  ['mp4', 'mp4'],
  ['flv', 'flv'],
  ['hls', 'hls'],
  ['mp3', 'mp3'],
  ['m4a', 'm4a'],
]);
/** Requests name codecs, answers name encoders: both are taken. */
const VIDEO_CODECS: ReadonlyMap<string, VideoSpec['codec']> = new Map([
  ['h264', 'h264'],
  ['libx264', 'h264'],
  ['h265', 'h265'],
  ['libx265', 'h265'],
  ['copy', 'copy'],
]);
const AUDIO_CODECS: ReadonlyMap<string, AudioSpec['codec']> = new Map([
  ['aac', 'aac'],
  ['libfdk_aac', 'aac'],
  ['mp3', 'mp3'],
  ['libmp3lame', 'mp3'],
  ['copy', 'copy'],
]);
const PROFILES: ReadonlyMap<string, VideoSpec['profile']> = new Map([
  ['', ''],
  ['default', ''],
  ['baseline', 'baseline'],
  ['main', 'main'],
  ['high', 'high'],
]);
/** VBR is the default of Mode, black that of FillType. */
const RATE_CONTROLS: ReadonlyMap<string, VideoSpec['rateControl']> = new Map([
  ['', 'vbr'],
  ['VBR', 'vbr'],
  ['ABR', 'abr'],
]);
const FILLS: ReadonlyMap<string, VideoSpec['fill']> = new Map([
  ['', 'black'],
  ['stretch', 'stretch'],
  ['black', 'black'],
  ['white', 'white'],
  ['gauss', 'gauss'],
]);

const BITS_PER_KBIT = 1000;

/** What a template makes. Throws UnsupportedOperation for a value that no backend knows, naming its field. */
export function renditionOf(template: TranscodeTemplate): Rendition {
  const { VideoTemplate: video, AudioTemplate: audio } = template;
  return {
    container: known('Container', template.Container, CONTAINERS),
    video: template.RemoveVideo || !video ? null : videoSpec(video),
    audio:
      template.RemoveAudio || !audio
        ? null
        : {
            codec: known('AudioTemplate.Codec', audio.Codec, AUDIO_CODECS),
            bitrate: audio.Bitrate * BITS_PER_KBIT,
            sampleRate: audio.SampleRate,
            channels: audio.AudioChannel,
          },
  };
}

/** {format} in the name of a container's main file, and in that of its segments. */
export function formatsOf(container: Rendition['container']): { main: string; segment: string } {
  return { main: container === 'hls' ? 'm3u8' : container, segment: 'ts' };
}

function videoSpec(video: VideoTemplate): VideoSpec {
  return {
    codec: known('VideoTemplate.Codec', video.Codec, VIDEO_CODECS),
    profile: known('VideoTemplate.VideoProfile', video.VideoProfile, PROFILES),
    bitrate: video.Bitrate * BITS_PER_KBIT,
    rateControl: known('VideoTemplate.Mode', video.Mode, RATE_CONTROLS),
    fps: video.Fps / (video.FpsDenominator || 1),
    width: video.Width,
    height: video.Height,
    adaptive: video.ResolutionAdaptive !== 'close',
    fill: known('VideoTemplate.FillType', video.FillType, FILLS),
    gop: video.Gop,
  };
}

/** What a template's `field` means. Throws UnsupportedOperation for a value that is none of `values`. */
export function known<T>(field: string, value: string, values: ReadonlyMap<string, T>): T {
  const found = values.get(value);
  if (found === undefined) {
    throw new ApiError('UnsupportedOperation', {
      en: `The value \`${value}\` of the template's \`${field}\` is not supported here.`,
      zh: `此处不支持模板参数 \`${field}\` 的取值 \`${value}\`。`,
    });
  }
  return found;
}
