// Transcoding parameters ("RawTranscodeParameter", "OverrideTranscodeParameter" and below).
import { FLAG, type Rule, TRACK_NAME, type TypeRules } from './rule.ts';

/** The list of RawTranscodeParameter.Container, and what the notes on Codec name besides. */
export const CONTAINER: Rule = {
  name: 'Container',
  oneOf: ['mp4', 'flv', 'hls', 'mp3', 'flac', 'ogg', 'm4a', 'ts', 'mov', 'mkv', 'webm', 'mxf', 'wav'],
};
export const REMOVE_VIDEO: Rule = { name: 'RemoveVideo', oneOf: [0, 1] };
export const REMOVE_AUDIO: Rule = { name: 'RemoveAudio', oneOf: [0, 1] };

export const H264_LEVELS = [
  '1',
  '1.1',
  '1.2',
  '1.3',
  '2',
  '2.1',
  '2.2',
  '3',
  '3.1',
  '3.2',
  '4',
  '4.1',
  '4.2',
  '5',
  '5.1',
];
export const H265_LEVELS = [
  '1',
  '2',
  '2.1',
  '3',
  '3.1',
  '4',
  '4.1',
  '5',
  '5.1',
  '5.2',
  '6',
  '6.1',
  '6.2',
  '8.5',
];

const side = (name: 'Width' | 'Height'): Rule[] => [
  { name, range: [128, 7680], orZero: true },
  { name, range: [128, 4096], orZero: true, when: { Codec: NOT_MV_HEVC } },
];
/** Requests name codecs, answers of the API name encoders: a caller may send back what he was told. */
const VIDEO_CODECS = [
  'h264',
  'libx264',
  'h265',
  'libx265',
  'h266',
  'av1',
  'vp8',
  'vp9',
  'mpeg2',
  'dnxhd',
  'copy',
];
const NOT_MV_HEVC = [...VIDEO_CODECS, '', undefined];

const video: TypeRules = {
  Codec: { name: 'VideoCodec', oneOf: [...VIDEO_CODECS, 'mv-hevc'] },
  Fps: { name: 'Fps', range: [0, 120], per: 'FpsDenominator' },
  FpsDenominator: { name: 'Fps', range: [1, 100_000] },
  Bitrate: { name: 'VideoBitrate', range: [128, 100_000], orZero: true },
  ResolutionAdaptive: { name: 'ResolutionAdaptive', oneOf: ['open', 'close'] },
  Width: side('Width'),
  Height: side('Height'),
  Gop: { name: 'Gop', range: [0, 100_000] },
  GopUnit: { name: 'Gop', oneOf: ['frame', 'second'] },
  FillType: { name: 'FillType', oneOf: ['stretch', 'black', 'white', 'gauss', 'smarttailor'] },
  Vcrf: { range: [0, 51] },
  ContentAdaptStream: FLAG,
  HlsTime: { range: [0, 10] },
  SegmentType: { oneOf: [0, 2, 5, 7] },
  Stereo3dType: { oneOf: ['side_by_side', 'top_bottom'] },
  VideoProfile: { oneOf: ['baseline', 'main', 'high', 'default'] },
  VideoLevel: [
    { oneOf: H264_LEVELS, when: { Codec: ['h264', 'libx264'] } },
    { oneOf: H265_LEVELS, when: { Codec: ['h265', 'libx265'] } },
  ],
  Bframes: { range: [0, 16] },
  Mode: { oneOf: ['VBR', 'ABR', 'CBR', 'VCRF'] },
  Sar: { oneOf: ['1:1', '2:1', 'default'] },
  NoScenecut: FLAG,
  BitDepth: { oneOf: [8, 10] },
  RawPts: FLAG,
  Compress: { range: [0, 100] },
  ScenarioBased: FLAG,
};

const audio: TypeRules = {
  Codec: {
    name: 'AudioCodec',
    oneOf: [
      ...['aac', 'libfdk_aac', 'mp3', 'libmp3lame', 'mp2', 'ac3', 'eac3', 'flac', 'pcm16', 'pcm24', 'copy'],
      // What WebM has; the documentation's list leaves them out.
      ...['opus', 'libopus', 'vorbis', 'libvorbis'],
    ],
  },
  Bitrate: [
    { name: 'AudioBitrate', range: [26, 256], orZero: true, when: { TrackChannelInfo: [undefined] } },
    { name: 'AudioBitrate', range: [0, 6144] },
  ],
  SampleRate: {
    name: 'AudioSampleRate',
    oneOf: [0, 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000],
  },
  AudioChannel: { name: 'AudioChannel', oneOf: [0, 1, 2, 6] },
  AudioName: TRACK_NAME,
};

export const TRANSCODE_RULES: Record<string, TypeRules> = {
  RawTranscodeParameter: {
    Container: CONTAINER,
    RemoveVideo: REMOVE_VIDEO,
    RemoveAudio: REMOVE_AUDIO,
    VideoTemplate: { requiredWhen: { RemoveVideo: [0, undefined] } },
    AudioTemplate: { requiredWhen: { RemoveAudio: [0, undefined] } },
  },
  OverrideTranscodeParameter: {
    Container: CONTAINER,
    RemoveVideo: REMOVE_VIDEO,
    RemoveAudio: REMOVE_AUDIO,
    AddonAudioStream: { as: 'AttachedInput' },
  },
  VideoTemplateInfo: video,
  VideoTemplateInfoForUpdate: video,
  AudioTemplateInfo: audio,
  AudioTemplateInfoForUpdate: audio,
  AudioTrackChannelInfo: { ChannelsRemix: FLAG, SelectType: { oneOf: ['track', 'track_channel'] } },
  TrackInfo: {
    TrackNum: {
      form: {
        pattern: /^\d{1,4}(\.\d{1,2})?$/,
        is: {
          en: 'a track such as `1`, or a channel of it such as `1.0`',
          zh: '音轨（如 `1`）或其声道（如 `1.0`）',
        },
      },
    },
    ChannelVolume: { range: [-60, 6], maxItems: 16 },
  },
  SegmentSpecificInfo: {
    Switch: { name: 'Switch', oneOf: ['on', 'off'] },
    FragmentEndNum: { range: [1, 1_000_000] },
  },
  TEHDConfig: { Type: { name: 'TEHDType', oneOf: ['', 'TEHD-100'] } },
  TEHDConfigForUpdate: { Type: { name: 'TEHDType', oneOf: ['TEHD-100', 'TEHD-200'] } },
  AdaptiveStreamTemplate: {
    RemoveVideo: REMOVE_VIDEO,
    RemoveAudio: REMOVE_AUDIO,
    AudioList: { maxItems: 64 },
  },
};
