import { invalidValue, missingParameter, unsupportedParameter } from '../../mps/errors.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { BatchProcessMediaRequest } from '../../mps/requests.ts';
import { inputLocation } from '../../plan/input.ts';
import { inputName } from '../../plan/inputName.ts';
import { outputDirectory } from '../../plan/paths.ts';
import { bucketOf, outputBucket } from '../../plan/storage.ts';
import type { ActionContext } from '../action.ts';
import { checkBuckets } from '../checkBuckets.ts';
import { taskCallback } from '../notifyConfig.ts';
import { taskParameters } from '../taskParameters.ts';

const TASK_MODES = ['', 'Parallel', 'Serial'];

/**
 * Checks a batch. The one kind of work that the API knows in it is smart subtitles, which nothing here makes: so a
 * batch without a fault is refused with UnsupportedOperation too.
 */
export async function batchProcessMedia(
  { env, account: { appId } }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<BatchProcessMediaRequest>('BatchProcessMedia', parameters);
  taskParameters(request);
  taskCallback(env, appId, request.TaskNotifyConfig);
  if (!TASK_MODES.includes(request.TaskMode ?? '')) {
    throw invalidValue('TaskMode', { en: '`Parallel` or `Serial`', zh: ' `Parallel` 或 `Serial`' });
  }
  if (request.InputInfo.length === 0) throw missingParameter('InputInfo');
  for (const [index, info] of request.InputInfo.entries()) {
    const input = inputLocation(info, appId, `InputInfo.${index}`);
    outputDirectory(request.OutputDir, inputName(input));
    const target = outputBucket('OutputStorage', request.OutputStorage, bucketOf(input), appId);
    if (!target) throw missingParameter('OutputStorage');
    checkBuckets(env, { jobs: [{ input, targets: [target] }] });
  }
  if (!request.SmartSubtitlesTask) throw missingParameter('SmartSubtitlesTask');
  throw unsupportedParameter('SmartSubtitlesTask');
}
