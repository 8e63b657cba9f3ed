// The preset templates of recognition, analysis, review, quality control, subtitles and erasing (MPS document "preset
// templates", examples of the Describe actions, and the notes on Definition). Quality control is documented by what it
// looks at, not item by item: its lists are chosen here.
import { wholeRecognition, wholeReview } from './aiDefaults.ts';
import type {
  AIAnalysisTemplate,
  AIRecognitionTemplate,
  ContentReviewTemplate,
  QualityControlTemplate,
  SmartEraseTemplate,
  SmartSubtitleTemplate,
} from './aiTemplates.ts';

/** As of the transcoding presets. */
const CREATED = '2020-03-04T07:39:36+08:00';
const HEAD = { Type: 'Preset', Comment: '', CreateTime: CREATED, UpdateTime: CREATED } as const;

const ON = { Switch: 'ON' };
const OFF = { Switch: 'OFF' };

const aiAnalysisPresets: readonly AIAnalysisTemplate[] = [
  { ...HEAD, Definition: 10, Name: 'Analysis', FrameTagConfigure: OFF },
  { ...HEAD, Definition: 20, Name: 'Analysis-FrameTag', FrameTagConfigure: ON },
].map((each) => ({ ...each, ClassificationConfigure: ON, TagConfigure: ON, CoverConfigure: ON }));

const aiRecognitionPresets: readonly AIRecognitionTemplate[] = [
  {
    ...{ ...HEAD, Definition: 10, Name: 'Recognition-Face' },
    FaceConfigure: { ...ON, Score: 95, FaceLibrary: 'Default' },
    ...{ OcrFullTextConfigure: OFF, OcrWordsConfigure: OFF },
    ...{ AsrFullTextConfigure: OFF, AsrWordsConfigure: OFF, TranslateConfigure: OFF },
  },
].map(wholeRecognition);

const PICTURE = { ...ON, BlockConfidence: 80, ReviewConfidence: 30 };

const contentReviewPresets: readonly ContentReviewTemplate[] = [
  { Definition: 10, Name: 'Review-Image', words: OFF },
  { Definition: 20, Name: 'Review-All', words: ON },
].map(({ words, ...each }) =>
  wholeReview({
    ...{ ...HEAD, ...each },
    PornConfigure: { ImgReviewInfo: PICTURE, AsrReviewInfo: words, OcrReviewInfo: words },
    TerrorismConfigure: { ImgReviewInfo: PICTURE, OcrReviewInfo: words },
    PoliticalConfigure: { ImgReviewInfo: PICTURE, AsrReviewInfo: words, OcrReviewInfo: words },
  }),
);

const SCORES = ['LowEvaluation', 'AudioEvaluation'];
const PICTURES = [
  ...[
    'Mosaic',
    'CrashScreen',
    'Blur',
    'Jitter',
    'Noise',
    'BlackWhiteEdge',
    'SolidColorScreen',
    'LowLighting',
  ],
  ...['HighLighting', 'QRCode', 'BarCode', 'AppletCode'],
];
const SOUNDS = ['NoVoice', 'LowVoice', 'HighVoice', 'AudioNoise'];
const FORMATS = [
  ...['VideoResolutionChanged', 'AudioSampleRateChanged', 'AudioChannelsChanged', 'ParameterSetsChanged'],
  ...['DarOrSarInvalid', 'TimestampFallback', 'DtsJitter', 'PtsJitter', 'AACDurationDeviation'],
  ...['AudioDroppingFrames', 'VideoDroppingFrames', 'AVTimestampInterleave', 'PtsLessThanDts', 'FpsJitter'],
  ...['StreamOpenFailed', 'StreamEnd', 'StreamParseFailed', 'VideoFirstFrameNotIdr', 'StreamNALUError'],
  ...['TsStreamNoAud', 'AudioStreamLack', 'VideoStreamLack', 'VideoDecodeFailed', 'AudioDecodeFailed'],
];

const qualityControlPresets: readonly QualityControlTemplate[] = (
  [
    [10, 'QC-All', [...FORMATS, ...SCORES, ...PICTURES, ...SOUNDS]],
    [20, 'QC-Format', FORMATS],
    [30, 'QC-Score', SCORES],
    [40, 'QC-Picture', PICTURES],
    [50, 'QC-Audio', SOUNDS],
    [60, 'QC-Format-Pro', FORMATS],
    [70, 'QC-Content-Pro', [...PICTURES, ...SOUNDS]],
  ] as const
).map(([Definition, Name, items]) => ({
  ...{ ...HEAD, Definition, Name },
  QualityControlItemSet: items.map((Type) => ({ Type, ...ON })),
}));

const LANGUAGES = { zh: 'Chinese', en: 'English' };

/** Id, language of the video, what stands in the subtitles. */
const SUBTITLES: readonly (readonly [number, 'zh' | 'en', 'source' | 'target' | 'both'])[] = [
  [100, 'zh', 'source'],
  [121, 'zh', 'target'],
  [122, 'zh', 'both'],
  [200, 'en', 'source'],
  [211, 'en', 'target'],
  [212, 'en', 'both'],
];

const smartSubtitlePresets: readonly SmartSubtitleTemplate[] = SUBTITLES.map(([Definition, from, shown]) => {
  const to = from === 'zh' ? 'en' : 'zh';
  return {
    ...{ ...HEAD, Definition, Name: `Subtitle-${LANGUAGES[from]}-${shown}`, VideoSrcLanguage: from },
    ...{ SubtitleType: ['source', 'target', 'both'].indexOf(shown), SubtitleFormat: 'vtt', ProcessType: 0 },
    ...(shown === 'source'
      ? { TranslateSwitch: 'OFF' }
      : { TranslateSwitch: 'ON', TranslateDstLanguage: to }),
  };
});

const SUBTITLE = { SubtitleEraseMethod: 'auto', SubtitleModel: 'standard' };
const OCR = { OcrSwitch: 'ON', SubtitleLang: 'zh_en', SubtitleFormat: 'vtt' };
const TRANSLATED = { ...OCR, TransSwitch: 'ON', TransDstLang: 'en' };

const smartErasePresets: readonly SmartEraseTemplate[] = [
  { Definition: 101, Name: 'Erase-Subtitle', EraseType: 'subtitle', EraseSubtitleConfig: SUBTITLE },
  {
    ...{ Definition: 102, Name: 'Erase-Subtitle-OCR', EraseType: 'subtitle' },
    EraseSubtitleConfig: { ...SUBTITLE, ...OCR },
  },
  {
    ...{ Definition: 103, Name: 'Erase-Subtitle-Translate', EraseType: 'subtitle' },
    EraseSubtitleConfig: { ...SUBTITLE, ...TRANSLATED },
  },
  {
    ...{ Definition: 201, Name: 'Erase-Watermark', EraseType: 'watermark' },
    EraseWatermarkConfig: { WatermarkEraseMethod: 'auto', WatermarkModel: 'advanced' },
  },
  {
    ...{ Definition: 301, Name: 'Erase-Face', EraseType: 'privacy' },
    ErasePrivacyConfig: { PrivacyModel: 'blur', PrivacyTargets: ['face'] },
  },
  {
    ...{ Definition: 302, Name: 'Erase-Face-Plate', EraseType: 'privacy' },
    ErasePrivacyConfig: { PrivacyModel: 'blur', PrivacyTargets: ['face', 'plate'] },
  },
].map((each) => ({ ...HEAD, ...each }));

export const aiPresets = {
  AIAnalysis: aiAnalysisPresets,
  AIRecognition: aiRecognitionPresets,
  ContentReview: contentReviewPresets,
  QualityControl: qualityControlPresets,
  SmartSubtitle: smartSubtitlePresets,
  SmartErase: smartErasePresets,
} as const;
