// Which templates a request refers to.
import { FIRST_ID } from './firstId.ts';
import type { ItemRef } from './item.ts';
import type { TemplateKind } from './templates.ts';

/** The kinds of the Definitions that stand in a field of this name, in ProcessMedia and in the activities of schemes. */
const KINDS = new Map<string, TemplateKind>([
  ['TranscodeTaskSet', 'Transcode'],
  ['TranscodeTask', 'Transcode'],
  ['WatermarkSet', 'Watermark'],
  ['SnapshotByTimeOffsetTaskSet', 'SnapshotByTimeOffset'],
  ['SnapshotByTimeOffsetTask', 'SnapshotByTimeOffset'],
  ['SampleSnapshotTaskSet', 'SampleSnapshot'],
  ['SampleSnapshotTask', 'SampleSnapshot'],
  ['ImageSpriteTaskSet', 'ImageSprite'],
  ['ImageSpriteTask', 'ImageSprite'],
  ['AnimatedGraphicTaskSet', 'AnimatedGraphics'],
  ['AnimatedGraphicTask', 'AnimatedGraphics'],
  ['AdaptiveDynamicStreamingTaskSet', 'AdaptiveDynamicStreaming'],
  ['AdaptiveDynamicStreamingTask', 'AdaptiveDynamicStreaming'],
  ['AiAnalysisTask', 'AIAnalysis'],
  ['AiRecognitionTask', 'AIRecognition'],
  ['AiContentReviewTask', 'ContentReview'],
  ['AiQualityControlTask', 'QualityControl'],
  ['QualityControlTask', 'QualityControl'],
  ['SmartSubtitlesTask', 'SmartSubtitle'],
  ['SmartEraseTask', 'SmartErase'],
]);

/** The custom templates that a request, or any part of one, names; each once. */
export function templateRefs(request: object): ItemRef[] {
  const refs = new Map<string, ItemRef>();
  function look(value: object, kind: TemplateKind | undefined): void {
    for (const [field, inner] of Object.entries(value)) {
      if (kind && field === 'Definition' && typeof inner === 'number' && inner >= FIRST_ID) {
        refs.set(`${kind}/${inner}`, { kind, id: String(inner) });
      }
      // The items of a list are what the list's name says.
      if (typeof inner === 'object' && inner !== null)
        look(inner, Array.isArray(value) ? kind : KINDS.get(field));
    }
  }
  look(request, undefined);
  return [...refs.values()];
}
