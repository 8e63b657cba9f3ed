// The templates that one request may use, by kind and Definition. Planning is given them: it never looks for any.
import { adaptivePresets } from './adaptivePresets.ts';
import type { AdaptiveDynamicStreamingTemplate } from './adaptiveTemplate.ts';
import { aiPresets } from './aiPresets.ts';
import type {
  AIAnalysisTemplate,
  AIRecognitionTemplate,
  ContentReviewTemplate,
  QualityControlTemplate,
  SmartEraseTemplate,
  SmartSubtitleTemplate,
} from './aiTemplates.ts';
import {
  animatedGraphicsPresets,
  imageSpritePresets,
  sampleSnapshotPresets,
  snapshotByTimeOffsetPresets,
} from './picturePresets.ts';
import type {
  AnimatedGraphicsTemplate,
  ImageSpriteTemplate,
  SampleSnapshotTemplate,
  SnapshotByTimeOffsetTemplate,
} from './pictureTemplates.ts';
import type { TranscodeTemplate } from './template.ts';
import { transcodePresets } from './transcodePresets.ts';
import type { WatermarkTemplate } from './watermarkTemplate.ts';

/** What a template of each kind is. */
export interface TemplateTypes {
  Transcode: TranscodeTemplate;
  Watermark: WatermarkTemplate;
  SnapshotByTimeOffset: SnapshotByTimeOffsetTemplate;
  SampleSnapshot: SampleSnapshotTemplate;
  ImageSprite: ImageSpriteTemplate;
  AnimatedGraphics: AnimatedGraphicsTemplate;
  AdaptiveDynamicStreaming: AdaptiveDynamicStreamingTemplate;
  AIAnalysis: AIAnalysisTemplate;
  AIRecognition: AIRecognitionTemplate;
  ContentReview: ContentReviewTemplate;
  QualityControl: QualityControlTemplate;
  SmartSubtitle: SmartSubtitleTemplate;
  SmartErase: SmartEraseTemplate;
}
export type TemplateKind = keyof TemplateTypes;

export type TemplatesByKind = { readonly [Kind in TemplateKind]: readonly TemplateTypes[Kind][] };

/** The presets of each kind, in the order of the API's document. */
export const PRESETS: TemplatesByKind = {
  Transcode: transcodePresets,
  Watermark: [],
  SnapshotByTimeOffset: snapshotByTimeOffsetPresets,
  SampleSnapshot: sampleSnapshotPresets,
  ImageSprite: imageSpritePresets,
  AnimatedGraphics: animatedGraphicsPresets,
  AdaptiveDynamicStreaming: adaptivePresets,
  ...aiPresets,
};

export interface Templates {
  /** The template of a kind and Definition; null when the account has none. */
  find<Kind extends TemplateKind>(kind: Kind, definition: number): TemplateTypes[Kind] | null;
}

/** The key of a template among those of all kinds. */
export function templateKey(kind: string, definition: number | string): string {
  return `${kind}/${definition}`;
}

const presets = new Map(
  Object.entries(PRESETS).flatMap(([kind, templates]) =>
    templates.map((template) => [templateKey(kind, template.Definition), template] as const),
  ),
);

/** Presets, and an account's own templates by `templateKey`. */
export function templatesOf(custom: ReadonlyMap<string, TemplateTypes[TemplateKind]>): Templates {
  return {
    find<Kind extends TemplateKind>(kind: Kind, definition: number) {
      const key = templateKey(kind, definition);
      return ((presets.get(key) ?? custom.get(key)) as TemplateTypes[Kind] | undefined) ?? null;
    },
  };
}

/** Presets alone: what there is without asking anybody. */
export const presetTemplates: Templates = templatesOf(new Map());
