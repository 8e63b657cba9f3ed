// The codes that name the parameter whose value is wrong. The messages of refusals name the very field and what it
// may be; these texts are those of the API documentation's "Error Codes" page.

const TEXTS = {
  AudioBitrate: ['Invalid parameter: audio stream bitrate.', '参数错误：音频流码率。'],
  AudioChannel: ['Parameter value error: AudioChannel.', '参数值错误：AudioChannel。'],
  AudioCodec: ['Invalid parameter: audio stream encoding format.', '参数错误：音频流编码格式。'],
  AudioSampleRate: ['Invalid parameter: audio stream sampling rate.', '参数错误：音频流采样率。'],
  BlockConfidence: [
    'Incorrect parameter value: the value of the `BlockConfidence` parameter is invalid.',
    '参数值错误：BlockConfidence 值非法。',
  ],
  ColumnCount: ['Incorrect parameter value: ColumnCount.', '参数值错误：ColumnCount。'],
  Comment: ['Parameter error: template description.', '参数错误：对该模板的描述。'],
  Container: ['Invalid parameter: muxing format.', '参数错误：封装格式。'],
  ContainerType: ['Parameter error: ContainerType.', '参数值错误：ContainerType。'],
  CoordinateOrigin: ['Incorrect parameter value: CoordinateOrigin.', '参数值错误：CoordinateOrigin。'],
  DefaultLibraryLabelSet: [
    'Parameter value error: the filter tag of the default human face library is invalid.',
    '参数值错误：默认人脸库过滤标签非法。',
  ],
  Definitions: ['Parameter error: Definitions.', '参数错误：Definitions。'],
  DisableHigherVideoBitrate: [
    'Invalid switch value used to prohibit transcoding from low bitrate to high bitrate.',
    '参数错误：禁止视频低码率转高码率开关值错误。',
  ],
  DisableHigherVideoResolution: [
    'Invalid switch value used to prohibit transcoding from low resolution to high resolution.',
    '参数错误：禁止视频低分辨率转高分辨率开关值错误。',
  ],
  EmptyDetectItem: ['The enabled detection items of the template are empty.', '模板启用的检测项为空。'],
  EraseType: ['The erasing type of the erasing template is incorrect.', '擦除类型错误。'],
  FaceDuplicate: ['Incorrect parameter value: duplicated face.', '参数值错误：人脸重复。'],
  FaceLibrary: [
    'Parameter value error: the face library parameter is invalid.',
    '参数值错误：人脸库参数非法。',
  ],
  FaceScore: [
    'Parameter value error: the Face Score parameter value is invalid.',
    '参数值错误：人脸分数参数值非法。',
  ],
  FillType: ['Invalid parameter: incorrect fill type.', '参数错误：填充类型错误。'],
  Format: ['Incorrect parameter value: Format.', '参数值错误：Format。'],
  FormatWebpLackWidthAndHeight: [
    'Incorrect parameter value: `Format` is `webp`, but both `Width` and `Height` are empty.',
    '参数值错误：Format 为 webp 时，Width、Height 均为空。',
  ],
  FormatWebpWidthAndHeightBothZero: [
    'Incorrect parameter value: when `Format` is `webp`, `Width` and `Height` cannot be both 0.',
    '参数值错误：Format 为 webp 时，不允许 Width、Height 都为 0。',
  ],
  Fps: ['Parameter error: video frame rate.', '参数错误：视频帧率。'],
  Gop: ['Invalid GOP value.', '参数错误：Gop 值错误。'],
  Height: ['Parameter error: height.', '参数错误：高度。'],
  ImageContent: ['Invalid ImageContent.', '参数错误：图片内容。'],
  LabelSet: ['Incorrect parameter value: invalid `LabelSet` value.', '参数值错误：LabelSet 值非法。'],
  Name: ['Incorrect parameter value: `Name` exceeds the length limit.', '参数值错误：Name，超过长度限制。'],
  OcrSwitch: [
    'Incorrect parameter value: the OcrSwitch parameter value is invalid.',
    '参数值错误：OcrSwitch。',
  ],
  PicFormatError: [
    'Incorrect parameter value: incorrect face image format.',
    '参数值错误：人脸图片格式错误。',
  ],
  PrivacyModel: ['The privacy protection model of the erasing template is incorrect.', '隐私保护模型错误。'],
  PrivacyTargets: [
    'The privacy protection target of the erasing template is incorrect.',
    '隐私保护目标错误。',
  ],
  Quality: ['Incorrect parameter value: Quality.', '参数值错误：Quality。'],
  RemoveAudio: ['Parameter value error: RemoveAudio.', '参数值错误：RemoveAudio。'],
  RemoveVideo: ['Parameter value error: RemoveVideo.', '参数值错误：RemoveVideo。'],
  RepeatType: ['Parameter error: invalid `RepeatType`.', '参数错误：RepeatType。'],
  ResolutionAdaptive: ['Invalid ResolutionAdaptive.', '参数错误：ResolutionAdaptive。'],
  ReviewConfidence: [
    'Incorrect parameter value: The value of the `ReviewConfidence` parameter is invalid.',
    '参数值错误：ReviewConfidence 值非法。',
  ],
  RowCount: ['Incorrect parameter value: RowCount.', '参数值错误：RowCount。'],
  SampleInterval: ['Incorrect parameter value: SampleInterval.', '参数值错误：SampleInterval。'],
  SampleType: ['Incorrect parameter value: SampleType.', '参数值错误：SampleType。'],
  SubtitleEraseMethod: [
    'The subtitle erasing method of the erasing template is incorrect.',
    '字幕擦除方式错误。',
  ],
  SubtitleFormat: [
    'Parameter value error: the SubtitleFormat parameter is invalid.',
    '参数值错误：SubtitleFormat。',
  ],
  SubtitleModel: ['The subtitle erasing model of the erasing template is incorrect.', '字幕擦除模型错误。'],
  SubtitleType: ['The value of the subtitle language type is incorrect.', '字幕语言类型错误。'],
  SvgTemplate: ['Incorrect parameter value: SVG.', '参数值错误：SVG。'],
  SvgTemplateHeight: ['Incorrect parameter value: SVG height.', '参数值错误：SVG 高度。'],
  SvgTemplateWidth: ['Incorrect parameter value: SVG width.', '参数值错误：SVG 宽度。'],
  Switch: ['Incorrect parameter value: invalid `Switch` value.', '参数值错误：Switch。'],
  TEHDType: ['Parameter value error: TEHD Type invalid.', '参数值错误：TEHD Type。'],
  TextAlpha: ['Parameter error: text transparency.', '参数错误：文字透明度。'],
  TextContent: ['A TextContent parameter value error occurs.', '参数值错误：TextContent。'],
  TextTemplate: ['Parameter error: text template.', '参数错误：文字模板。'],
  TransSwitch: [
    'Incorrect parameter value: the TransSwitch parameter value is invalid.',
    '参数值错误：TransSwitch。',
  ],
  TranslateSwitch: ['The value of the translation switch parameter is incorrect.', '翻译开关参数错误。'],
  Type: ['Parameter error: Type parameter value error.', '参数错误：Type 参数值错误。'],
  UnknownCategory: ['Unknown detection category.', '未知的检测类别。'],
  UseOriginalPos: ['UseOriginalPos unavailable.', 'UseOriginalPos 不可用。'],
  UseOriginalSize: ['UseOriginalSize unavailable.', 'UseOriginalSize 不可用。'],
  UserDefineLibraryLabelSet: [
    'Parameter value error: the filter tag of the custom face library is invalid.',
    '参数值错误：用户自定义人脸库过滤标签非法。',
  ],
  VideoBitrate: ['Parameter error: video stream bitrate.', '参数错误：视频流码率。'],
  VideoCodec: ['Invalid parameter: video stream encoding format.', '参数错误：视频流编码格式。'],
  WatermarkEraseMethod: [
    'The watermark erasing method of the erasing template is incorrect.',
    '水印擦除方式错误。',
  ],
  WatermarkModel: ['The watermark erasing model of the erasing template is incorrect.', '水印擦除模型错误。'],
  Width: ['Parameter error: width.', '参数错误：宽度。'],
  XPos: ['The horizontal position must be in the % or px format.', '水平位置应为 % 或 px 格式。'],
  YPos: ['The vertical position must be in the % or px format.', '垂直位置应为 % 或 px 格式。'],
} satisfies Record<string, [en: string, zh: string]>;

export type ValueErrorName = keyof typeof TEXTS;

type Rows = {
  [Name in ValueErrorName as `InvalidParameterValue.${Name}`]: { en: string; zh: string; when: string };
};

/** Rows of the error table, by code. */
export const VALUE_ERRORS = Object.fromEntries(
  Object.entries(TEXTS).map(([name, [en, zh]]) => [
    `InvalidParameterValue.${name}`,
    { en, zh, when: 'A parameter of this kind has a value that it may not have; the message names it.' },
  ]),
) as Rows;
