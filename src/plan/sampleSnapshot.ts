// One element of SampleSnapshotTaskSet.
import { listEcho } from '../mps/echo.ts';
import type { SampleSnapshotTaskInput } from '../mps/requests.ts';
import { findTemplate } from './findTemplate.ts';
import { numberFormatOf, numberRule } from './numberRule.ts';
import { pictureKeys } from './picturePaths.ts';
import { pictureSpec, sampleInterval } from './pictureSpec.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { subtaskTarget } from './subtaskTarget.ts';
import { refuseUnserved } from './unserved.ts';
import { planWatermarks } from './watermarks.ts';

/** Resolves template, storage and names. Throws ApiError. */
export function planSampleSnapshot(task: SampleSnapshotTaskInput, context: SubtaskContext): PlannedOutput {
  const { subtask, parameter } = context;
  refuseUnserved(parameter, task, ['ExtInfo']);
  const watermarks = planWatermarks(task.WatermarkSet, context);
  const template = findTemplate(context.templates, 'SampleSnapshot', task.Definition, parameter);
  const picture = pictureSpec(template);
  const { target, storage, echo } = subtaskTarget(task.OutputStorage, context);
  const number = numberRule(`${parameter}.ObjectNumberFormat`, task.ObjectNumberFormat);
  const pattern = pictureKeys(
    { ...context, definition: task.Definition, format: picture.format, objectPath: task.OutputObjectPath },
    'sampleSnapshot',
    false,
  );
  return {
    parameter,
    planned: {
      kind: 'SampleSnapshot',
      input: {
        Definition: task.Definition,
        WatermarkSet: listEcho('WatermarkInput', task.WatermarkSet),
        OutputStorage: echo,
        OutputObjectPath: `/${pattern.slice(0, -picture.format.length - 1)}`,
        ObjectNumberFormat: numberFormatOf(number),
        ExtInfo: '',
      },
      storage,
      definition: task.Definition,
      path: `/${pattern}`,
      number,
      known: { SampleType: template.SampleType, Interval: template.SampleInterval },
    },
    output: {
      kind: 'snapshot',
      subtask,
      picture,
      at: sampleInterval(template),
      files: { pattern, number },
      ...(watermarks.length > 0 && { watermarks }),
    },
    target,
  };
}
