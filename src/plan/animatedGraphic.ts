// One element of AnimatedGraphicTaskSet.
import type { AnimationOutput } from '../contract/picture.ts';
import { invalidValue } from '../mps/errors.ts';
import type { AnimatedGraphicTaskInput } from '../mps/requests.ts';
import { findTemplate } from './findTemplate.ts';
import { animationKey } from './picturePaths.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { subtaskTarget } from './subtaskTarget.ts';
import { templateValue } from './templateValue.ts';
import { refuseUnserved } from './unserved.ts';

/** GIF is the default of Format. */
const FORMATS: ReadonlyMap<string, AnimationOutput['picture']['format']> = new Map([
  ['', 'gif'],
  ['gif', 'gif'],
  ['webp', 'webp'],
]);

/** Resolves template, storage and name. Throws ApiError. */
export function planAnimatedGraphic(task: AnimatedGraphicTaskInput, context: SubtaskContext): PlannedOutput {
  const { subtask, parameter } = context;
  refuseUnserved(parameter, task, ['ExtInfo']);
  const template = findTemplate(context.templates, 'AnimatedGraphics', task.Definition, parameter);
  const format = templateValue('Format', template.Format, FORMATS);
  const { StartTimeOffset: start, EndTimeOffset: end } = task;
  if (start >= 0 && end > 0 && end <= start) {
    throw invalidValue(`${parameter}.EndTimeOffset`, {
      en: 'later than StartTimeOffset',
      zh: '大于 StartTimeOffset 的时间',
    });
  }
  const { target, storage, echo } = subtaskTarget(task.OutputStorage, context);
  const main = animationKey({
    ...{ ...context, definition: task.Definition, format, objectPath: task.OutputObjectPath },
  });
  return {
    parameter,
    planned: {
      kind: 'AnimatedGraphics',
      input: {
        Definition: task.Definition,
        StartTimeOffset: start,
        EndTimeOffset: end,
        OutputStorage: echo,
        OutputObjectPath: `/${main.slice(0, -format.length - 1)}`,
        ExtInfo: '',
      },
      storage,
      definition: task.Definition,
      path: `/${main}`,
      known: { StartTimeOffset: start, EndTimeOffset: end },
    },
    output: {
      ...{ kind: 'animation', subtask, fps: template.Fps, quality: template.Quality, start, end, main },
      picture: {
        ...{ format, width: template.Width, height: template.Height, fill: 'black' },
        adaptive: template.ResolutionAdaptive !== 'close',
      },
    },
    target,
  };
}
