// One element of SnapshotByTimeOffsetTaskSet.
import type { Moment } from '../contract/picture.ts';
import { listEcho } from '../mps/echo.ts';
import { invalidValue } from '../mps/errors.ts';
import type { SnapshotByTimeOffsetTaskInput } from '../mps/requests.ts';
import { findTemplate } from './findTemplate.ts';
import { numberFormatOf, numberRule } from './numberRule.ts';
import { pictureKeys } from './picturePaths.ts';
import { pictureSpec } from './pictureSpec.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { subtaskTarget } from './subtaskTarget.ts';
import { refuseUnserved } from './unserved.ts';
import { planWatermarks } from './watermarks.ts';

const MAX_MOMENTS = 1000;

/** Resolves template, storage, moments and names. Throws ApiError. */
export function planSnapshotByTimeOffset(
  task: SnapshotByTimeOffsetTaskInput,
  context: SubtaskContext,
): PlannedOutput {
  const { subtask, parameter } = context;
  refuseUnserved(parameter, task, ['ExtInfo']);
  const watermarks = planWatermarks(task.WatermarkSet, context);
  const picture = pictureSpec(
    findTemplate(context.templates, 'SnapshotByTimeOffset', task.Definition, parameter),
  );
  const { target, storage, echo } = subtaskTarget(task.OutputStorage, context);
  const at = momentsOf(task, parameter);
  const number = numberRule(`${parameter}.ObjectNumberFormat`, task.ObjectNumberFormat);
  const pattern = pictureKeys(
    { ...context, definition: task.Definition, format: picture.format, objectPath: task.OutputObjectPath },
    'snapshotByTimeOffset',
    at.length === 1,
  );
  return {
    parameter,
    planned: {
      kind: 'SnapshotByTimeOffset',
      input: {
        Definition: task.Definition,
        ExtTimeOffsetSet: task.ExtTimeOffsetSet ?? [],
        TimeOffsetSet: task.TimeOffsetSet ?? [],
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
    },
    output: {
      kind: 'snapshot',
      subtask,
      picture,
      at,
      files: { pattern, number },
      ...(watermarks.length > 0 && { watermarks }),
    },
    target,
  };
}

/**
 * The moments of both sets, those of the older one first; one that stands in both is taken once. Without any,
 * the picture at 0.
 */
function momentsOf(task: SnapshotByTimeOffsetTaskInput, parameter: string): Moment[] {
  const plain = (task.TimeOffsetSet ?? []).map((value, index): Moment => {
    if (value < 0) throw notAMoment(`${parameter}.TimeOffsetSet.${index}`);
    return { unit: 'seconds', value };
  });
  const texts = (task.ExtTimeOffsetSet ?? [])
    .map((text, index) => momentOf(text, `${parameter}.ExtTimeOffsetSet.${index}`))
    .filter(({ unit, value }) => unit === 'percent' || !plain.some((moment) => moment.value === value));
  const moments = [...plain, ...texts];
  if (moments.length > MAX_MOMENTS) {
    throw invalidValue(`${parameter}.ExtTimeOffsetSet`, {
      en: `a list of at most ${MAX_MOMENTS} moments`,
      zh: `不超过 ${MAX_MOMENTS} 个时间点的列表`,
    });
  }
  return moments.length > 0 ? moments : [{ unit: 'seconds', value: 0 }];
}

/** "3.5s" or "10%". */
function momentOf(text: string, parameter: string): Moment {
  const [, digits, sign] = /^(\d{1,9}(?:\.\d{1,9})?)(s|%)$/.exec(text) ?? [];
  const value = Number(digits);
  if (digits === undefined || (sign === '%' && value > 100)) throw notAMoment(parameter);
  return { unit: sign === '%' ? 'percent' : 'seconds', value };
}

function notAMoment(parameter: string) {
  return invalidValue(parameter, {
    en: 'a moment such as `3.5s`, or `10%` of the duration',
    zh: '时间点，例如 `3.5s` 或时长的 `10%`',
  });
}
