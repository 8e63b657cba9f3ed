// Requests of the template actions: what transcoding, pictures, watermarks and adaptive streams are made of.
import { FLAG, FRAME_HEIGHT, FRAME_WIDTH, type Rule, type TypeRules, X_POS, Y_POS } from './rule.ts';
import { CONTAINER, REMOVE_AUDIO, REMOVE_VIDEO } from './transcode.ts';

/** What every template has. */
export const TEMPLATE_HEAD: TypeRules = {
  Name: { name: 'Name', maxLength: 64 },
  Comment: { name: 'Comment', maxLength: 256 },
};

/** What every list of templates can be asked. */
const LIST: TypeRules = {
  Definitions: { name: 'Definitions', maxItems: 100 },
  Type: { name: 'Type', oneOf: ['Preset', 'Custom'] },
  Name: { name: 'Name', maxLength: 64 },
};

/** Rules of a kind. Modify has none of its own: what it leaves is checked as if it had been created so. */
export function templateRules(
  kind: string,
  fields: TypeRules,
  created: TypeRules = {},
  list: TypeRules = {},
): Record<string, TypeRules> {
  return {
    [`Create${kind}TemplateRequest`]: { ...TEMPLATE_HEAD, ...fields, ...created },
    [`Describe${kind}TemplatesRequest`]: { ...LIST, ...list },
  };
}

const transcode: TypeRules = {
  Container: CONTAINER,
  RemoveVideo: REMOVE_VIDEO,
  RemoveAudio: REMOVE_AUDIO,
};

const PICTURE: TypeRules = {
  Width: { name: 'Width', range: [128, 4096], orZero: true },
  Height: { name: 'Height', range: [128, 4096], orZero: true },
  ResolutionAdaptive: { name: 'ResolutionAdaptive', oneOf: ['open', 'close'] },
  Format: { name: 'Format', oneOf: ['jpg', 'png', 'webp'] },
};
const FILLED: TypeRules = {
  ...PICTURE,
  FillType: { name: 'FillType', oneOf: ['stretch', 'black', 'white', 'gauss'] },
};
const SAMPLED: TypeRules = {
  ...FILLED,
  SampleType: { name: 'SampleType', oneOf: ['Percent', 'Time'] },
  SampleInterval: [
    { name: 'SampleInterval', range: [1, 100], when: { SampleType: ['Percent'] } },
    { name: 'SampleInterval', range: [1, 86_400] },
  ],
};
const SPRITE: TypeRules = {
  ...SAMPLED,
  FillType: { name: 'FillType', oneOf: ['stretch', 'black'] },
  RowCount: { name: 'RowCount', range: [1, 100] },
  ColumnCount: { name: 'ColumnCount', range: [1, 100] },
};
const ANIMATION: TypeRules = {
  ...PICTURE,
  Format: { name: 'Format', oneOf: ['gif', 'webp'] },
  Fps: { name: 'Fps', range: [1, 30] },
  Quality: { name: 'Quality', range: [1, 100] },
};

const SEGMENTS = ['segment', 'byterange'];
const PACKED = ['ts-packed-audio', 'mp4-packed-audio'];
const ADAPTIVE: TypeRules = {
  Format: { name: 'Format', oneOf: ['HLS', 'MPEG-DASH'] },
  StreamInfos: { maxItems: 10 },
  DisableHigherVideoBitrate: { name: 'DisableHigherVideoBitrate', oneOf: [0, 1] },
  DisableHigherVideoResolution: { name: 'DisableHigherVideoResolution', oneOf: [0, 1] },
  PureAudio: FLAG,
  SegmentType: [
    { oneOf: ['mp4-byterange', 'mp4-mp4-byterange'], when: { Format: ['MPEG-DASH'] } },
    {
      oneOf: [
        ...['ts', 'mp4', 'ts-ts', 'mp4-mp4'].flatMap((form) => SEGMENTS.map((kind) => `${form}-${kind}`)),
        ...PACKED,
        ...PACKED.map((form) => `${form}-byterange`),
      ],
    },
  ],
};

const WATERMARK: TypeRules = {
  CoordinateOrigin: {
    name: 'CoordinateOrigin',
    oneOf: ['TopLeft', 'TopRight', 'BottomLeft', 'BottomRight'],
  },
  XPos: X_POS,
  YPos: Y_POS,
};
const WATERMARK_TYPE: Rule = { name: 'Type', oneOf: ['image', 'text', 'svg'] };
const WATERMARK_REQUIRED: TypeRules = {
  Type: WATERMARK_TYPE,
  ImageTemplate: { requiredWhen: { Type: ['image'] } },
  TextTemplate: { requiredWhen: { Type: ['text'] } },
  SvgTemplate: { requiredWhen: { Type: ['svg'] } },
};
const image: TypeRules = {
  Width: FRAME_WIDTH,
  Height: FRAME_HEIGHT,
  RepeatType: { name: 'RepeatType', oneOf: ['once', 'repeat_last_frame', 'repeat'] },
};
const text: TypeRules = {
  FontType: { name: 'TextTemplate', oneOf: ['simkai.ttf', 'arial.ttf'] },
  FontSize: {
    name: 'TextTemplate',
    form: {
      pattern: /^((0|[1-9]\d{0,3})(\.\d+)?px|\d{1,3}(\.\d+)?%)$/,
      is: { en: 'a number that ends with `px` or `%`', zh: '以 `px` 或 `%` 结尾的数值' },
    },
  },
  FontColor: {
    name: 'TextTemplate',
    form: {
      pattern: /^0x[0-9A-Fa-f]{6}$/,
      is: { en: 'a color such as `0xFFFFFF`', zh: '形如 `0xFFFFFF` 的颜色' },
    },
  },
  FontAlpha: { name: 'TextAlpha', range: [0, 1] },
  TextContent: { name: 'TextContent', maxLength: 100 },
};
const ofTheFrame: Rule['form'] = {
  pattern: /^\d{1,4}(\.\d+)?(px|[WHSL]?%)$/,
  is: {
    en: 'a number that ends with `px`, `%`, `W%`, `H%`, `S%` or `L%`',
    zh: '以 `px`、`%`、`W%`、`H%`、`S%` 或 `L%` 结尾的数值',
  },
};
const svg: TypeRules = {
  Width: { name: 'SvgTemplateWidth', form: ofTheFrame },
  Height: { name: 'SvgTemplateHeight', form: ofTheFrame },
};

export const TEMPLATE_RULES: Record<string, TypeRules> = {
  ...templateRules(
    'Transcode',
    transcode,
    {
      VideoTemplate: { requiredWhen: { RemoveVideo: [0, undefined] } },
      AudioTemplate: { requiredWhen: { RemoveAudio: [0, undefined] } },
    },
    {
      ContainerType: { name: 'ContainerType', oneOf: ['Video', 'PureAudio'] },
      TEHDType: { name: 'TEHDType', oneOf: ['Common', 'TEHD'] },
      TranscodeType: { oneOf: ['Common', 'TEHD', 'Enhance'] },
      EnhanceTranscodeType: { oneOf: ['Common', 'TEHD-100', 'TEHD-200'] },
      EnhanceType: { oneOf: ['VideoEnhance', 'AudioEnhance', 'VideoAudioEnhance'] },
    },
  ),
  ...templateRules('SnapshotByTimeOffset', FILLED),
  ...templateRules('SampleSnapshot', SAMPLED),
  ...templateRules('ImageSprite', SPRITE),
  ...templateRules('AnimatedGraphics', ANIMATION),
  ...templateRules('AdaptiveDynamicStreaming', ADAPTIVE, {}, { PureAudio: FLAG }),
  ...templateRules('Watermark', WATERMARK, WATERMARK_REQUIRED, {
    // Here it is the watermark's own type.
    Type: WATERMARK_TYPE,
  }),
  ImageWatermarkInput: image,
  ImageWatermarkInputForUpdate: image,
  TextWatermarkTemplateInput: text,
  TextWatermarkTemplateInputForUpdate: text,
  SvgWatermarkInput: svg,
  SvgWatermarkInputForUpdate: svg,
};
