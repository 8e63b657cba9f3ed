// A transcoding template as DescribeTranscodeTemplates shows it (data type TranscodeTemplate of the API).
import type {
  AudioTrackChannelInfo,
  EnhanceConfig,
  SegmentSpecificInfo,
  TEHDConfig,
} from '../mps/requests.ts';

/** Numbers are kbps, frames per second and pixels; 0 means "as the source" where the API says so. */
export interface VideoTemplate {
  /** "libx264" and "h264" are the same codec: Describe answers the first, Create takes the second. */
  readonly Codec: string;
  readonly Fps: number;
  readonly Bitrate: number;
  /** "open": Width is the long side and Height the short one. "close": as written. */
  readonly ResolutionAdaptive: string;
  readonly Width: number;
  readonly Height: number;
  readonly FillType: string;
  /** Frames between key frames; 0 leaves it to the encoder. */
  readonly Gop: number;
  /** "frame" (the default) or "second". */
  readonly GopUnit?: string;
  /** "", "default", "baseline", "main" or "high". */
  readonly VideoProfile: string;
  readonly VideoLevel: string;
  readonly SegmentType: number;
  readonly FpsDenominator: number;
  readonly Stereo3dType: string;
  readonly HlsTime: number;
  /** "VBR", "ABR", … */
  readonly Mode: string;
  /** Rate factor, 0 (best) to 51. */
  readonly Vcrf?: number;
  readonly Bframes?: number;
  readonly Sar: string;
  readonly NoScenecut: number;
  readonly BitDepth: number;
  readonly RawPts: number;
  readonly ScenarioBased: number;
  readonly SceneType: string;
  readonly CompressType: string;
  readonly Compress?: number;
  readonly SegmentSpecificInfo?: SegmentSpecificInfo;
  readonly ContentAdaptStream?: number;
}

/** kbps and hertz; 0 means "as the source". */
export interface AudioTemplate {
  readonly Codec: string;
  readonly Bitrate: number;
  readonly SampleRate: number;
  readonly AudioChannel: number;
  /** Audio tracks of the source that are kept, from 0. */
  readonly StreamSelects?: readonly number[];
  readonly TrackChannelInfo?: AudioTrackChannelInfo;
  /** ISO 639 code and name of the track. */
  readonly AudioLanguage?: string;
  readonly AudioName?: string;
  readonly DefaultTrack?: boolean;
}

/** The part of a template that says what is made: RawParameter has the same. */
export type TranscodeParameters = Pick<
  TranscodeTemplate,
  | 'Container'
  | 'RemoveVideo'
  | 'RemoveAudio'
  | 'VideoTemplate'
  | 'AudioTemplate'
  | 'TEHDConfig'
  | 'EnhanceConfig'
>;

export interface TranscodeTemplate {
  /** A string in this type, although requests name it by number. */
  readonly Definition: string;
  readonly Container: string;
  readonly Name: string;
  readonly Comment: string;
  readonly Type: 'Preset' | 'Custom';
  readonly RemoveVideo: 0 | 1;
  readonly RemoveAudio: 0 | 1;
  readonly VideoTemplate: VideoTemplate | null;
  readonly AudioTemplate: AudioTemplate | null;
  readonly TEHDConfig: TEHDConfig | null;
  readonly ContainerType: 'Video' | 'PureAudio';
  readonly CreateTime: string;
  readonly UpdateTime: string;
  readonly EnhanceConfig: EnhanceConfig | null;
  readonly AliasName: string;
  /** Of Create alone: no answer shows it. */
  readonly StdExtInfo?: string;
}
