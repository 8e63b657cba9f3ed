// From a ProcessMedia request to what is to be done.
import { invalidValue, missingParameter } from '../mps/errors.ts';
import type { ProcessMediaRequest } from '../mps/requests.ts';
import { refuseCollisions } from './collisions.ts';
import { inputLocation } from './input.ts';
import { inputName } from './inputName.ts';
import { outputDirectory } from './paths.ts';
import type { Plan } from './plan.ts';
import { bucketOf, outputBucket } from './storage.ts';
import { planTranscode } from './transcode.ts';
import { refuseUnserved } from './unserved.ts';

/** Subtasks of one request: what one job can hold. */
const MAX_SUBTASKS = 100;

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
const UNSERVED_SETS = [
  'AnimatedGraphicTaskSet',
  'SnapshotByTimeOffsetTaskSet',
  'SampleSnapshotTaskSet',
  'ImageSpriteTaskSet',
  'AdaptiveDynamicStreamingTaskSet',
] as const;

/**
 * The plan of a request of the account `appId`: subtasks in the request's order, all of them in one job, so that
 * the input is decoded once. Throws ApiError: MissingParameter, InvalidParameterValue, UnsupportedOperation.
 */
export function planProcessMedia(request: ProcessMediaRequest, appId: string): Plan {
  refuseUnserved('', request, UNSERVED);
  if (!request.MediaProcessTask) throw missingParameter('MediaProcessTask');
  refuseUnserved('MediaProcessTask', request.MediaProcessTask, UNSERVED_SETS);
  const set = 'MediaProcessTask.TranscodeTaskSet';
  const tasks = request.MediaProcessTask.TranscodeTaskSet ?? [];
  if (tasks.length === 0) throw missingParameter(set);
  if (tasks.length > MAX_SUBTASKS) {
    throw invalidValue(set, {
      en: `a list of at most ${MAX_SUBTASKS} subtasks`,
      zh: `不超过 ${MAX_SUBTASKS} 个子任务的列表`,
    });
  }

  const location = inputLocation(request.InputInfo, appId);
  const input = inputName(location);
  const bucket = outputBucket('OutputStorage', request.OutputStorage, bucketOf(location), appId);
  const outputDir = outputDirectory(request.OutputDir, input);
  const outputs = tasks.map((task, subtask) =>
    planTranscode(task, { subtask, parameter: `${set}.${subtask}`, appId, input, outputDir, bucket }),
  );
  refuseCollisions(outputs, location);
  return {
    subtasks: outputs.map(({ planned }) => planned),
    jobs: [
      {
        pool: 'cpu',
        kind: 'media',
        input: location,
        outputs: outputs.map(({ output }) => output),
        targets: outputs.map(({ target }) => target),
      },
    ],
  };
}
