// A template of adaptive streams (data type AdaptiveDynamicStreamingTemplate), all defaults filled in.
import type { AudioTemplate, VideoTemplate } from './template.ts';

export interface AdaptiveDynamicStreamingTemplate {
  readonly Definition: number;
  readonly Type: 'Preset' | 'Custom';
  readonly Name: string;
  readonly Comment: string;
  readonly Format: 'HLS' | 'MPEG-DASH';
  /** In the order in which they were written; at most 10. */
  readonly StreamInfos: readonly AdaptiveStream[];
  /** 1: no stream gets a higher bit rate, or a larger picture, than the source. */
  readonly DisableHigherVideoBitrate: 0 | 1;
  readonly DisableHigherVideoResolution: 0 | 1;
  readonly PureAudio: 0 | 1;
  /** "ts-segment" (the default), "ts-byterange", "mp4-segment", …; of MPEG-DASH "mp4-byterange" or "mp4-mp4-byterange". */
  readonly SegmentType: string;
  readonly CreateTime: string;
  readonly UpdateTime: string;
}

export interface AdaptiveStream {
  readonly Video: VideoTemplate;
  readonly Audio: AudioTemplate;
  readonly RemoveAudio: 0 | 1;
  readonly RemoveVideo: 0 | 1;
  /** More sound tracks besides Audio; empty when there are none. */
  readonly AudioList: readonly AudioTemplate[];
}
