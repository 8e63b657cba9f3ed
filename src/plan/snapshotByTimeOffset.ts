// One element of SnapshotByTimeOffsetTaskSet.
import type { Moment } from '../contract/picture.ts';
import { invalidValue } from '../mps/errors.ts';
import type { SnapshotByTimeOffsetTaskInput } from '../mps/requests.ts';
import { planSnapshots } from './planSnapshots.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';

const MAX_MOMENTS = 1000;

/** Resolves template, storage, moments and names. Throws ApiError. */
export function planSnapshotByTimeOffset(
  task: SnapshotByTimeOffsetTaskInput,
  context: SubtaskContext,
): PlannedOutput {
  return planSnapshots('SnapshotByTimeOffset', task, context, () => ({
    at: momentsOf(task, context.parameter),
    input: { ExtTimeOffsetSet: task.ExtTimeOffsetSet ?? [], TimeOffsetSet: task.TimeOffsetSet ?? [] },
  }));
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
