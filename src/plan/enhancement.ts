// EnhanceConfig in the backend's terms.
import type { AudioEnhancement, VideoEnhancement } from '../contract/enhancement.ts';
import type { AudioSpec, MediaOutput, VideoSpec } from '../contract/media.ts';
import { ApiError, invalidValue, unsupportedParameter } from '../mps/errors.ts';
import type { EnhanceConfig } from '../mps/requests.ts';
import type { ParameterName } from './parameters.ts';

type VideoConfig = NonNullable<EnhanceConfig['VideoEnhance']>;
type AudioConfig = NonNullable<EnhanceConfig['AudioEnhance']>;
type Streams = Pick<MediaOutput, 'video' | 'audio'>;

/** `streams` with what the configuration adds to them. Throws ApiError: InvalidParameterValue, UnsupportedOperation. */
export function enhanced(
  streams: Streams,
  config: EnhanceConfig | null | undefined,
  name: ParameterName,
): Streams {
  const at: ParameterName = (field) => name(`EnhanceConfig.${field}`);
  const { video, audio } = streams;
  return {
    video: video && config?.VideoEnhance ? enhancedVideo(video, config.VideoEnhance, at) : video,
    audio: audio && config?.AudioEnhance ? enhancedAudio(audio, config.AudioEnhance, at) : audio,
  };
}

function enhancedVideo(video: VideoSpec, config: VideoConfig, at: ParameterName): VideoSpec {
  const field: ParameterName = (part) => at(`VideoEnhance.${part}`);
  // Their default is OFF. What they do needs trained models.
  for (const part of ['DiffusionEnhance', 'AiRestoration'] as const) {
    if (config[part]?.Switch === 'ON') throw unsupportedParameter(field(part));
  }
  if (isOn(config.ImageQualityEnhance) && isOn(config.ArtifactRepair))
    throw exclusive(field, 'ArtifactRepair', 'ImageQualityEnhance');
  if (isOn(config.FrameRate) && isOn(config.FrameRateWithDen))
    throw exclusive(field, 'FrameRateWithDen', 'FrameRate');
  const given = items(config);
  if (Object.keys(given).length === 0) {
    // The scene alone asks for an enhancement and leaves open which.
    if (!config.EnhanceSceneType) return video;
    given.quality = 'normal';
  }
  if (video.codec === 'copy') throw onCopy(at('VideoEnhance'), 'VideoTemplate.Codec');
  if (given.hdr) checkHdr(video, field('Hdr'));
  return { ...video, enhance: given };
}

function items(config: VideoConfig): VideoEnhancement {
  const { Denoise, ImageQualityEnhance, ColorEnhance, ArtifactRepair, SuperResolution, Hdr } = config;
  const scratches = isOn(config.ScratchRepair) ? (config.ScratchRepair?.Intensity ?? 0) : 0;
  const fps = interpolated(config);
  return {
    ...(scratches > 0 ? { scratches } : {}),
    ...(isOn(ArtifactRepair) ? { artifacts: strength(ArtifactRepair?.Type, 'strong') } : {}),
    ...(isOn(Denoise) ? { denoise: strength(Denoise?.Type, 'strong') } : {}),
    ...(isOn(config.LowLightEnhance) ? { lowLight: true } : {}),
    ...(isOn(ColorEnhance) ? { color: strength(ColorEnhance?.Type, 'normal', 'strong') } : {}),
    ...(isOn(ImageQualityEnhance)
      ? { quality: strength(ImageQualityEnhance?.Type, 'normal', 'strong') }
      : {}),
    ...(isOn(SuperResolution) ? { upscale: SuperResolution?.Type === 'hq' ? 'hq' : 'lq' } : {}),
    ...(fps > 0 ? { interpolate: fps } : {}),
    ...(isOn(Hdr) ? { hdr: Hdr?.Type === 'HLG' ? 'HLG' : 'HDR10' } : {}),
  };
}

/** Frames per second that are asked for; 0 when none are. */
function interpolated({ FrameRate, FrameRateWithDen }: VideoConfig): number {
  if (isOn(FrameRateWithDen)) return (FrameRateWithDen?.FpsNum ?? 0) / (FrameRateWithDen?.FpsDen || 1);
  return isOn(FrameRate) ? (FrameRate?.Fps ?? 0) : 0;
}

function checkHdr({ codec, bitDepth, profile }: VideoSpec, at: string): void {
  if (codec !== 'h264' && codec !== 'h265') {
    throw invalidValue(at, {
      en: 'used with the codec h264 or h265 only',
      zh: '仅可用于 h264 或 h265 编码',
    });
  }
  if (bitDepth !== 10 || profile === 'baseline') {
    throw invalidValue(at, {
      en: 'used with a `VideoTemplate.BitDepth` of 10 only',
      zh: '仅可在 `VideoTemplate.BitDepth` 为 10 时使用',
    });
  }
}

function enhancedAudio(audio: AudioSpec, config: AudioConfig, at: ParameterName): AudioSpec {
  const { Denoise, Separate, VolumeBalance, Beautify } = config;
  const types = isOn(Beautify) ? (Beautify?.Types?.length ? Beautify.Types : ['declick']) : [];
  const enhance: AudioEnhancement = {
    ...(isOn(Separate)
      ? {
          separate: {
            kind: Separate?.Type === 'music' ? 'music' : 'normal',
            keep: Separate?.Track?.toLowerCase() === 'background' ? 'background' : 'vocal',
          },
        }
      : {}),
    ...(isOn(Denoise) ? { denoise: true } : {}),
    ...(types.includes('declick') ? { declick: true } : {}),
    ...(types.includes('deesser') ? { deesser: true } : {}),
    ...(isOn(VolumeBalance) ? { volume: VolumeBalance?.Type === 'gainControl' ? 'gain' : 'loudness' } : {}),
  };
  if (Object.keys(enhance).length === 0) return audio;
  if (audio.codec === 'copy') throw onCopy(at('AudioEnhance'), 'AudioTemplate.Codec');
  return { ...audio, enhance };
}

/** ON is the default of Switch: an item that is there without it is meant. */
function isOn(item: { Switch?: string } | null | undefined): boolean {
  return item !== undefined && item !== null && item.Switch !== 'OFF';
}

/** Weak is the default of every Type. */
function strength<T extends string>(type: string | undefined, ...more: T[]): 'weak' | T {
  return more.find((known) => known === type) ?? 'weak';
}

function exclusive(field: ParameterName, one: string, other: string): ApiError {
  return new ApiError('InvalidParameterValue', {
    en: `Parameter \`${field(one)}\` can not be on together with \`${field(other)}\`.`,
    zh: `参数 \`${field(one)}\` 与 \`${field(other)}\` 不能同时开启。`,
  });
}

function onCopy(at: string, codec: string): ApiError {
  return new ApiError('InvalidParameterValue', {
    en: `Parameter \`${at}\` can not be used when \`${codec}\` is \`copy\`.`,
    zh: `\`${codec}\` 为 \`copy\` 时不能使用参数 \`${at}\`。`,
  });
}
