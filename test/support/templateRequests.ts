// A request for each kind of template, in the forms in which callers write them.
import type { TemplateKind } from '../../src/catalog/templates.ts';
import { pngOf } from './pngOf.ts';

export const VIDEO = { Codec: 'h264', Fps: 10, Bitrate: 128, Width: 128 };
export const AUDIO = { Codec: 'aac', Bitrate: 32, SampleRate: 44_100 };
export const TRANSCODE = { Container: 'mp4', VideoTemplate: VIDEO, AudioTemplate: AUDIO };
export const PNG = pngOf(20, 10);

/** A request for each kind; what Modify changes; what Describe says of it in the end. */
export const TEMPLATES: { [Kind in TemplateKind]: [request: object, change: object, shown: object] } = {
  Transcode: [
    { ...TRANSCODE, Name: 'n' },
    { VideoTemplate: { Fps: 12 }, AudioTemplate: { Codec: 'mp3' } },
    {
      ...{ Container: 'mp4', RemoveVideo: 0, RemoveAudio: 0, ContainerType: 'Video', TEHDConfig: null },
      VideoTemplate: { Codec: 'libx264', Fps: 12, Bitrate: 128, Width: 128, Height: 0, FillType: 'black' },
      AudioTemplate: { Codec: 'libmp3lame', Bitrate: 32, SampleRate: 44_100, AudioChannel: 2 },
    },
  ],
  Watermark: [
    { Type: 'image', ImageTemplate: { ImageContent: PNG, Width: '15%' }, XPos: '5%' },
    { ImageTemplate: { Height: '40px' }, CoordinateOrigin: 'BottomRight' },
    {
      ...{ Type: 'image', XPos: '5%', YPos: '0px', CoordinateOrigin: 'BottomRight', TextTemplate: null },
      ImageTemplate: { Width: '15%', Height: '40px', RepeatType: 'repeat' },
    },
  ],
  SnapshotByTimeOffset: [
    { Width: '540', Format: 'png' },
    { FillType: 'white', Height: 128 },
    { Width: 540, Height: 128, Format: 'png', FillType: 'white', ResolutionAdaptive: 'open' },
  ],
  SampleSnapshot: [
    { SampleType: 'Time', SampleInterval: 5 },
    { SampleType: 'Percent' },
    { SampleType: 'Percent', SampleInterval: 5, Format: 'jpg', FillType: 'black', Width: 0 },
  ],
  ImageSprite: [
    { SampleType: 'Percent', SampleInterval: 5, RowCount: '5', ColumnCount: 6, Width: 128, Height: 128 },
    { ColumnCount: 7 },
    { SampleType: 'Percent', SampleInterval: 5, RowCount: 5, ColumnCount: 7, Width: 128, Format: 'jpg' },
  ],
  AnimatedGraphics: [
    { Fps: 5, Format: 'webp', Width: 200 },
    { Quality: 33.5 },
    { Fps: 5, Format: 'webp', Width: 200, Height: 0, Quality: 33.5 },
  ],
  AdaptiveDynamicStreaming: [
    { Format: 'HLS', StreamInfos: [{ Video: VIDEO, Audio: AUDIO }] },
    {
      DisableHigherVideoBitrate: 1,
      StreamInfos: [{ Video: { ...VIDEO, Codec: 'libx265' }, Audio: AUDIO, RemoveAudio: 1 }],
    },
    {
      ...{ Format: 'HLS', DisableHigherVideoBitrate: 1, PureAudio: 0, SegmentType: 'ts-segment' },
      StreamInfos: [
        {
          Video: { Codec: 'libx265', Fps: 10 },
          Audio: { Codec: 'libfdk_aac' },
          RemoveAudio: 1,
          AudioList: [],
        },
      ],
    },
  ],
  AIAnalysis: [
    { TagConfigure: { Switch: 'ON' }, CoverConfigure: { Switch: 'ON' } },
    { CoverConfigure: { Switch: 'OFF' } },
    { TagConfigure: { Switch: 'ON' }, CoverConfigure: { Switch: 'OFF' }, FrameTagConfigure: null },
  ],
  AIRecognition: [
    { FaceConfigure: { Switch: 'ON', Score: 80.5, UserDefineLibraryLabelSet: ['staff'] } },
    {
      FaceConfigure: { UserDefineLibraryLabelSet: [] },
      AsrWordsConfigure: { Switch: 'ON', LabelSet: ['a'] },
    },
    {
      FaceConfigure: { Switch: 'ON', Score: 80.5, UserDefineLibraryLabelSet: [], FaceLibrary: 'All' },
      AsrWordsConfigure: { Switch: 'ON', LabelSet: ['a'] },
    },
  ],
  ContentReview: [
    { PornConfigure: { ImgReviewInfo: { Switch: 'ON', LabelSet: ['porn'], BlockConfidence: 90 } } },
    { PornConfigure: { ImgReviewInfo: { ReviewConfidence: 40 }, AsrReviewInfo: { Switch: 'OFF' } } },
    {
      PornConfigure: {
        ImgReviewInfo: { Switch: 'ON', LabelSet: ['porn'], BlockConfidence: 90, ReviewConfidence: 40 },
        AsrReviewInfo: { Switch: 'OFF' },
      },
    },
  ],
  QualityControl: [
    {
      Name: 'n',
      QualityControlItemSet: [{ Type: 'Blur' }],
      Strategy: { StrategyType: 'TimeSpotCheck', TimeSpotCheck: { CheckDuration: 10 } },
    },
    { QualityControlItemSet: [{ Type: 'Noise', Switch: 'ON', Threshold: '5' }] },
    {
      QualityControlItemSet: [{ Type: 'Noise', Switch: 'ON', Threshold: '5' }],
      Strategy: { TimeSpotCheck: { CheckDuration: 10 } },
    },
  ],
  SmartSubtitle: [
    { Name: 'n', VideoSrcLanguage: 'zh', SubtitleType: 0 },
    { SubtitleType: 2, TranslateSwitch: 'ON', TranslateDstLanguage: 'en', SubtitleFormat: 'srt' },
    {
      VideoSrcLanguage: 'zh',
      SubtitleType: 2,
      TranslateSwitch: 'ON',
      TranslateDstLanguage: 'en',
      ProcessType: 0,
    },
  ],
  SmartErase: [
    {
      Name: 'n',
      EraseType: 'privacy',
      ErasePrivacyConfig: { PrivacyModel: 'blur', PrivacyTargets: ['face'] },
    },
    { ErasePrivacyConfig: { PrivacyModel: 'mosaic', PrivacyTargets: ['plate'] } },
    { EraseType: 'privacy', ErasePrivacyConfig: { PrivacyModel: 'mosaic', PrivacyTargets: ['plate'] } },
  ],
};
