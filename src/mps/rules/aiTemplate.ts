// Requests of the template actions of recognition, analysis, review, quality control, subtitles and erasing.
import { ERASE_KINDS } from './erase.ts';
import { ON_OFF, type Rule, type TypeRules } from './rule.ts';
import { SUBTITLE_KINDS } from './subtitle.ts';
import { templateRules } from './template.ts';

const CONFIDENCE: TypeRules = {
  BlockConfidence: { name: 'BlockConfidence', range: [0, 100] },
  ReviewConfidence: { name: 'ReviewConfidence', range: [0, 100] },
};
const labels = (...values: string[]): Rule => ({ name: 'LabelSet', oneOf: values });
/** Labels of the account's own samples. */
const OWN_LABELS: Rule = { name: 'LabelSet', maxItems: 10, maxLength: 16 };
const VTT: Rule = { name: 'SubtitleFormat', oneOf: ['vtt'] };

/** By the name of the type; each has a twin for updates. */
const CONFIGURATIONS: Record<string, TypeRules> = {
  ClassificationConfigureInfo: { Switch: ON_OFF },
  TagConfigureInfo: { Switch: ON_OFF },
  CoverConfigureInfo: { Switch: ON_OFF },
  FrameTagConfigureInfo: { Switch: ON_OFF },
  FaceConfigureInfo: {
    Switch: ON_OFF,
    Score: { name: 'FaceScore', range: [0, 100] },
    DefaultLibraryLabelSet: {
      name: 'DefaultLibraryLabelSet',
      // The documentation spells the second one with a capital.
      oneOf: ['entertainment', 'sport', 'Sport', 'politician'],
    },
    UserDefineLibraryLabelSet: { name: 'UserDefineLibraryLabelSet', maxItems: 100, maxLength: 16 },
    FaceLibrary: { name: 'FaceLibrary', oneOf: ['Default', 'UserDefine', 'All'] },
  },
  OcrFullTextConfigureInfo: { Switch: ON_OFF },
  OcrWordsConfigureInfo: { Switch: ON_OFF, LabelSet: OWN_LABELS },
  AsrFullTextConfigureInfo: { Switch: ON_OFF, SubtitleFormat: VTT },
  AsrWordsConfigureInfo: { Switch: ON_OFF, LabelSet: OWN_LABELS },
  TranslateConfigureInfo: { Switch: ON_OFF, SubtitleFormat: VTT },
  PornImgReviewTemplateInfo: {
    ...{ Switch: ON_OFF, ...CONFIDENCE },
    LabelSet: labels('porn', 'vulgar', 'intimacy', 'sexy'),
  },
  TerrorismImgReviewTemplateInfo: {
    ...{ Switch: ON_OFF, ...CONFIDENCE },
    LabelSet: labels(
      ...['guns', 'crowd', 'bloody', 'police', 'banners', 'militant', 'explosion', 'terrorists', 'scenario'],
    ),
  },
  PoliticalImgReviewTemplateInfo: {
    ...{ Switch: ON_OFF, ...CONFIDENCE },
    LabelSet: labels(
      ...['violation_photo', 'politician', 'entertainment', 'sport', 'entrepreneur', 'scholar', 'celebrity'],
      'military',
    ),
  },
  ...Object.fromEntries(
    [
      'PornAsr',
      'PornOcr',
      'TerrorismOcr',
      'PoliticalAsr',
      'PoliticalOcr',
      'ProhibitedAsr',
      'ProhibitedOcr',
    ].map((kind): [string, TypeRules] => [`${kind}ReviewTemplateInfo`, { Switch: ON_OFF, ...CONFIDENCE }]),
  ),
  ...Object.fromEntries(
    ['Face', 'AsrText', 'OcrText'].map((kind): [string, TypeRules] => [
      `UserDefine${kind}ReviewTemplateInfo`,
      { Switch: ON_OFF, LabelSet: OWN_LABELS, ...CONFIDENCE },
    ]),
  ),
};

/** What can be inspected ("QualityControlItemConfig.Type"). */
const QUALITY_ITEMS = `
LowEvaluation AudioEvaluation Mosaic CrashScreen Blur Jitter Noise QRCode BarCode AppletCode BlackWhiteEdge
SolidColorScreen LowLighting HighLighting NoVoice LowVoice HighVoice AudioNoise VideoResolutionChanged
AudioSampleRateChanged AudioChannelsChanged ParameterSetsChanged DarOrSarInvalid TimestampFallback DtsJitter PtsJitter
AACDurationDeviation AudioDroppingFrames VideoDroppingFrames AVTimestampInterleave PtsLessThanDts ReceiveFpsJitter
ReceiveFpsTooSmall FpsJitter StreamOpenFailed StreamEnd StreamParseFailed VideoFirstFrameNotIdr StreamNALUError
TsStreamNoAud AudioStreamLack VideoStreamLack LackAudioRecover LackVideoRecover VideoBitrateOutofRange
AudioBitrateOutofRange VideoDecodeFailed AudioDecodeFailed AudioOutOfPhase VideoDuplicatedFrame AudioDuplicatedFrame
VideoRotation TsMultiPrograms Mp4InvalidCodecFourcc HLSBadM3u8Format HLSInvalidMasterM3u8 HLSInvalidMediaM3u8
HLSMasterM3u8Recommended HLSMediaM3u8Recommended HLSMediaM3u8DiscontinuityExist HLSMediaSegmentsStreamNumChange
HLSMediaSegmentsPTSJitterDeviation HLSMediaSegmentsDTSJitterDeviation TimecodeTrackExist
`
  .trim()
  .split(/\s+/);

const QUALITY: Record<string, TypeRules> = {
  ...templateRules('QualityControl', { RecordFormat: { oneOf: ['PNG'] } }),
  QualityControlItemConfig: {
    Type: { name: 'UnknownCategory', oneOf: QUALITY_ITEMS },
    Switch: ON_OFF,
    Sampling: { oneOf: ['Time'] },
  },
  QualityControlStrategy: {
    StrategyType: { oneOf: ['TimeSpotCheck'] },
    TimeSpotCheck: { requiredWhen: { StrategyType: ['TimeSpotCheck'] } },
  },
  TimeSpotCheck: {
    CheckDuration: { range: [10, 86_400] },
    CheckInterval: { range: [10, 3600] },
    SkipDuration: { range: [1, 1800] },
    CirclesNumber: { range: [0, 1000] },
  },
};

export const AI_TEMPLATE_RULES: Record<string, TypeRules> = {
  ...templateRules('AIAnalysis', {}),
  ...templateRules('AIRecognition', {}),
  ...templateRules('ContentReview', {}),
  ...QUALITY,
  ...templateRules('SmartSubtitle', SUBTITLE_KINDS, {}, { ProcessType: { oneOf: [0, 1, 2] } }),
  ...templateRules(
    'SmartErase',
    ERASE_KINDS,
    {},
    {
      EraseType: { name: 'EraseType', oneOf: ['subtitle', 'watermark', 'privacy'] },
    },
  ),
  ...Object.fromEntries(
    Object.entries(CONFIGURATIONS).flatMap(([type, rules]) => [
      [type, rules],
      [`${type}ForUpdate`, rules],
    ]),
  ),
};
