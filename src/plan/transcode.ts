// One element of TranscodeTaskSet.
import type { TranscodeParameters } from '../catalog/template.ts';
import type { MediaOutput, NumberRule } from '../contract/media.ts';
import { listEcho, parameterEcho } from '../mps/echo.ts';
import { missingParameter, unsupportedParameter } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { planAddedAudio } from './addedAudio.ts';
import { checkCombinations } from './combinations.ts';
import { drawnOver } from './drawnOver.ts';
import { findTemplate } from './findTemplate.ts';
import { hasHeadOrTail, planHeadTail } from './headTail.ts';
import { planMosaics } from './mosaics.ts';
import { numberFormatOf, numberRule } from './numberRule.ts';
import {
  overriddenParameters,
  type ParameterName,
  rawParameters,
  refuseUnservedTemplate,
} from './parameters.ts';
import { transcodePaths } from './paths.ts';
import { formatsOf, type Rendition, renditionOf } from './rendition.ts';
import { shownOf } from './shown.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { subtaskTarget } from './subtaskTarget.ts';
import { planSubtitleTracks } from './subtitleTracks.ts';
import { refuseUnserved } from './unserved.ts';

const UNSERVED = ['BlindWatermark'] as const;

/** Resolves template, storage and names of a transcoding. Throws ApiError. */
export function planTranscode(task: TranscodeTaskInput, context: SubtaskContext): PlannedOutput {
  const { subtask, parameter } = context;
  refuseUnserved(parameter, task, UNSERVED);
  const { segments, ...rendition } = checkedRendition(task, context);
  const drawn = { ...rendition, video: drawnOn(rendition.video, task, context) };
  const ends = planHeadTail(task, rendition, context);
  const tracks = {
    ...planAddedAudio(task, rendition, context),
    ...planSubtitleTracks(task, rendition.container, context),
  };
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
        WatermarkSet: listEcho('WatermarkInput', task.WatermarkSet),
        BlindWatermark: null,
        MosaicSet: listEcho('MosaicInput', task.MosaicSet),
        StartTimeOffset: task.StartTimeOffset ?? 0,
        EndTimeOffset: task.EndTimeOffset ?? 0,
        OutputStorage: echo,
        OutputObjectPath: `/${main.slice(0, -formats.main.length - 1)}`,
        SegmentObjectName: `/${segment.slice(0, -formats.segment.length - 1)}`,
        ObjectNumberFormat: numberFormatOf(number),
        HeadTailParameter: hasHeadOrTail(task)
          ? parameterEcho('HeadTailParameter', task.HeadTailParameter)
          : null,
      },
      storage,
      definition: task.Definition,
      path: `/${main}`,
    },
    output: {
      kind: 'media',
      subtask,
      ...drawn,
      main,
      segment: segments && segmentOf(segments, segment, number),
      ...(clip ? { clip } : {}),
      ...ends,
      ...tracks,
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

/** The picture with all that is drawn on it. Throws UnsupportedOperation where there is none, or none that is encoded. */
function drawnOn(
  video: Rendition['video'],
  task: TranscodeTaskInput,
  context: SubtaskContext,
): Rendition['video'] {
  const { WatermarkSet, MosaicSet } = task;
  const isEncoded = video !== null && video.codec !== 'copy';
  const over = drawnOver({ WatermarkSet, subtitles: subtitleOf(task) }, isEncoded, context);
  if (MosaicSet?.length && !isEncoded) throw unsupportedParameter(`${context.parameter}.MosaicSet`);
  const mosaics = planMosaics(MosaicSet, context.parameter);
  return video && { ...video, ...(mosaics.length > 0 && { mosaics }), ...over };
}

/** The SubtitleTemplate that counts, as RawParameter and OverrideParameter do. */
function subtitleOf({ Definition, RawParameter: raw, OverrideParameter: override }: TranscodeTaskInput) {
  const parent = Definition === 0 ? 'RawParameter' : 'OverrideParameter';
  const template = (Definition === 0 ? raw : override)?.SubtitleTemplate;
  return { name: `${parent}.SubtitleTemplate`, template };
}

/** The part of the source; what its length decides is left to the backend. */
function clipOf(task: TranscodeTaskInput, parameter: string): MediaOutput['clip'] {
  const { start, end } = shownOf(task, parameter);
  return start === 0 && end === 0 ? undefined : { start, end };
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
