// Enhancement of picture and sound ("EnhanceConfig" and below).
import { ON_OFF, type Rule, type TypeRules } from './rule.ts';

const type = (...values: string[]): Rule => ({ name: 'Type', oneOf: values });
const INTENSITY: Rule = { range: [0, 1] };

export const ENHANCE_RULES: Record<string, TypeRules> = {
  FrameRateConfig: { Switch: ON_OFF, Fps: { name: 'Fps', range: [0, 100] } },
  FrameRateWithDenConfig: {
    Switch: ON_OFF,
    FpsNum: { name: 'Fps', range: [0, 120], per: 'FpsDen' },
    FpsDen: { name: 'Fps', range: [1, 100_000] },
  },
  SuperResolutionConfig: { Switch: ON_OFF, Type: type('lq', 'hq'), Size: { oneOf: [2] } },
  HdrConfig: { Switch: ON_OFF, Type: type('HDR10', 'HLG') },
  VideoDenoiseConfig: { Switch: ON_OFF, Type: type('weak', 'strong') },
  ImageQualityEnhanceConfig: { Switch: ON_OFF, Type: type('weak', 'normal', 'strong') },
  ColorEnhanceConfig: { Switch: ON_OFF, Type: type('weak', 'normal', 'strong') },
  DiffusionEnhanceConfig: { Switch: ON_OFF, Type: type('weak', 'normal', 'strong') },
  AiRestorationConfig: { Switch: ON_OFF, Type: type('weak', 'normal', 'strong') },
  SharpEnhanceConfig: { Switch: ON_OFF, Intensity: INTENSITY },
  FaceEnhanceConfig: { Switch: ON_OFF, Intensity: INTENSITY },
  ScratchRepairConfig: { Switch: ON_OFF, Intensity: INTENSITY },
  LowLightEnhanceConfig: { Switch: ON_OFF, Type: type('normal') },
  ArtifactRepairConfig: { Switch: ON_OFF, Type: type('weak', 'strong') },
  AudioDenoiseConfig: { Switch: ON_OFF },
  AudioSeparateConfig: {
    Switch: ON_OFF,
    Type: type('normal', 'music'),
    // The documentation spells the second one with a capital.
    Track: { oneOf: ['vocal', 'background', 'Background'] },
  },
  VolumeBalanceConfig: { Switch: ON_OFF, Type: type('loudNorm', 'gainControl') },
  AudioBeautifyConfig: { Switch: ON_OFF, Types: { name: 'Type', oneOf: ['declick', 'deesser'] } },
};
