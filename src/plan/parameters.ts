// What a transcoding is asked to make: a template, a template with changes, or parameters in the request itself.
import { AUDIO_DEFAULTS, VIDEO_DEFAULTS } from '../catalog/streamTemplate.ts';
import type { TranscodeParameters, TranscodeTemplate } from '../catalog/template.ts';
import { missingParameter, unsupportedParameter } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { said } from '../mps/said.ts';
import { refuseUnserved } from './unserved.ts';

type Raw = NonNullable<TranscodeTaskInput['RawParameter']>;
type Override = NonNullable<TranscodeTaskInput['OverrideParameter']>;

/** The dotted name in the request of a parameter such as "VideoTemplate.Codec", for messages. */
export type ParameterName = (field: string) => string;

const UNSERVED = ['StdExtInfo'] as const;

/** RawParameter, whose dotted name is `parent`, with its defaults. Throws ApiError: UnsupportedOperation for what nothing here acts on. */
export function rawParameters(raw: Raw, parent: string): TranscodeParameters {
  const name: ParameterName = (field) => `${parent}.${field}`;
  refuseUnserved(parent, raw, UNSERVED);
  refuseUnservedParts(raw, name);
  const { VideoTemplate: video, AudioTemplate: audio } = raw;
  return {
    Container: raw.Container,
    RemoveVideo: flag(raw.RemoveVideo),
    RemoveAudio: flag(raw.RemoveAudio),
    VideoTemplate: video ? { ...VIDEO_DEFAULTS, ...said(video) } : null,
    AudioTemplate: audio ? { ...AUDIO_DEFAULTS, ...said(audio) } : null,
    TEHDConfig: raw.TEHDConfig ?? null,
    EnhanceConfig: raw.EnhanceConfig ?? null,
  };
}

/**
 * A template with the fields that OverrideParameter has put over its own, one by one. Throws ApiError: MissingParameter
 * for a stream that the template does not have and that is not described whole, UnsupportedOperation.
 */
export function overriddenParameters(
  template: TranscodeTemplate,
  override: Override,
  parent: string,
): TranscodeParameters {
  const name: ParameterName = (field) => `${parent}.${field}`;
  refuseUnserved(parent, override, UNSERVED);
  refuseUnservedParts(override, name);
  const { VideoTemplate: video, AudioTemplate: audio } = override;
  return {
    Container: override.Container || template.Container,
    RemoveVideo: flag(override.RemoveVideo ?? template.RemoveVideo),
    RemoveAudio: flag(override.RemoveAudio ?? template.RemoveAudio),
    VideoTemplate: merged(
      template.VideoTemplate,
      VIDEO_DEFAULTS,
      said(video ?? {}),
      name('VideoTemplate.Codec'),
    ),
    AudioTemplate: merged(
      template.AudioTemplate,
      AUDIO_DEFAULTS,
      said(audio ?? {}),
      name('AudioTemplate.Codec'),
    ),
    TEHDConfig: overriddenTehd(template.TEHDConfig, override.TEHDConfig),
    EnhanceConfig: template.EnhanceConfig,
  };
}

/** An empty Type leaves the template's, as an absent MaxVideoBitrate does (TEHDConfigForUpdate). */
function overriddenTehd(
  template: TranscodeTemplate['TEHDConfig'],
  override: Override['TEHDConfig'],
): TranscodeTemplate['TEHDConfig'] {
  if (!override) return template;
  return {
    Type: override.Type || (template?.Type ?? ''),
    MaxVideoBitrate: override.MaxVideoBitrate ?? template?.MaxVideoBitrate ?? 0,
  };
}

/** Throws UnsupportedOperation, naming `parent`, for what a template asks for and nothing here acts on. */
export function refuseUnservedTemplate(template: TranscodeTemplate, parent: string): void {
  refuseUnserved(parent, template, ['StdExtInfo']);
  refuseUnservedParts(template, (field) => `${parent}.${field}`);
}

function merged<T extends { readonly Codec: string }>(
  template: T | null,
  defaults: Omit<T, 'Codec'>,
  changes: { Codec?: string },
  codecName: string,
): T | null {
  if (template) return { ...template, ...changes };
  if (Object.keys(changes).length === 0) return null;
  if (!changes.Codec) throw missingParameter(codecName);
  return { ...defaults, ...changes } as T;
}

/** Parameters that have a value which says "off". */
function refuseUnservedParts(given: Raw | Override | TranscodeTemplate, name: ParameterName): void {
  // Top Speed Codec for sound, of which nothing is known.
  if (given.TEHDConfig?.Type === 'TEHD-200') throw unsupportedParameter(name('TEHDConfig.Type'));
  refuseUnservedVideo(given.VideoTemplate, name);
}

/** Throws UnsupportedOperation for the parts of a description of a picture that nothing here acts on. */
export function refuseUnservedVideo(
  video: Override['VideoTemplate'] | TranscodeTemplate['VideoTemplate'],
  name: ParameterName,
): void {
  if (video?.ContentAdaptStream) throw unsupportedParameter(name('VideoTemplate.ContentAdaptStream'));
  if (video?.Compress) throw unsupportedParameter(name('VideoTemplate.Compress'));
  if (video?.SegmentSpecificInfo?.Switch === 'on')
    throw unsupportedParameter(name('VideoTemplate.SegmentSpecificInfo'));
}

function flag(value: number | undefined): 0 | 1 {
  return value === 1 ? 1 : 0;
}
