// From a ProcessMedia request to what is to be done.
import { presetTemplates, type Templates } from '../catalog/templates.ts';
import { type ApiError, invalidValue, missingParameter } from '../mps/errors.ts';
import type { Activity, ProcessMediaRequest, TaskOutputStorage } from '../mps/requests.ts';
import { planAdaptive } from './adaptive.ts';
import { planAnimatedGraphic } from './animatedGraphic.ts';
import { refuseCollisions } from './collisions.ts';
import { FileList } from './fileList.ts';
import { planActivities } from './graph/planActivities.ts';
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
import { refuseUnserved, saysSomething } from './unserved.ts';

/** Subtasks of one request: what one job can hold. */
const MAX_SUBTASKS = 100;

type MediaProcessTask = NonNullable<ProcessMediaRequest['MediaProcessTask']>;

const UNSERVED = [
  'AiContentReviewTask',
  'AiAnalysisTask',
  'AiRecognitionTask',
  'AiQualityControlTask',
  'SmartSubtitlesTask',
  'SmartEraseTask',
] as const;

/** A scheme as a task uses it. */
export interface PlannedScheme {
  Activities: Activity[];
  OutputStorage?: TaskOutputStorage | undefined;
  OutputDir?: string | undefined;
}

export interface SchemeSetting {
  /** The scheme that ScheduleId names. */
  scheme?: PlannedScheme | null;
  /** TaskType `Offline`: for jobs that start later. */
  offline?: boolean;
}

/**
 * The plan of a request of the account `appId`, which may use `templates`: subtasks set by set in the request's order, all of them in one job, so that the input is
 * decoded once; or those of the scheme that it names, or brings along as Activities. What the request says of
 * outputs counts before what the scheme says, and what a subtask says before both. Throws ApiError:
 * MissingParameter, InvalidParameterValue, UnsupportedOperation.
 */
export function planProcessMedia(
  request: ProcessMediaRequest,
  appId: string,
  templates: Templates = presetTemplates,
  { scheme, offline = false }: SchemeSetting = {},
): Plan {
  refuseUnserved('', request, UNSERVED);
  const location = inputLocation(request.InputInfo, appId);
  const input = inputName(location);
  const ofScheme = outputBucket('OutputStorage', scheme?.OutputStorage, bucketOf(location), appId);
  const bucket = outputBucket('OutputStorage', request.OutputStorage, ofScheme, appId);
  const outputDir = outputDirectory(request.OutputDir || scheme?.OutputDir, input);
  const files = new FileList();
  const common = { appId, input, outputDir, bucket, templates, files };
  const activities = request.Activities?.length ? request.Activities : scheme?.Activities;
  if (activities) {
    if (saysSomething(request.MediaProcessTask)) throw besideActivities('MediaProcessTask');
    return planActivities(activities, { ...common, source: location, offline });
  }
  if (!request.MediaProcessTask) throw missingParameter('MediaProcessTask');
  const outputs = planSets(request.MediaProcessTask, common);
  refuseCollisions(outputs, location, ...files.all().map((file) => file.location));
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

function besideActivities(parameter: string): ApiError {
  return invalidValue(parameter, {
    en: 'left out beside `ScheduleId` or `Activities`, which say what is to be done',
    zh: '空：任务由 `ScheduleId` 或 `Activities` 指定',
  });
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
  plan('AdaptiveDynamicStreamingTaskSet', sets.AdaptiveDynamicStreamingTaskSet, planAdaptive);
  if (outputs.length === 0) throw missingParameter('MediaProcessTask.TranscodeTaskSet');
  return outputs;
}
