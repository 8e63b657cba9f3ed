// The codes that name the parameter whose value is wrong. The messages of refusals name the very field and what it
// may be; these texts are those of the API documentation's "Error Codes" page.

const TEXTS = {
  AudioBitrate: ['Invalid parameter: audio stream bitrate.', '参数错误：音频流码率。'],
  AudioChannel: ['Parameter value error: AudioChannel.', '参数值错误：AudioChannel。'],
  AudioCodec: ['Invalid parameter: audio stream encoding format.', '参数错误：音频流编码格式。'],
  AudioSampleRate: ['Invalid parameter: audio stream sampling rate.', '参数错误：音频流采样率。'],
  Container: ['Invalid parameter: muxing format.', '参数错误：封装格式。'],
  CoordinateOrigin: ['Incorrect parameter value: CoordinateOrigin.', '参数值错误：CoordinateOrigin。'],
  FillType: ['Invalid parameter: incorrect fill type.', '参数错误：填充类型错误。'],
  Fps: ['Parameter error: video frame rate.', '参数错误：视频帧率。'],
  Gop: ['Invalid GOP value.', '参数错误：Gop 值错误。'],
  Height: ['Parameter error: height.', '参数错误：高度。'],
  OcrSwitch: [
    'Incorrect parameter value: the OcrSwitch parameter value is invalid.',
    '参数值错误：OcrSwitch。',
  ],
  PrivacyModel: ['The privacy protection model of the erasing template is incorrect.', '隐私保护模型错误。'],
  PrivacyTargets: [
    'The privacy protection target of the erasing template is incorrect.',
    '隐私保护目标错误。',
  ],
  RemoveAudio: ['Parameter value error: RemoveAudio.', '参数值错误：RemoveAudio。'],
  RemoveVideo: ['Parameter value error: RemoveVideo.', '参数值错误：RemoveVideo。'],
  RepeatType: ['Parameter error: invalid `RepeatType`.', '参数错误：RepeatType。'],
  ResolutionAdaptive: ['Invalid ResolutionAdaptive.', '参数错误：ResolutionAdaptive。'],
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
  Switch: ['Incorrect parameter value: invalid `Switch` value.', '参数值错误：Switch。'],
  TEHDType: ['Parameter value error: TEHD Type invalid.', '参数值错误：TEHD Type。'],
  TextContent: ['A TextContent parameter value error occurs.', '参数值错误：TextContent。'],
  TransSwitch: [
    'Incorrect parameter value: the TransSwitch parameter value is invalid.',
    '参数值错误：TransSwitch。',
  ],
  TranslateSwitch: ['The value of the translation switch parameter is incorrect.', '翻译开关参数错误。'],
  Type: ['Parameter error: Type parameter value error.', '参数错误：Type 参数值错误。'],
  UseOriginalPos: ['UseOriginalPos unavailable.', 'UseOriginalPos 不可用。'],
  UseOriginalSize: ['UseOriginalSize unavailable.', 'UseOriginalSize 不可用。'],
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
