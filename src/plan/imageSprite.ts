// One element of ImageSpriteTaskSet.
import type { ImageSpriteTaskInput } from '../mps/requests.ts';
import { findTemplate } from './findTemplate.ts';
import { numberFormatOf, numberRule } from './numberRule.ts';
import { pictureKeys, webVttKey } from './picturePaths.ts';
import { pictureSpec, sampleInterval } from './pictureSpec.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { subtaskTarget } from './subtaskTarget.ts';
import { refuseUnserved } from './unserved.ts';

/** Resolves template, storage and names. Throws ApiError. */
export function planImageSprite(task: ImageSpriteTaskInput, context: SubtaskContext): PlannedOutput {
  const { subtask, parameter } = context;
  refuseUnserved(parameter, task, ['ExtInfo']);
  const template = findTemplate(context.templates, 'ImageSprite', task.Definition, parameter);
  const picture = pictureSpec(template);
  const { target, storage, echo } = subtaskTarget(task.OutputStorage, context);
  const number = numberRule(`${parameter}.ObjectNumberFormat`, task.ObjectNumberFormat);
  const naming = { ...context, definition: task.Definition, format: picture.format };
  const pattern = pictureKeys({ ...naming, objectPath: task.OutputObjectPath }, 'imageSprite', false);
  const main = webVttKey(naming, pattern, task.WebVttObjectName);
  return {
    parameter,
    planned: {
      kind: 'ImageSprites',
      input: {
        Definition: task.Definition,
        OutputStorage: echo,
        OutputObjectPath: `/${pattern.slice(0, -picture.format.length - 1)}`,
        WebVttObjectName: `/${main.slice(0, -'.vtt'.length)}`,
        ObjectNumberFormat: numberFormatOf(number),
        ExtInfo: '',
      },
      storage,
      definition: task.Definition,
      path: `/${pattern}`,
      number,
      known: { WebVttPath: `/${main}` },
    },
    output: {
      ...{ kind: 'sprite', subtask, picture, at: sampleInterval(template) },
      ...{ rows: template.RowCount, columns: template.ColumnCount },
      ...{ files: { pattern, number }, main },
    },
    target,
  };
}
