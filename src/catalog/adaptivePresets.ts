// The preset templates of adaptive streams (MPS document "preset templates", shared with VOD): no encryption.
import type { AdaptiveDynamicStreamingTemplate, AdaptiveStream } from './adaptiveTemplate.ts';
import { audioTemplate, videoTemplate } from './streamTemplate.ts';

/** As of the transcoding presets. */
const CREATED = '2020-03-04T07:39:36+08:00';

/** Short side in pixels, video kbps. 480 and 720 lines do have the same bit rate in the document. */
const LADDER: readonly (readonly [number, number])[] = [
  [240, 256],
  [480, 512],
  [720, 512],
  [1080, 1024],
  [1440, 3072],
  [2160, 6144],
];

const STREAMS: readonly AdaptiveStream[] = LADDER.map(([Height, Bitrate]) => ({
  Video: videoTemplate({ Codec: 'h264', Fps: 24, Bitrate, Height }),
  Audio: audioTemplate({ Codec: 'aac', Bitrate: 48, SampleRate: 44_100 }),
  RemoveAudio: 0,
  RemoveVideo: 0,
  AudioList: [],
}));

/** The settings that both have. */
const COMMON = {
  Type: 'Preset',
  Comment: '',
  StreamInfos: STREAMS,
  DisableHigherVideoBitrate: 0,
  PureAudio: 0,
  CreateTime: CREATED,
  UpdateTime: CREATED,
} as const;

export const adaptivePresets: readonly AdaptiveDynamicStreamingTemplate[] = Object.freeze([
  {
    ...COMMON,
    Definition: 10,
    Name: 'Adaptive-HLS',
    Format: 'HLS',
    SegmentType: 'ts-segment',
    DisableHigherVideoResolution: 1,
  },
  {
    ...COMMON,
    Definition: 20,
    Name: 'Adaptive-MPEG-DASH',
    Format: 'MPEG-DASH',
    SegmentType: 'mp4-byterange',
    DisableHigherVideoResolution: 0,
  },
]);
