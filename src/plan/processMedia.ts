// From a ProcessMedia request to what is to be done.
import { presetTemplates, type Templates } from '../catalog/templates.ts';
import { invalidValue, missingParameter } from '../mps/errors.ts';
import type { ProcessMediaRequest } from '../mps/requests.ts';
import { planAnimatedGraphic } from './animatedGraphic.ts';
import { refuseCollisions } from './collisions.ts';
import { FileList } from './fileList.ts';
import { planImageSprite } from './imageSprite.ts';
import { inputLocation } from './input.ts';
import { inputName } from './inputName.ts';
import { outputDirectory } from './paths.ts';
import type { Plan } from './plan.ts';
import { planSampleSnapshot } from './sampleSnapshot.ts';
import { planSnapshotByTimeOffset } from './snapshotByTimeOffset.ts';
import { bucketOf, outputBucket } from './storage.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { planTranscode } from './transcode.ts';
import { refuseUnserved } from './unserved.ts';

/** Subtasks of one request: what one job can hold. */
const MAX_SUBTASKS = 100;

type MediaProcessTask = NonNullable<ProcessMediaRequest['MediaProcessTask']>;

const UNSERVED = [
  'ScheduleId',
  'Activities',
  'AiContentReviewTask',
  'AiAnalysisTask',
  'AiRecognitionTask',
  'AiQualityControlTask',
  'SmartSubtitlesTask',
  'SmartEraseTask',
] as const;
const UNSERVED_SETS = ['AdaptiveDynamicStreamingTaskSet'] as const;

/**
 * The plan of a request of the account `appId`, which may use `templates`: subtasks set by set in the request's order, all of them in one job, so that
 * the input is decoded once. Throws ApiError: MissingParameter, InvalidParameterValue, UnsupportedOperation.
 */
export function planProcessMedia(
  request: ProcessMediaRequest,
  appId: string,
  templates: Templates = presetTemplates,
): Plan {
  refuseUnserved('', request, UNSERVED);
  if (!request.MediaProcessTask) throw missingParameter('MediaProcessTask');
  refuseUnserved('MediaProcessTask', request.MediaProcessTask, UNSERVED_SETS);
  const location = inputLocation(request.InputInfo, appId);
  const input = inputName(location);
  const bucket = outputBucket('OutputStorage', request.OutputStorage, bucketOf(location), appId);
  const outputDir = outputDirectory(request.OutputDir, input);
  const files = new FileList();
  const common = { appId, input, outputDir, bucket, templates, files };
  const outputs = planSets(request.MediaProcessTask, common);
  refuseCollisions(outputs, location);
  return {
    subtasks: outputs.map(({ planned }) => planned),
    jobs: [
      {
        pool: 'cpu',
        kind: 'media',
        input: location,
        ...(files.all().length > 0 && { files: files.all() }),
        outputs: outputs.map(({ output }) => output),
        targets: outputs.map(({ target }) => target),
      },
    ],
  };
}

type Common = Omit<SubtaskContext, 'subtask' | 'parameter'>;

/** The subtasks of all sets, each set in its own order. */
function planSets(sets: MediaProcessTask, common: Common): PlannedOutput[] {
  const outputs: PlannedOutput[] = [];
  function plan<T>(
    name: keyof MediaProcessTask,
    tasks: T[] | undefined,
    planOne: (task: T, context: SubtaskContext) => PlannedOutput,
  ) {
    for (const [index, task] of (tasks ?? []).entries()) {
      const set = `MediaProcessTask.${name}`;
      if (outputs.length === MAX_SUBTASKS) {
        throw invalidValue(set, {
          en: `a list of at most ${MAX_SUBTASKS} subtasks, those of all sets counted`,
          zh: `所有列表合计不超过 ${MAX_SUBTASKS} 个子任务`,
        });
      }
      outputs.push(planOne(task, { ...common, subtask: outputs.length, parameter: `${set}.${index}` }));
    }
  }
  plan('TranscodeTaskSet', sets.TranscodeTaskSet, planTranscode);
  plan('AnimatedGraphicTaskSet', sets.AnimatedGraphicTaskSet, planAnimatedGraphic);
  plan('SnapshotByTimeOffsetTaskSet', sets.SnapshotByTimeOffsetTaskSet, planSnapshotByTimeOffset);
  plan('SampleSnapshotTaskSet', sets.SampleSnapshotTaskSet, planSampleSnapshot);
  plan('ImageSpriteTaskSet', sets.ImageSpriteTaskSet, planImageSprite);
  if (outputs.length === 0) throw missingParameter('MediaProcessTask.TranscodeTaskSet');
  return outputs;
}
