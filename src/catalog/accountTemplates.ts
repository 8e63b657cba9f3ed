// The templates that a request of an account may use.
import type {
  CreateAIAnalysisTemplateRequest,
  CreateQualityControlTemplateRequest,
  CreateSmartEraseTemplateRequest,
} from '../mps/requests.ts';
import type { Env } from '../platform/env.ts';
import { customAsWritten, customRecognition, customReview, customSmartSubtitle } from './aiTemplates.ts';
import { currentItems } from './currentItems.ts';
import {
  customAdaptive,
  customAnimatedGraphics,
  customImageSprite,
  customSampleSnapshot,
  customSnapshot,
  customTranscode,
} from './customTemplates.ts';
import { customWatermark } from './customWatermark.ts';
import type { Item } from './item.ts';
import { templateRefs } from './templateRefs.ts';
import {
  presetTemplates,
  type TemplateKind,
  type Templates,
  type TemplateTypes,
  templateKey,
  templatesOf,
} from './templates.ts';

/** What each kind's stored body makes of an item. The body is a Create request that was checked when it came. */
const CUSTOM: { [Kind in TemplateKind]: (item: Item, body: never) => TemplateTypes[Kind] } = {
  Transcode: customTranscode,
  Watermark: customWatermark,
  SnapshotByTimeOffset: customSnapshot,
  SampleSnapshot: customSampleSnapshot,
  ImageSprite: customImageSprite,
  AnimatedGraphics: customAnimatedGraphics,
  AdaptiveDynamicStreaming: customAdaptive,
  AIAnalysis: customAsWritten<CreateAIAnalysisTemplateRequest>,
  AIRecognition: customRecognition,
  ContentReview: customReview,
  QualityControl: customAsWritten<CreateQualityControlTemplateRequest>,
  SmartSubtitle: customSmartSubtitle,
  SmartErase: customAsWritten<CreateSmartEraseTemplateRequest>,
};

/** The template that a stored item is. */
export function customTemplate<Kind extends TemplateKind>(kind: Kind, item: Item): TemplateTypes[Kind] {
  return CUSTOM[kind](item, JSON.parse(item.body) as never);
}

/**
 * Presets, and what the account has of the templates that `request` names, as they are now: one call for all of them,
 * none when there are only presets. `request` may be a part of one, such as a scheme's activities.
 */
export async function accountTemplates(env: Env, appId: string, request: object): Promise<Templates> {
  const refs = templateRefs(request);
  if (refs.length === 0) return presetTemplates;
  const items = await currentItems(env, appId, refs);
  return templatesOf(
    new Map(
      items.map(({ ref, item }) => [
        templateKey(ref.kind, ref.id),
        customTemplate(ref.kind as TemplateKind, item),
      ]),
    ),
  );
}
