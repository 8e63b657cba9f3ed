// Transcoding parameters in the backend's terms.
import type { AudioTemplate, TranscodeParameters, VideoTemplate } from '../catalog/template.ts';
import type { AudioSpec, MediaOutput, VideoSpec } from '../contract/media.ts';
import { ApiError } from '../mps/errors.ts';
import { enhanced } from './enhancement.ts';
import type { ParameterName } from './parameters.ts';

type SegmentType = NonNullable<NonNullable<MediaOutput['segment']>['type']>;

/** What is made, before its files have names. */
export interface Rendition extends Pick<MediaOutput, 'container' | 'video' | 'audio'> {
  /** Of HLS: null elsewhere. `seconds` of 0 are chosen by the backend. */
  segments: { type: SegmentType; seconds: number } | null;
}

const CONTAINERS = valuesOf<MediaOutput['container']>(
  ...(['mp4', 'mov', 'flv', 'hls', 'ts', 'mkv', 'webm', 'mxf', 'mp3', 'm4a', 'flac', 'ogg', 'wav'] as const),
);
/** Containers whose files have sound only, whatever else is asked for. */
const SOUND_ONLY: readonly MediaOutput['container'][] = ['mp3', 'm4a', 'flac', 'ogg', 'wav'];
/** Requests name codecs, answers name encoders: both are taken. */
const VIDEO_CODECS: ReadonlyMap<string, VideoSpec['codec']> = new Map([
  ...valuesOf<VideoSpec['codec']>('h264', 'h265', 'av1', 'vp8', 'vp9', 'mpeg2', 'copy'),
  ['libx264', 'h264'],
  ['libx265', 'h265'],
]);
const AUDIO_CODECS: ReadonlyMap<string, AudioSpec['codec']> = new Map([
  ...valuesOf<AudioSpec['codec']>('aac', 'mp3', 'mp2', 'ac3', 'eac3', 'flac', 'opus', 'vorbis'),
  ...valuesOf<AudioSpec['codec']>('pcm16', 'pcm24', 'copy'),
  ['libfdk_aac', 'aac'],
  ['libmp3lame', 'mp3'],
  ['libopus', 'opus'],
  ['libvorbis', 'vorbis'],
]);
const PROFILES: ReadonlyMap<string, VideoSpec['profile']> = new Map([
  ...valuesOf<VideoSpec['profile']>('', 'baseline', 'main', 'high'),
  ['default', ''],
]);
/** VBR is the default of Mode, black that of FillType. */
const RATE_CONTROLS: ReadonlyMap<string, VideoSpec['rateControl']> = new Map([
  ['', 'vbr'],
  ['VBR', 'vbr'],
  ['ABR', 'abr'],
  ['CBR', 'cbr'],
  ['VCRF', 'crf'],
]);
const FILLS: ReadonlyMap<string, VideoSpec['fill']> = new Map([
  ...valuesOf<VideoSpec['fill']>('stretch', 'black', 'white', 'gauss'),
  ['', 'black'],
]);
const SEGMENT_TYPES: ReadonlyMap<string, SegmentType> = new Map([
  ['0', 'ts'],
  ['2', 'ts-ranges'],
  ['7', 'fmp4'],
  ['5', 'fmp4-ranges'],
]);

const BITS_PER_KBIT = 1000;

/** What the parameters make. Throws UnsupportedOperation for a value that no backend knows, naming its field. */
export function renditionOf(parameters: TranscodeParameters, name: ParameterName): Rendition {
  const { VideoTemplate: video, AudioTemplate: audio } = parameters;
  const container = known(name('Container'), parameters.Container, CONTAINERS);
  const hasVideo = !parameters.RemoveVideo && !SOUND_ONLY.includes(container);
  const segmentType = String(video?.SegmentType ?? 0);
  const spec = hasVideo && video ? videoSpec(video, name) : null;
  const streams = {
    video: spec && adapted(spec, parameters.TEHDConfig, name),
    audio: !parameters.RemoveAudio && audio ? audioSpec(audio, name) : null,
  };
  return {
    container,
    ...enhanced(streams, parameters.EnhanceConfig, name),
    segments:
      container === 'hls'
        ? {
            type: known(name('VideoTemplate.SegmentType'), segmentType, SEGMENT_TYPES),
            seconds: video?.HlsTime ?? 0,
          }
        : null,
  };
}

/** Top Speed Codec: the bits that the content needs in place of a bit rate. Its maximum is in kbps, 0 is none. */
function adapted(
  video: VideoSpec,
  config: TranscodeParameters['TEHDConfig'],
  name: ParameterName,
): VideoSpec {
  if (!config?.Type) return video;
  if (video.codec === 'copy' || video.codec === 'mpeg2') {
    throw new ApiError('InvalidParameterValue.TEHDType', {
      en: `Parameter \`${name('TEHDConfig.Type')}\` can not be used when \`VideoTemplate.Codec\` is \`${video.codec}\`.`,
      zh: `\`VideoTemplate.Codec\` 为 \`${video.codec}\` 时不能使用参数 \`${name('TEHDConfig.Type')}\`。`,
    });
  }
  return { ...video, rateControl: 'content', bitrate: (config.MaxVideoBitrate ?? 0) * BITS_PER_KBIT };
}

/** {format} in the name of the main file, and in that of its segments. */
export function formatsOf({ container, segments }: Pick<Rendition, 'container' | 'segments'>): {
  main: string;
  segment: string;
} {
  const segment = segments?.type === 'fmp4' ? 'm4s' : segments?.type === 'fmp4-ranges' ? 'mp4' : 'ts';
  return { main: container === 'hls' ? 'm3u8' : container, segment };
}

function videoSpec(video: VideoTemplate, name: ParameterName): VideoSpec {
  return {
    codec: known(name('VideoTemplate.Codec'), video.Codec, VIDEO_CODECS),
    profile: known(name('VideoTemplate.VideoProfile'), video.VideoProfile, PROFILES),
    ...(video.VideoLevel === '' ? {} : { level: video.VideoLevel }),
    ...(video.BitDepth === 10 ? { bitDepth: 10 } : {}),
    bitrate: video.Bitrate * BITS_PER_KBIT,
    rateControl: known(name('VideoTemplate.Mode'), video.Mode, RATE_CONTROLS),
    ...(video.Vcrf === undefined ? {} : { quality: video.Vcrf }),
    fps: video.Fps / (video.FpsDenominator || 1),
    width: video.Width,
    height: video.Height,
    adaptive: video.ResolutionAdaptive !== 'close',
    fill: known(name('VideoTemplate.FillType'), video.FillType, FILLS),
    gop: video.Gop,
    ...(video.GopUnit === 'second' ? { gopUnit: 'second' } : {}),
    ...(video.NoScenecut === 1 ? { sceneCuts: true } : {}),
    ...(video.Bframes === undefined ? {} : { bFrames: video.Bframes }),
    ...(video.Sar === '2:1' ? { sampleAspect: '2:1' } : {}),
    ...(video.RawPts === 1 ? { keepTimes: true } : {}),
  };
}

function audioSpec(audio: AudioTemplate, name: ParameterName): AudioSpec {
  return {
    codec: known(name('AudioTemplate.Codec'), audio.Codec, AUDIO_CODECS),
    bitrate: audio.Bitrate * BITS_PER_KBIT,
    sampleRate: audio.SampleRate,
    channels: audio.AudioChannel,
    ...(audio.StreamSelects?.length ? { tracks: [...audio.StreamSelects] } : {}),
  };
}

function known<T>(field: string, value: string, values: ReadonlyMap<string, T>): T {
  const found = values.get(value);
  if (found === undefined) {
    throw new ApiError('UnsupportedOperation', {
      en: `The value \`${value}\` of parameter \`${field}\` is not supported here.`,
      zh: `此处不支持参数 \`${field}\` 的取值 \`${value}\`。`,
    });
  }
  return found;
}

/** Values that are called the same on both sides. */
function valuesOf<T extends string>(...values: T[]): Map<string, T> {
  return new Map(values.map((value) => [value, value]));
}
