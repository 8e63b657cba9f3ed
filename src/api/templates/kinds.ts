// The kinds of templates that the API has actions for, and how many of each an account may have.
import { ApiError } from '../../mps/errors.ts';
import type {
  CreateAnimatedGraphicsTemplateRequest,
  CreateQualityControlTemplateRequest,
} from '../../mps/requests.ts';
import type { Action } from '../action.ts';
import { checkAdaptive } from './checkAdaptive.ts';
import { checkTranscode } from './checkTranscode.ts';
import { showAdaptive, showQualityControl, showTranscode } from './show.ts';
import { templateActions } from './templateActions.ts';
import { transcodeFacets } from './transcodeFacets.ts';
import { watermarkKind } from './watermarkKind.ts';

/** The actions of all kinds, by name. */
export const TEMPLATE_ACTIONS: readonly [name: string, action: Action][] = [
  ...templateActions({
    kind: 'Transcode',
    limit: 1000,
    check: checkTranscode,
    facets: transcodeFacets,
    show: showTranscode,
  }),
  ...templateActions(watermarkKind),
  ...templateActions({ kind: 'SnapshotByTimeOffset', limit: 16 }),
  ...templateActions({ kind: 'SampleSnapshot', limit: 16 }),
  ...templateActions({ kind: 'ImageSprite', limit: 16 }),
  ...templateActions({ kind: 'AnimatedGraphics', limit: 16, check: checkAnimation }),
  ...templateActions({
    kind: 'AdaptiveDynamicStreaming',
    limit: 100,
    check: checkAdaptive,
    facets: ({ PureAudio }) => ({ PureAudio: String(PureAudio) }),
    show: showAdaptive,
  }),
  ...templateActions({ kind: 'AIAnalysis', limit: 50 }),
  ...templateActions({ kind: 'AIRecognition', limit: 50 }),
  ...templateActions({ kind: 'ContentReview', limit: 50 }),
  ...templateActions({
    kind: 'QualityControl',
    limit: 50,
    check: checkQualityControl,
    show: showQualityControl,
  }),
  ...templateActions({
    kind: 'SmartSubtitle',
    limit: 50,
    facets: ({ ProcessType }) => ({ ProcessType: String(ProcessType ?? 0) }),
    show: (template) => ({ SubtitleEmbedId: 0, AsrHotWordsLibraryName: '', AliasName: '', ...template }),
  }),
  ...templateActions({
    kind: 'SmartErase',
    limit: 50,
    facets: ({ EraseType }) => ({ EraseType }),
    show: (template) => ({ AliasName: '', ...template }),
  }),
];

/** Throws the codes that the API has for a WebP without a size. */
function checkAnimation({ Format, Width, Height }: CreateAnimatedGraphicsTemplateRequest): void {
  if (Format !== 'webp' || Width || Height) return;
  const given = Width !== undefined || Height !== undefined;
  throw new ApiError(
    given
      ? 'InvalidParameterValue.FormatWebpWidthAndHeightBothZero'
      : 'InvalidParameterValue.FormatWebpLackWidthAndHeight',
  );
}

/** Throws InvalidParameterValue.EmptyDetectItem when nothing would be looked at. */
function checkQualityControl({ QualityControlItemSet: items }: CreateQualityControlTemplateRequest): void {
  if (items.some(({ Switch }) => Switch !== 'OFF')) return;
  throw new ApiError('InvalidParameterValue.EmptyDetectItem');
}
