// Subtitles: burned in ("SubtitleTemplate") and made by speech or text recognition ("RawSmartSubtitleParameter").
import { FLAG, ON_OFF, type Rule, type TypeRules } from './rule.ts';

/** ProcessType of subtitles that are only translated. */
const TRANSLATION = [1];
const OPACITY: Rule = { range: [0, 1] };
const COLOR: Rule = {
  form: {
    pattern: /^0x[0-9A-Fa-f]{6}$/,
    is: { en: 'a color such as `0xFFFFFF`', zh: '形如 `0xFFFFFF` 的颜色' },
  },
};
/** In pixels up to `most`; a percentage where the unit says so. */
const size = (unit: string, most: number): Rule[] => [
  { range: [0, 100], when: { [unit]: [1] } },
  { range: [0, most] },
];

/** What subtitles are made of, and how: in RawSmartSubtitleParameter and in templates. */
export const SUBTITLE_KINDS: TypeRules = {
  SubtitleType: [
    { name: 'SubtitleType', oneOf: [0, 1, 2] },
    { name: 'SubtitleType', oneOf: [0], when: { TranslateSwitch: ['OFF'] } },
    { name: 'SubtitleType', oneOf: [1, 2], when: { TranslateSwitch: ['ON'] } },
  ],
  SubtitleFormat: [
    { name: 'SubtitleFormat', oneOf: ['vtt', 'srt', 'original'], when: { ProcessType: TRANSLATION } },
    { name: 'SubtitleFormat', oneOf: ['vtt', 'srt'], when: { ProcessType: [0, 2, undefined] } },
    { requiredWhen: { ProcessType: TRANSLATION } },
    { requiredWhen: { ProcessType: [2], SubtitleEmbedId: [undefined] } },
  ],
  TranslateSwitch: [
    { name: 'TranslateSwitch', oneOf: ['ON'], when: { ProcessType: TRANSLATION } },
    { name: 'TranslateSwitch', oneOf: ['ON', 'OFF'] },
  ],
  SubtitleEmbedId: { oneOf: [0], when: { ProcessType: TRANSLATION } },
  TranslateDstLanguage: { requiredWhen: { TranslateSwitch: ['ON'] } },
  ProcessType: { oneOf: [0, 1, 2] },
  SpeakerMode: FLAG,
  SpeakerLabel: [{ oneOf: [0], when: { SpeakerMode: [0, undefined] } }, FLAG],
};

export const SUBTITLE_RULES: Record<string, TypeRules> = {
  SubtitleTemplate: {
    SubtitleFileInput: { as: 'AttachedInput' },
    FontFileInput: { as: 'AttachedInput' },
    FontColor: COLOR,
    FontAlpha: OPACITY,
    BoardColor: COLOR,
    BoardAlpha: OPACITY,
    BoardWidth: size('BoardWidthUnit', 4096),
    BoardHeight: size('BoardHeightUnit', 4096),
    OutlineWidth: size('OutlineWidthUnit', 1000),
    OutlineAlpha: OPACITY,
    ShadowWidth: size('ShadowWidthUnit', 1000),
    ShadowAlpha: OPACITY,
    LineSpacing: size('LineSpacingUnit', 1000),
    Alignment: { oneOf: ['top', 'bottom'] },
    BoardWidthUnit: FLAG,
    BoardHeightUnit: FLAG,
    OutlineWidthUnit: FLAG,
    ShadowWidthUnit: FLAG,
    LineSpacingUnit: FLAG,
  },
  SmartSubtitlesTaskInput: { RawParameter: { requiredWhen: { Definition: [0] } } },
  RawSmartSubtitleParameter: SUBTITLE_KINDS,
  AsrHotWordsConfigure: { Switch: ON_OFF },
};
