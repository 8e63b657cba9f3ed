// Templates of recognition, analysis, review, quality control, subtitles and erasing: as their authors wrote them.
import type {
  CreateAIAnalysisTemplateRequest,
  CreateAIRecognitionTemplateRequest,
  CreateContentReviewTemplateRequest,
  CreateQualityControlTemplateRequest,
  CreateSmartEraseTemplateRequest,
  CreateSmartSubtitleTemplateRequest,
} from '../mps/requests.ts';
import { said } from '../mps/said.ts';
import { wholeRecognition, wholeReview } from './aiDefaults.ts';
import { type TemplateHead, templateHead } from './customTemplate.ts';
import type { Item } from './item.ts';

type AsWritten<Request> = Omit<Request, 'Name' | 'Comment'> & TemplateHead & { Type: 'Preset' | 'Custom' };

export type AIAnalysisTemplate = AsWritten<CreateAIAnalysisTemplateRequest>;
export type AIRecognitionTemplate = AsWritten<CreateAIRecognitionTemplateRequest>;
export type ContentReviewTemplate = AsWritten<CreateContentReviewTemplateRequest>;
export type QualityControlTemplate = AsWritten<CreateQualityControlTemplateRequest>;
export type SmartSubtitleTemplate = AsWritten<CreateSmartSubtitleTemplateRequest>;
export type SmartEraseTemplate = AsWritten<CreateSmartEraseTemplateRequest>;

export function customAsWritten<Request extends { Comment?: string }>(
  item: Item,
  given: Request,
): AsWritten<Request> {
  return { ...given, ...templateHead(item, given.Comment), Type: 'Custom' };
}

export function customRecognition(
  item: Item,
  given: CreateAIRecognitionTemplateRequest,
): AIRecognitionTemplate {
  return customAsWritten(item, wholeRecognition(given));
}

export function customReview(item: Item, given: CreateContentReviewTemplateRequest): ContentReviewTemplate {
  return customAsWritten(item, wholeReview(given));
}

export function customSmartSubtitle(
  item: Item,
  given: CreateSmartSubtitleTemplateRequest,
): SmartSubtitleTemplate {
  const defaults = { ProcessType: 0, TranslateSwitch: 'OFF', SpeakerMode: 0, SpeakerLabel: 0 };
  return { ...defaults, ...said(given), ...templateHead(item, given.Comment), Type: 'Custom' };
}
