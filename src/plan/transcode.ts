// One element of TranscodeTaskSet.
import { transcodeTemplate } from '../catalog/transcodeTemplate.ts';
import type { BucketRef } from '../contract/location.ts';
import type { Output } from '../contract/output.ts';
import { storageEcho } from '../mps/echo.ts';
import { ApiError, missingParameter } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import type { PlannedSubtask } from '../mps/view.ts';
import type { InputName } from './inputName.ts';
import { numberFormatOf, numberRule } from './numberRule.ts';
import { transcodePaths } from './paths.ts';
import { formatsOf, renditionOf } from './rendition.ts';
import { echoOf, outputBucket } from './storage.ts';
import { refuseUnserved } from './unserved.ts';

/** What a subtask takes from its request. */
export interface SubtaskContext {
  /** Index of the subtask in its task. */
  subtask: number;
  /** Dotted name of the subtask in the request, for messages. */
  parameter: string;
  appId: string;
  input: InputName;
  outputDir: string;
  /** The request's bucket; null when neither it nor the input has one. */
  bucket: BucketRef | null;
}

/** One file, or one manifest with its segments, and where it goes. */
export interface PlannedOutput {
  parameter: string;
  planned: PlannedSubtask;
  output: Output;
  target: BucketRef;
}

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
  const storageParameter = `${parameter}.OutputStorage`;
  const target = outputBucket(storageParameter, task.OutputStorage, context.bucket, context.appId);
  if (!target) throw missingParameter('OutputStorage');

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
  const storage = echoOf(target);
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
        OutputStorage: storageEcho(storage),
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
  if (!template) {
    throw new ApiError('InvalidParameterValue.Definition', {
      en: `The value of parameter \`${parameter}.Definition\` is not valid: there is no template ${definition}.`,
      zh: `参数 \`${parameter}.Definition\` 的取值不正确：模板 ${definition} 不存在。`,
    });
  }
  return template;
}
