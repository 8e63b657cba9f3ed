// The kinds of activities of a scheme (Activity.ActivityType), and which parameter each takes.
import type { ActivityPara } from '../../mps/requests.ts';
import { planAdaptive } from '../adaptive.ts';
import { planAnimatedGraphic } from '../animatedGraphic.ts';
import { planImageSprite } from '../imageSprite.ts';
import { planSampleSnapshot } from '../sampleSnapshot.ts';
import { planSnapshotByTimeOffset } from '../snapshotByTimeOffset.ts';
import type { PlannedOutput, SubtaskContext } from '../subtask.ts';
import { planTranscode } from '../transcode.ts';

export interface ActivityType {
  /** The member of ActivityPara that it needs. */
  parameter: keyof ActivityPara;
  /** How it is planned; absent: nothing here can do it. */
  plan?: (task: never, context: SubtaskContext) => PlannedOutput;
}

/** All but `input` and `output`. */
export const ACTIVITY_TYPES: ReadonlyMap<string, ActivityType> = new Map<string, ActivityType>([
  ['action-trans', { parameter: 'TranscodeTask', plan: planTranscode }],
  ['action-animated-graphics', { parameter: 'AnimatedGraphicTask', plan: planAnimatedGraphic }],
  ['action-snapshotByTimeOffset', { parameter: 'SnapshotByTimeOffsetTask', plan: planSnapshotByTimeOffset }],
  ['action-samplesnapshot', { parameter: 'SampleSnapshotTask', plan: planSampleSnapshot }],
  ['action-image-sprite', { parameter: 'ImageSpriteTask', plan: planImageSprite }],
  ['action-adaptive-substream', { parameter: 'AdaptiveDynamicStreamingTask', plan: planAdaptive }],
  ['action-aiReview', { parameter: 'AiContentReviewTask' }],
  ['action-AIAnalysis', { parameter: 'AiAnalysisTask' }],
  ['action-AIRecognition', { parameter: 'AiRecognitionTask' }],
  ['action-AIQualityControl', { parameter: 'QualityControlTask' }],
  ['action-SmartSubtitles', { parameter: 'SmartSubtitlesTask' }],
  ['action-SmartErase', { parameter: 'SmartEraseTask' }],
  ['action-exec-rules', { parameter: 'ExecRulesTask' }],
]);

export const EXEC_RULES = 'action-exec-rules';
