// The rules of the template and sample actions: what each of them refuses, and with which code.
import { expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { parseRequest } from '../parseRequest.ts';

const V = 'InvalidParameterValue';
const VIDEO = { Codec: 'h264', Fps: 25, Bitrate: 500 };
const AUDIO = { Codec: 'aac', Bitrate: 64, SampleRate: 44_100 };
const WHOLE = { Container: 'mp4', VideoTemplate: VIDEO, AudioTemplate: AUDIO };
const SAMPLED = { SampleType: 'Time', SampleInterval: 1 };
const SPRITE = { ...SAMPLED, RowCount: 1, ColumnCount: 1 };
const ABR = { Format: 'HLS', StreamInfos: [{ Video: VIDEO, Audio: AUDIO }] };
const TEXT = { FontType: 'arial.ttf', FontSize: '10px', FontColor: '0xffffff', FontAlpha: 1 };
const text = (change: object) => ({ Type: 'text', TextTemplate: { ...TEXT, ...change } });
const face = (change: object) => ({ FaceConfigure: { Switch: 'ON', ...change } });
const porn = (change: object) => ({ PornConfigure: { ImgReviewInfo: { Switch: 'ON', ...change } } });
const own = (change: object) => ({ UserDefineConfigure: { FaceReviewInfo: { Switch: 'ON', ...change } } });
const quality = (change: object) => ({ Name: 'n', QualityControlItemSet: [{ Type: 'Blur', ...change }] });
const spot = (change: object) => ({
  ...quality({}),
  Strategy: { StrategyType: 'TimeSpotCheck', TimeSpotCheck: { CheckDuration: 10, ...change } },
});
const subtitle = (change: object) => ({ Name: 'n', VideoSrcLanguage: 'zh', SubtitleType: 0, ...change });
const labels = (count: number, length = 1) => Array.from({ length: count }, () => 'x'.repeat(length));

/** Action, request; null when it is good, else code and parameter. */
const TABLE: [action: string, request: object, refused: [code: string, parameter: string] | null][] = [
  ['CreateTranscodeTemplate', WHOLE, null],
  ['CreateTranscodeTemplate', { ...WHOLE, Name: '名'.repeat(64), Comment: '🎬'.repeat(256) }, null],
  ['CreateTranscodeTemplate', { ...WHOLE, VideoTemplate: { ...VIDEO, Codec: 'libx265' } }, null],
  ['CreateTranscodeTemplate', { ...WHOLE, AudioTemplate: { ...AUDIO, Codec: 'libfdk_aac' } }, null],
  ['CreateTranscodeTemplate', { ...WHOLE, Name: 'n'.repeat(65) }, [`${V}.Name`, 'Name']],
  ['CreateTranscodeTemplate', { ...WHOLE, Comment: 'c'.repeat(257) }, [`${V}.Comment`, 'Comment']],
  ['CreateTranscodeTemplate', { ...WHOLE, Container: 'avi' }, [`${V}.Container`, 'Container']],
  ['CreateTranscodeTemplate', { ...WHOLE, RemoveVideo: 2 }, [`${V}.RemoveVideo`, 'RemoveVideo']],
  [
    'CreateTranscodeTemplate',
    { Container: 'mp3', AudioTemplate: AUDIO },
    ['MissingParameter', 'VideoTemplate'],
  ],
  ['CreateTranscodeTemplate', { Container: 'mp3', RemoveVideo: 1 }, ['MissingParameter', 'AudioTemplate']],
  ['CreateTranscodeTemplate', { Container: 'mp3', RemoveVideo: 1, AudioTemplate: AUDIO }, null],
  [
    ...(['CreateTranscodeTemplate', { ...WHOLE, TEHDConfig: { Type: 'TEHD-300' } }] as const),
    [`${V}.TEHDType`, 'TEHDConfig.Type'],
  ],
  ['CreateSnapshotByTimeOffsetTemplate', {}, null],
  ['CreateSnapshotByTimeOffsetTemplate', { Width: 0, Height: 4096 }, null],
  ['CreateSnapshotByTimeOffsetTemplate', { Width: 127 }, [`${V}.Width`, 'Width']],
  ['CreateSnapshotByTimeOffsetTemplate', { Height: 4097 }, [`${V}.Height`, 'Height']],
  ['CreateSnapshotByTimeOffsetTemplate', { Format: 'gif' }, [`${V}.Format`, 'Format']],
  ['CreateSnapshotByTimeOffsetTemplate', { FillType: 'blur' }, [`${V}.FillType`, 'FillType']],
  [
    'CreateSnapshotByTimeOffsetTemplate',
    { ResolutionAdaptive: 'auto' },
    [`${V}.ResolutionAdaptive`, 'ResolutionAdaptive'],
  ],
  ['CreateSampleSnapshotTemplate', { SampleType: 'Time' }, ['MissingParameter', 'SampleInterval']],
  ['CreateSampleSnapshotTemplate', { ...SAMPLED, SampleType: 'Frame' }, [`${V}.SampleType`, 'SampleType']],
  [
    'CreateSampleSnapshotTemplate',
    { SampleType: 'Percent', SampleInterval: 101 },
    [`${V}.SampleInterval`, 'SampleInterval'],
  ],
  ['CreateSampleSnapshotTemplate', { SampleType: 'Time', SampleInterval: 101 }, null],
  [
    'CreateSampleSnapshotTemplate',
    { SampleType: 'Time', SampleInterval: 0 },
    [`${V}.SampleInterval`, 'SampleInterval'],
  ],
  ['CreateImageSpriteTemplate', SPRITE, null],
  ['CreateImageSpriteTemplate', { ...SPRITE, RowCount: 0 }, [`${V}.RowCount`, 'RowCount']],
  ['CreateImageSpriteTemplate', { ...SPRITE, ColumnCount: 101 }, [`${V}.ColumnCount`, 'ColumnCount']],
  ['CreateImageSpriteTemplate', { ...SPRITE, FillType: 'gauss' }, [`${V}.FillType`, 'FillType']],
  ['CreateAnimatedGraphicsTemplate', { Fps: 31 }, [`${V}.Fps`, 'Fps']],
  ['CreateAnimatedGraphicsTemplate', { Fps: 30, Quality: 100.5 }, [`${V}.Quality`, 'Quality']],
  ['CreateAnimatedGraphicsTemplate', { Fps: 30, Format: 'png' }, [`${V}.Format`, 'Format']],
  ['CreateAdaptiveDynamicStreamingTemplate', ABR, null],
  ['CreateAdaptiveDynamicStreamingTemplate', { ...ABR, Format: 'dash' }, [`${V}.Format`, 'Format']],
  ['CreateAdaptiveDynamicStreamingTemplate', { ...ABR, SegmentType: 'mp4-byterange' }, null],
  ['CreateAdaptiveDynamicStreamingTemplate', { ...ABR, SegmentType: 'ts' }, [V, 'SegmentType']],
  [
    'CreateAdaptiveDynamicStreamingTemplate',
    { ...ABR, Format: 'MPEG-DASH', SegmentType: 'ts-segment' },
    [V, 'SegmentType'],
  ],
  [
    ...(['CreateAdaptiveDynamicStreamingTemplate', { ...ABR, DisableHigherVideoBitrate: 2 }] as const),
    [`${V}.DisableHigherVideoBitrate`, 'DisableHigherVideoBitrate'],
  ],
  [
    ...([
      'CreateAdaptiveDynamicStreamingTemplate',
      { ...ABR, StreamInfos: Array(11).fill(ABR.StreamInfos[0]) },
    ] as const),
    [V, 'StreamInfos'],
  ],
  ['CreateWatermarkTemplate', text({}), null],
  ['CreateWatermarkTemplate', text({ FontAlpha: 1.1 }), [`${V}.TextAlpha`, 'TextTemplate.FontAlpha']],
  ['CreateWatermarkTemplate', text({ FontSize: '10' }), [`${V}.TextTemplate`, 'TextTemplate.FontSize']],
  [
    'CreateWatermarkTemplate',
    text({ FontColor: '#ffffff' }),
    [`${V}.TextTemplate`, 'TextTemplate.FontColor'],
  ],
  [
    'CreateWatermarkTemplate',
    text({ FontType: 'times.ttf' }),
    [`${V}.TextTemplate`, 'TextTemplate.FontType'],
  ],
  [
    'CreateWatermarkTemplate',
    text({ TextContent: 't'.repeat(101) }),
    [`${V}.TextContent`, 'TextTemplate.TextContent'],
  ],
  [
    'CreateWatermarkTemplate',
    { ...text({}), CoordinateOrigin: 'Middle' },
    [`${V}.CoordinateOrigin`, 'CoordinateOrigin'],
  ],
  ['CreateWatermarkTemplate', { ...text({}), YPos: '10em' }, [`${V}.YPos`, 'YPos']],
  ['CreateWatermarkTemplate', { Type: 'svg', SvgTemplate: { Width: '10S%', Height: '0px' } }, null],
  [
    'CreateWatermarkTemplate',
    { Type: 'svg', SvgTemplate: { Height: 'auto' } },
    [`${V}.SvgTemplateHeight`, 'SvgTemplate.Height'],
  ],
  ['CreateAIAnalysisTemplate', {}, null],
  ['CreateAIAnalysisTemplate', { TagConfigure: { Switch: 'on' } }, [`${V}.Switch`, 'TagConfigure.Switch']],
  ['CreateAIAnalysisTemplate', { TagConfigure: {} }, ['MissingParameter', 'TagConfigure.Switch']],
  ['CreateAIRecognitionTemplate', face({ Score: 0.5 }), null],
  ['CreateAIRecognitionTemplate', face({ Score: 100.1 }), [`${V}.FaceScore`, 'FaceConfigure.Score']],
  [
    'CreateAIRecognitionTemplate',
    face({ FaceLibrary: 'Mine' }),
    [`${V}.FaceLibrary`, 'FaceConfigure.FaceLibrary'],
  ],
  [
    ...(['CreateAIRecognitionTemplate', face({ DefaultLibraryLabelSet: ['friends'] })] as const),
    [`${V}.DefaultLibraryLabelSet`, 'FaceConfigure.DefaultLibraryLabelSet.0'],
  ],
  [
    ...(['CreateAIRecognitionTemplate', face({ UserDefineLibraryLabelSet: labels(101) })] as const),
    [`${V}.UserDefineLibraryLabelSet`, 'FaceConfigure.UserDefineLibraryLabelSet'],
  ],
  ['CreateContentReviewTemplate', porn({ BlockConfidence: 100, LabelSet: ['porn', 'sexy'] }), null],
  [
    ...(['CreateContentReviewTemplate', porn({ BlockConfidence: 101 })] as const),
    [`${V}.BlockConfidence`, 'PornConfigure.ImgReviewInfo.BlockConfidence'],
  ],
  [
    ...(['CreateContentReviewTemplate', porn({ ReviewConfidence: -1 })] as const),
    [`${V}.ReviewConfidence`, 'PornConfigure.ImgReviewInfo.ReviewConfidence'],
  ],
  [
    ...(['CreateContentReviewTemplate', porn({ LabelSet: ['guns'] })] as const),
    [`${V}.LabelSet`, 'PornConfigure.ImgReviewInfo.LabelSet.0'],
  ],
  [
    ...(['CreateContentReviewTemplate', own({ LabelSet: labels(11) })] as const),
    [`${V}.LabelSet`, 'UserDefineConfigure.FaceReviewInfo.LabelSet'],
  ],
  [
    ...(['CreateContentReviewTemplate', own({ LabelSet: labels(10, 17) })] as const),
    [`${V}.LabelSet`, 'UserDefineConfigure.FaceReviewInfo.LabelSet.0'],
  ],
  ['CreateQualityControlTemplate', spot({}), null],
  ['CreateQualityControlTemplate', { QualityControlItemSet: [] }, ['MissingParameter', 'Name']],
  [
    'CreateQualityControlTemplate',
    quality({ Type: 'Beauty' }),
    [`${V}.UnknownCategory`, 'QualityControlItemSet.0.Type'],
  ],
  ['CreateQualityControlTemplate', { ...quality({}), RecordFormat: 'JPG' }, [V, 'RecordFormat']],
  ['CreateQualityControlTemplate', spot({ CheckDuration: 9 }), [V, 'Strategy.TimeSpotCheck.CheckDuration']],
  ['CreateQualityControlTemplate', spot({ SkipDuration: 1801 }), [V, 'Strategy.TimeSpotCheck.SkipDuration']],
  ['CreateSmartSubtitleTemplate', subtitle({}), null],
  ['CreateSmartSubtitleTemplate', subtitle({ SubtitleType: 3 }), [`${V}.SubtitleType`, 'SubtitleType']],
  [
    'CreateSmartSubtitleTemplate',
    subtitle({ SubtitleType: 1, TranslateSwitch: 'ON' }),
    ['MissingParameter', 'TranslateDstLanguage'],
  ],
  [
    'CreateSmartEraseTemplate',
    { Name: 'n', EraseType: 'subtitle' },
    ['MissingParameter', 'EraseSubtitleConfig'],
  ],
  ['CreateSmartEraseTemplate', { Name: 'n', EraseType: 'logo' }, [`${V}.EraseType`, 'EraseType']],
  ['DescribeTranscodeTemplates', { ContainerType: 'Image' }, [`${V}.ContainerType`, 'ContainerType']],
  ['DescribeTranscodeTemplates', { TEHDType: 'Some' }, [`${V}.TEHDType`, 'TEHDType']],
  ['DescribeTranscodeTemplates', { Name: 'n'.repeat(65) }, [`${V}.Name`, 'Name']],
  ['DescribeSmartEraseTemplates', { EraseType: 'logo' }, [`${V}.EraseType`, 'EraseType']],
  ['DescribePersonSamples', { Limit: 101 }, [V, 'Limit']],
  ['DescribeWordSamples', { Usages: ['Speech'] }, [V, 'Usages.0']],
];

it.each(TABLE)('%s %o', (action, request, refused) => {
  const outcome = () => {
    try {
      parseRequest(action, request);
      return null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return [error.code, /`([^`]*)`/.exec(error.message)?.[1]];
    }
  };
  expect(outcome()).toEqual(refused);
});
