// One element of TranscodeTaskSet.
import { transcodeTemplate } from '../catalog/transcodeTemplate.ts';
import { missingParameter } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { noTemplate } from './findTemplate.ts';
import { numberFormatOf, numberRule } from './numberRule.ts';
import { transcodePaths } from './paths.ts';
import { formatsOf, renditionOf } from './rendition.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { subtaskTarget } from './subtaskTarget.ts';
import { refuseUnserved } from './unserved.ts';

const UNSERVED = [
  'RawParameter',
  'OverrideParameter',
  'WatermarkSet',
  'BlindWatermark',
  'MosaicSet',
  'StartTimeOffset',
  'EndTimeOffset',
  'HeadTailParameter',
] as const;

/** Resolves template, storage and names of a transcoding. Throws ApiError. */
export function planTranscode(task: TranscodeTaskInput, context: SubtaskContext): PlannedOutput {
  const { subtask, parameter } = context;
  refuseUnserved(parameter, task, UNSERVED);
  const rendition = renditionOf(templateOf(task.Definition, parameter));
  const { target, storage, echo } = subtaskTarget(task.OutputStorage, context);

  const formats = formatsOf(rendition.container);
  const number = numberRule(`${parameter}.ObjectNumberFormat`, task.ObjectNumberFormat);
  const { main, segment } = transcodePaths({
    parameter,
    outputDir: context.outputDir,
    input: context.input,
    definition: task.Definition,
    format: formats.main,
    segmentFormat: formats.segment,
    objectPath: task.OutputObjectPath,
    segmentName: task.SegmentObjectName,
  });
  const segments = rendition.container === 'hls' ? { pattern: segment, number } : null;
  return {
    parameter,
    planned: {
      kind: 'Transcode',
      // As the service repeats it: every field there, paths absolute and without extension.
      input: {
        Definition: task.Definition,
        RawParameter: null,
        OverrideParameter: null,
        WatermarkSet: [],
        BlindWatermark: null,
        MosaicSet: [],
        StartTimeOffset: 0,
        EndTimeOffset: 0,
        OutputStorage: echo,
        OutputObjectPath: `/${main.slice(0, -formats.main.length - 1)}`,
        SegmentObjectName: `/${segment.slice(0, -formats.segment.length - 1)}`,
        ObjectNumberFormat: numberFormatOf(number),
        HeadTailParameter: null,
      },
      storage,
      definition: task.Definition,
      path: `/${main}`,
    },
    output: { kind: 'media', subtask, ...rendition, main, segment: segments },
    target,
  };
}

function templateOf(definition: number, parameter: string) {
  // Definition 0 stands for the parameters in RawParameter (TranscodeTaskInput).
  if (definition === 0) throw missingParameter(`${parameter}.RawParameter`);
  const template = transcodeTemplate(definition);
  if (!template) throw noTemplate(definition, parameter);
  return template;
}
