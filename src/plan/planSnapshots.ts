// What SampleSnapshotTaskSet and SnapshotByTimeOffsetTaskSet have in common: they differ in when pictures are taken.
import type { TemplateTypes } from '../catalog/templates.ts';
import type { Interval, Moment } from '../contract/picture.ts';
import { listEcho } from '../mps/echo.ts';
import type { SampleSnapshotTaskInput, SnapshotByTimeOffsetTaskInput } from '../mps/requests.ts';
import { findTemplate } from './findTemplate.ts';
import { numberFormatOf, numberRule } from './numberRule.ts';
import { pictureKeys } from './picturePaths.ts';
import { pictureSpec } from './pictureSpec.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { subtaskTarget } from './subtaskTarget.ts';
import { refuseUnserved } from './unserved.ts';
import { planWatermarks } from './watermarks.ts';

/** The kinds, with what OutputObjectPath's default calls them. */
const NAMES = {
  SampleSnapshot: 'sampleSnapshot',
  SnapshotByTimeOffset: 'snapshotByTimeOffset',
} as const;

interface Shots {
  at: Interval | Moment[];
  /** What the Input repeats of them. */
  input?: Record<string, unknown>;
  /** What the Output says of them. */
  known?: Record<string, unknown>;
}

/** Resolves template, storage, what `shotsOf` reads of the template, and names. Throws ApiError. */
export function planSnapshots<Kind extends keyof typeof NAMES>(
  kind: Kind,
  task: SampleSnapshotTaskInput | SnapshotByTimeOffsetTaskInput,
  context: SubtaskContext,
  shotsOf: (template: TemplateTypes[Kind]) => Shots,
): PlannedOutput {
  const { subtask, parameter } = context;
  refuseUnserved(parameter, task, ['ExtInfo']);
  const watermarks = planWatermarks(task.WatermarkSet, context);
  const template = findTemplate(context.templates, kind, task.Definition, parameter);
  const picture = pictureSpec(template);
  const { target, storage, echo } = subtaskTarget(task.OutputStorage, context);
  const { at, input, known } = shotsOf(template);
  const number = numberRule(`${parameter}.ObjectNumberFormat`, task.ObjectNumberFormat);
  const pattern = pictureKeys(
    { ...context, definition: task.Definition, format: picture.format, objectPath: task.OutputObjectPath },
    NAMES[kind],
    Array.isArray(at) && at.length === 1,
  );
  return {
    parameter,
    planned: {
      kind,
      input: {
        Definition: task.Definition,
        ...input,
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
      ...(known && { known }),
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
