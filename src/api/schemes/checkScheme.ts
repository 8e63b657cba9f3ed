// What a scheme must be before it is kept.
import { accountTemplates } from '../../catalog/accountTemplates.ts';
import type { Scheme, SchemeFields, SchemeKind } from '../../catalog/scheme.ts';
import { ApiError } from '../../mps/errors.ts';
import { FileList } from '../../plan/fileList.ts';
import { inputLocation } from '../../plan/input.ts';
import { inputName } from '../../plan/inputName.ts';
import { outputDirectory } from '../../plan/paths.ts';
import { bucketOf, outputBucket } from '../../plan/storage.ts';
import { checkTrigger, sampleInput } from '../../plan/trigger.ts';
import type { ActionContext } from '../action.ts';
import { checkBuckets } from '../checkBuckets.ts';
import { taskCallback } from '../notifyConfig.ts';
import { taskParameters } from '../taskParameters.ts';
import { planTask, type SchemeSpec } from './schemeKind.ts';

/**
 * Throws MissingParameter and InvalidParameterValue for whatever a task of the scheme would be refused for. What MPS can
 * do and nothing here can is kept in a scheme all the same; but one that is enabled, or is about to be, is refused for
 * it with UnsupportedOperation: nobody is there to hear of it when a file starts it.
 */
export async function checkScheme<Kind extends SchemeKind>(
  spec: SchemeSpec<Kind>,
  { env, account }: ActionContext,
  { status, fields }: Scheme<Kind>,
): Promise<void> {
  const { Trigger, OutputStorage, OutputDir, TaskNotifyConfig } = fields;
  checkTrigger(Trigger);
  const input = sampleInput(Trigger);
  const source = inputLocation(input, account.appId, 'Trigger');
  const bucket = outputBucket('OutputStorage', OutputStorage, bucketOf(source), account.appId);
  const outputDir = outputDirectory(OutputDir, inputName(source));
  taskCallback(env, account.appId, TaskNotifyConfig);
  const templates = await accountTemplates(env, account.appId, fields);
  spec.checkWork(fields, {
    ...{ appId: account.appId, input: inputName(source), outputDir, bucket, templates },
    ...{ source, offline: false, files: new FileList() },
  });
  const task = spec.task(fields, input);
  taskParameters(task.request);
  try {
    checkBuckets(env, planTask(task, account.appId, templates));
  } catch (error) {
    const unsupported = error instanceof ApiError && error.code === 'UnsupportedOperation';
    if (!unsupported || status === 'Enabled') throw error;
  }
}

/** OutputDir with the leading slash that the documentation's own example leaves out. */
export function withWholeOutputDir<Fields extends SchemeFields[SchemeKind]>(fields: Fields): Fields {
  const { OutputDir } = fields;
  return OutputDir && !OutputDir.startsWith('/') ? { ...fields, OutputDir: `/${OutputDir}` } : fields;
}
