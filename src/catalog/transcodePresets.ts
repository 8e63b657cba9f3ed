// The preset transcoding templates (MPS document 862/37042 "preset templates", shared with VOD).
// Of the Top Speed Codec presets 1003xx are not here: their parameters are not public.
import type { AudioTemplate, TranscodeTemplate, VideoTemplate } from './template.ts';

/** The date that the service shows for its preset 100010; presets have no other history here. */
const CREATED = '2020-03-04T07:39:36+08:00';

const VIDEO: VideoTemplate = {
  Codec: 'libx264',
  Fps: 0,
  Bitrate: 0,
  ResolutionAdaptive: 'open',
  Width: 0,
  Height: 0,
  FillType: 'stretch',
  Gop: 0,
  VideoProfile: '',
  VideoLevel: '',
  SegmentType: 0,
  FpsDenominator: 1,
  Stereo3dType: '',
  HlsTime: 0,
  Mode: 'ABR',
  Sar: '',
  NoScenecut: 0,
  BitDepth: 8,
  RawPts: 0,
  ScenarioBased: 0,
  SceneType: '',
  CompressType: '',
};
const AAC: AudioTemplate = { Codec: 'libfdk_aac', Bitrate: 48, SampleRate: 44100, AudioChannel: 2 };
const MP3: AudioTemplate = { ...AAC, Codec: 'libmp3lame' };
const SOURCE_AUDIO: AudioTemplate = { ...AAC, Bitrate: 0, SampleRate: 0, AudioChannel: 0 };
const COPIED_AUDIO: AudioTemplate = { Codec: 'copy', Bitrate: 0, SampleRate: 0, AudioChannel: 0 };

/** mp4, hls and flv id, name, width and height (pixels), video kbps, fps. */
type HistoricRow = readonly [number, number, number, string, number, number, number, number];

const HISTORIC_H264: readonly HistoricRow[] = [
  [10, 210, 10046, 'FLU', 320, 0, 256, 24],
  [20, 220, 10047, 'SD', 640, 0, 512, 24],
  [30, 230, 10048, 'HD', 1280, 0, 1024, 24],
  [40, 240, 10049, 'FHD', 1920, 0, 2500, 24],
  [70, 270, 370, '2K', 0, 1440, 3072, 30],
  [80, 280, 380, '4K', 0, 2160, 6144, 30],
];
const HISTORIC_H265: readonly HistoricRow[] = [
  [510, 610, 710, 'FLU', 0, 240, 250, 15],
  [520, 620, 720, 'SD', 0, 480, 600, 24],
  [530, 630, 730, 'HD', 0, 720, 800, 25],
  [540, 640, 740, 'FHD', 0, 1080, 1400, 30],
  [570, 670, 770, '2K', 0, 1440, 2048, 30],
  [580, 680, 780, '4K', 0, 2160, 4096, 30],
];

/** mp4 and hls id, name, short side (pixels), video and audio kbps. */
type CurrentRow = readonly [number, number, string, number, number, number];

const CURRENT_H264: readonly CurrentRow[] = [
  [100010, 100210, 'FLU', 360, 400, 64],
  [100020, 100220, 'SD', 540, 1000, 64],
  [100030, 100230, 'HD', 720, 1800, 128],
  [100040, 100240, 'FHD', 1080, 2500, 128],
  [100070, 100270, '2K', 1440, 3000, 160],
  [100080, 100280, '4K', 2160, 6000, 160],
];
const CURRENT_H265: readonly CurrentRow[] = [
  [101010, 101210, 'FLU', 360, 300, 64],
  [101020, 101220, 'SD', 540, 800, 64],
  [101030, 101230, 'HD', 720, 1500, 128],
];

/** id, name, short side (pixels, 0 = the source's), audio kbps (0 = the source's). */
const TOP_SPEED: readonly (readonly [number, string, number, number])[] = [
  [100800, 'Same', 0, 0],
  [100810, 'FLU', 360, 64],
  [100820, 'SD', 540, 64],
  [100830, 'HD', 720, 128],
  [100840, 'FHD', 1080, 128],
];

/** id, container, kbps. */
const AUDIO: readonly (readonly [number, 'm4a' | 'mp3', number])[] = [
  [1010, 'mp3', 128],
  [1020, 'mp3', 320],
  [1100, 'm4a', 24],
  [1110, 'm4a', 48],
  [1120, 'm4a', 96],
  [1130, 'm4a', 192],
  [1140, 'm4a', 256],
];

/** id, container: streams are copied. */
const REMUX: readonly (readonly [number, 'mp4' | 'hls'])[] = [
  [875, 'mp4'],
  [876, 'hls'],
];

/** Every transcoding preset that can be used, frozen. */
export const transcodePresets: readonly TranscodeTemplate[] = Object.freeze([
  ...HISTORIC_H264.flatMap((row) => historic(row, 'libx264')),
  ...HISTORIC_H265.flatMap((row) => historic(row, 'libx265')),
  ...CURRENT_H264.flatMap((row) => current(row, 'libx264')),
  ...CURRENT_H265.flatMap((row) => current(row, 'libx265')),
  ...TOP_SPEED.map(([id, name, Height, audioBitrate]) => {
    const video = { ...VIDEO, Height, Fps: 25 };
    const audio = audioBitrate > 0 ? { ...AAC, Bitrate: audioBitrate } : SOURCE_AUDIO;
    return preset(id, 'mp4', `MP4-TSC-${name}`, video, audio, { Type: 'TEHD-100', MaxVideoBitrate: 0 });
  }),
  ...AUDIO.map(([id, container, Bitrate]) => {
    const audio = { ...(container === 'mp3' ? MP3 : AAC), Bitrate };
    return preset(id, container, `${container.toUpperCase()}-${Bitrate}K`, null, audio);
  }),
  ...REMUX.map(([id, container]) => {
    const video = { ...VIDEO, Codec: 'copy', Mode: '' };
    return preset(id, container, `Remux-${container.toUpperCase()}`, video, COPIED_AUDIO);
  }),
]);

/** The ids below 10050: High/Main profile, VBR, a key frame each 240 frames, 48 kbps audio. */
function historic(row: HistoricRow, Codec: 'libx264' | 'libx265'): TranscodeTemplate[] {
  const [mp4, hls, flv, name, Width, Height, Bitrate, Fps] = row;
  const isH264 = Codec === 'libx264';
  const sizes = { Width, Height, Bitrate, Fps };
  const VideoProfile = isH264 ? 'high' : 'main';
  const video = { ...VIDEO, ...sizes, Codec, VideoProfile, FillType: 'black', Gop: 240, Mode: 'VBR' };
  const suffix = isH264 ? '' : '-H265';
  return [
    preset(mp4, 'mp4', `MP4-${name}${suffix}`, video, AAC),
    preset(hls, 'hls', `HLS-${name}${suffix}`, video, AAC),
    preset(flv, 'flv', `FLV-${name}${suffix}`, video, isH264 ? MP3 : AAC),
  ];
}

/** The ids from 100010 on: 25 fps, ABR, key frames left to the encoder. */
function current(row: CurrentRow, Codec: 'libx264' | 'libx265'): TranscodeTemplate[] {
  const [mp4, hls, name, Height, Bitrate, audioBitrate] = row;
  const video = { ...VIDEO, Codec, Height, Bitrate, Fps: 25 };
  const audio = { ...AAC, Bitrate: audioBitrate };
  const suffix = Codec === 'libx264' ? '' : '-H265';
  return [
    preset(mp4, 'mp4', `MP4-${name}${suffix}`, video, audio),
    preset(hls, 'hls', `HLS-${name}${suffix}`, video, audio),
  ];
}

function preset(
  id: number,
  Container: string,
  Name: string,
  video: VideoTemplate | null,
  audio: AudioTemplate,
  TEHDConfig: TranscodeTemplate['TEHDConfig'] = null,
): TranscodeTemplate {
  return Object.freeze({
    Definition: String(id),
    Container,
    Name,
    Comment: '',
    Type: 'Preset',
    RemoveVideo: video ? 0 : 1,
    RemoveAudio: 0,
    VideoTemplate: video && Object.freeze({ ...video }),
    AudioTemplate: Object.freeze({ ...audio }),
    TEHDConfig,
    ContainerType: video ? 'Video' : 'PureAudio',
    CreateTime: CREATED,
    UpdateTime: CREATED,
    EnhanceConfig: null,
    AliasName: '',
  });
}
