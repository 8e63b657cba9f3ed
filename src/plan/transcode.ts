// One element of TranscodeTaskSet.
import type { TranscodeParameters } from '../catalog/template.ts';
import type { MediaOutput, NumberRule } from '../contract/media.ts';
import { parameterEcho } from '../mps/echo.ts';
import { invalidValue, missingParameter } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { checkCombinations } from './combinations.ts';
import { findTemplate } from './findTemplate.ts';
import { numberFormatOf, numberRule } from './numberRule.ts';
import {
  overriddenParameters,
  type ParameterName,
  rawParameters,
  refuseUnservedTemplate,
} from './parameters.ts';
import { transcodePaths } from './paths.ts';
import { formatsOf, type Rendition, renditionOf } from './rendition.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { subtaskTarget } from './subtaskTarget.ts';
import { refuseUnserved } from './unserved.ts';

const UNSERVED = ['WatermarkSet', 'BlindWatermark', 'MosaicSet', 'HeadTailParameter'] as const;

/** Resolves template, storage and names of a transcoding. Throws ApiError. */
export function planTranscode(task: TranscodeTaskInput, context: SubtaskContext): PlannedOutput {
  const { subtask, parameter } = context;
  refuseUnserved(parameter, task, UNSERVED);
  const { segments, ...rendition } = checkedRendition(task, context);
  const clip = clipOf(task, parameter);
  const { target, storage, echo } = subtaskTarget(task.OutputStorage, context);

  const formats = formatsOf({ ...rendition, segments });
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
  return {
    parameter,
    planned: {
      kind: 'Transcode',
      // As the service repeats it: every field there, paths absolute and without extension.
      input: {
        Definition: task.Definition,
        RawParameter: parameterEcho('RawTranscodeParameter', task.RawParameter),
        OverrideParameter: parameterEcho('OverrideTranscodeParameter', task.OverrideParameter),
        WatermarkSet: [],
        BlindWatermark: null,
        MosaicSet: [],
        StartTimeOffset: task.StartTimeOffset ?? 0,
        EndTimeOffset: task.EndTimeOffset ?? 0,
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
    output: {
      kind: 'media',
      subtask,
      ...rendition,
      main,
      segment: segments && segmentOf(segments, segment, number),
      ...(clip ? { clip } : {}),
    },
    target,
  };
}

/** Definition 0 stands for the parameters in RawParameter; OverrideParameter counts beside any other (TranscodeTaskInput). */
function checkedRendition(task: TranscodeTaskInput, { parameter, templates }: SubtaskContext): Rendition {
  const { Definition, RawParameter: raw, OverrideParameter: override } = task;
  const rendered = (parameters: TranscodeParameters, name: ParameterName) => {
    const rendition = renditionOf(parameters, name);
    checkCombinations(rendition, name);
    return rendition;
  };
  if (Definition === 0) {
    const parent = `${parameter}.RawParameter`;
    if (!raw) throw missingParameter(parent);
    return rendered(rawParameters(raw, parent), (field) => `${parent}.${field}`);
  }
  const template = findTemplate(templates, 'Transcode', Definition, parameter);
  refuseUnservedTemplate(template, `${parameter}.Definition`);
  if (!override) return rendered(template, () => `${parameter}.Definition`);
  const parent = `${parameter}.OverrideParameter`;
  return rendered(overriddenParameters(template, override, parent), (field) => `${parent}.${field}`);
}

/** Where both offsets count from the same end, the second must be behind the first; else the source's length decides. */
function clipOf(
  { StartTimeOffset: start = 0, EndTimeOffset: end = 0 }: TranscodeTaskInput,
  parameter: string,
): MediaOutput['clip'] {
  if (start === 0 && end === 0) return undefined;
  if (end !== 0 && start < 0 === end < 0 && end <= start) {
    throw invalidValue(`${parameter}.EndTimeOffset`, {
      en: 'behind `StartTimeOffset`',
      zh: '位于 `StartTimeOffset` 之后',
    });
  }
  return { start, end };
}

function segmentOf(
  { type, seconds }: NonNullable<Rendition['segments']>,
  pattern: string,
  number: NumberRule,
): MediaOutput['segment'] {
  // The initialization section stands beside the segments, where their number would be.
  const init = pattern.replaceAll('{number}', 'init').replace(/\.m4s$/, '.mp4');
  return {
    pattern,
    number,
    ...(type === 'ts' ? {} : { type }),
    ...(type === 'fmp4' ? { init } : {}),
    ...(seconds > 0 ? { seconds } : {}),
  };
}
