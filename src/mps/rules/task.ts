// The sub tasks of MediaProcessTask and what they carry. Input and output locations, paths and number formats of
// what is executed are checked where they are planned.
import {
  FRAME_HEIGHT,
  FRAME_WIDTH,
  type Rule,
  TRACK_LANGUAGE,
  TRACK_NAME,
  type TypeRules,
  X_POS,
  Y_POS,
} from './rule.ts';

const WATERMARKS: Rule = { maxItems: 10 };
const HEX_32: Rule = {
  form: { pattern: /^[0-9A-Fa-f]{32}$/, is: { en: '32 hexadecimal digits', zh: ' 32 位十六进制数' } },
};
/** "3.5s" or "10%" (SnapshotByTimeOffsetTaskInput.ExtTimeOffsetSet). */
const TIME_POINT: Rule = {
  form: {
    pattern: /^(-?\d+(\.\d+)?s|(\d{1,2}(\.\d+)?|100(\.0+)?)%)$/,
    is: {
      en: 'seconds such as `3.5s`, or a percentage such as `10%`',
      zh: '秒数（如 `3.5s`）或百分比（如 `10%`）',
    },
  },
};

export const TASK_RULES: Record<string, TypeRules> = {
  TranscodeTaskInput: {
    WatermarkSet: WATERMARKS,
    MosaicSet: { maxItems: 10 },
  },
  SnapshotByTimeOffsetTaskInput: { WatermarkSet: WATERMARKS, ExtTimeOffsetSet: TIME_POINT },
  SampleSnapshotTaskInput: { WatermarkSet: WATERMARKS },
  AdaptiveDynamicStreamingTaskInput: {
    WatermarkSet: WATERMARKS,
    DefinitionType: { oneOf: ['Common', 'PureAudio'] },
    KeyPTSList: { range: [0, Number.MAX_SAFE_INTEGER] },
  },
  WatermarkInput: {
    RawParameter: { requiredWhen: { Definition: [0] } },
    TextContent: { name: 'TextContent', maxLength: 100 },
    SvgContent: { name: 'SvgTemplate', maxLength: 2_000_000 },
  },
  RawWatermarkParameter: {
    Type: { name: 'Type', oneOf: ['image'] },
    CoordinateOrigin: {
      name: 'CoordinateOrigin',
      oneOf: ['TopLeft', 'TopRight', 'BottomLeft', 'BottomRight'],
    },
    XPos: X_POS,
    YPos: Y_POS,
    ImageTemplate: { requiredWhen: { Type: ['image'] } },
  },
  RawImageWatermarkInput: {
    ImageContent: { as: 'AttachedInput' },
    Width: FRAME_WIDTH,
    Height: FRAME_HEIGHT,
    RepeatType: { name: 'RepeatType', oneOf: ['once', 'repeat_last_frame', 'repeat'] },
  },
  MosaicInput: {
    CoordinateOrigin: { name: 'CoordinateOrigin', oneOf: ['TopLeft'] },
    XPos: X_POS,
    YPos: Y_POS,
    Width: FRAME_WIDTH,
    Height: FRAME_HEIGHT,
  },
  HeadTailParameter: { HeadSet: { as: 'AttachedInput' }, TailSet: { as: 'AttachedInput' } },
  AddOnSubtitle: {
    Type: { name: 'Type', oneOf: ['subtitle-stream', 'close-caption-708', 'close-caption-608'] },
    Subtitle: { as: 'AttachedInput' },
    SubtitleName: TRACK_NAME,
    SubtitleLanguage: TRACK_LANGUAGE,
    OutputFormat: { oneOf: ['WebVTT', 'TTML'] },
  },
  AddOnAudio: { InputInfo: { as: 'AttachedInput' }, AudioName: TRACK_NAME },
  DrmInfo: {
    SimpleAesDrm: { requiredWhen: { Type: ['simpleaes'] } },
    SpekeDrm: { requiredWhen: { Type: ['fairplay', 'widevine', 'playready'] } },
  },
  SimpleAesDrm: { Key: HEX_32, Vector: HEX_32 },
  SpekeDrm: {
    ResourceId: {
      form: {
        pattern: /^[\w-]{1,128}$/,
        is: { en: '1 to 128 letters, digits, `_` and `-`', zh: ' 1 至 128 个字母、数字、`_` 或 `-`' },
      },
    },
    Vector: HEX_32,
    EncryptionMethod: { oneOf: ['cbcs', 'cenc'] },
    EncryptionPreset: { oneOf: ['preset0', 'preset1'] },
  },
  Activity: {
    ActivityType: {
      oneOf: [
        'input',
        'output',
        'action-trans',
        'action-samplesnapshot',
        'action-AIAnalysis',
        'action-AIRecognition',
        'action-aiReview',
        'action-animated-graphics',
        'action-image-sprite',
        'action-snapshotByTimeOffset',
        'action-adaptive-substream',
        'action-AIQualityControl',
        'action-SmartSubtitles',
        'action-exec-rules',
        'action-SmartErase',
      ],
    },
  },
  Rules: { Linker: { oneOf: ['&&', '||'] } },
  /** A MediaInputInfo beside the task's own input: an image, a subtitle, a sound. */
  AttachedInput: {
    Type: { name: 'Type', oneOf: ['COS', 'URL', 'AWS-S3', 'VOD'] },
    CosInputInfo: { requiredWhen: { Type: ['COS'] } },
    UrlInputInfo: { requiredWhen: { Type: ['URL'] } },
    S3InputInfo: { requiredWhen: { Type: ['AWS-S3'] } },
    VODInputInfo: { requiredWhen: { Type: ['VOD'] } },
  },
};
