// Erasing of subtitles, watermarks and faces ("RawSmartEraseParameter" and below).
import type { Rule, TypeRules } from './rule.ts';

/** A share of the frame in unit 1, pixels in unit 2. */
const COORDINATE: Rule[] = [{ range: [0, 1], when: { Unit: [1] } }, { range: [0, 16_384] }];
const ERASE_TYPE: Rule = { name: 'EraseType', oneOf: ['subtitle', 'watermark', 'privacy'] };
const METHODS = ['auto', 'custom'];

/** Each kind needs its own configuration. */
export const ERASE_KINDS: TypeRules = {
  EraseType: ERASE_TYPE,
  EraseSubtitleConfig: { requiredWhen: { EraseType: ['subtitle'] } },
  EraseWatermarkConfig: { requiredWhen: { EraseType: ['watermark'] } },
  ErasePrivacyConfig: { requiredWhen: { EraseType: ['privacy'] } },
};
const kinds: TypeRules = {
  ...ERASE_KINDS,
  UseOriginalPos: { name: 'UseOriginalPos', oneOf: [0, 1] },
  UseOriginalSize: { name: 'UseOriginalSize', oneOf: [0, 1] },
};
const subtitle: TypeRules = {
  SubtitleEraseMethod: { name: 'SubtitleEraseMethod', oneOf: METHODS },
  SubtitleModel: { name: 'SubtitleModel', oneOf: ['standard', 'area'] },
  OcrSwitch: { name: 'OcrSwitch', oneOf: ['ON', 'OFF'] },
  SubtitleFormat: { name: 'SubtitleFormat', oneOf: ['srt', 'vtt'] },
  TransSwitch: { name: 'TransSwitch', oneOf: ['ON', 'OFF'] },
  UseOriginalPos: { name: 'UseOriginalPos', oneOf: [0, 1] },
  UseOriginalSize: { name: 'UseOriginalSize', oneOf: [0, 1] },
};
const watermark: TypeRules = {
  WatermarkEraseMethod: { name: 'WatermarkEraseMethod', oneOf: METHODS },
  WatermarkModel: { name: 'WatermarkModel', oneOf: ['basic', 'advanced'] },
};
const privacy: TypeRules = {
  PrivacyModel: { name: 'PrivacyModel', oneOf: ['blur', 'mosaic'] },
  PrivacyTargets: { name: 'PrivacyTargets', oneOf: ['face', 'plate'] },
};

export const ERASE_RULES: Record<string, TypeRules> = {
  SmartEraseTaskInput: { RawParameter: { requiredWhen: { Definition: [0] } } },
  RawSmartEraseParameter: kinds,
  OverrideEraseParameter: kinds,
  SmartEraseSubtitleConfig: subtitle,
  UpdateSmartEraseSubtitleConfig: subtitle,
  SmartEraseWatermarkConfig: watermark,
  UpdateSmartEraseWatermarkConfig: watermark,
  SmartErasePrivacyConfig: privacy,
  UpdateSmartErasePrivacyConfig: privacy,
  EraseArea: {
    Unit: { oneOf: [1, 2] },
    LeftTopX: COORDINATE,
    LeftTopY: COORDINATE,
    RightBottomX: COORDINATE,
    RightBottomY: COORDINATE,
  },
};
