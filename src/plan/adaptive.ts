// One element of AdaptiveDynamicStreamingTaskSet.
import type { AdaptiveDynamicStreamingTemplate, AdaptiveStream } from '../catalog/adaptiveTemplate.ts';
import { adaptiveStream } from '../catalog/streamTemplate.ts';
import type { LadderOutput } from '../contract/ladder.ts';
import { listEcho, parameterEcho } from '../mps/echo.ts';
import { ApiError, invalidValue } from '../mps/errors.ts';
import type { AdaptiveDynamicStreamingTaskInput } from '../mps/requests.ts';
import { withAddedSounds } from './adaptiveAudios.ts';
import { adaptiveEncryption, drmEcho } from './adaptiveEncryption.ts';
import { adaptivePaths } from './adaptivePaths.ts';
import { adaptiveRungs } from './adaptiveRungs.ts';
import { adaptiveSubtitles, subtitlesEcho } from './adaptiveSubtitles.ts';
import { drawnOver } from './drawnOver.ts';
import { findTemplate } from './findTemplate.ts';
import { keyMoments } from './keyMoments.ts';
import { streamEcho } from './streamEcho.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';
import { subtaskTarget } from './subtaskTarget.ts';
import { templateValue } from './templateValue.ts';
import { refuseUnserved } from './unserved.ts';

const UNSERVED = ['BlindWatermark', 'StdExtInfo'] as const;

type Segments = Pick<LadderOutput, 'segments' | 'separateAudio'>;

/** SegmentType: what segments are, and whether sound has its own (the second container's name). */
const HLS: ReadonlyMap<string, Segments> = new Map([
  ['ts-segment', { segments: 'ts', separateAudio: false }],
  ['ts-byterange', { segments: 'ts-ranges', separateAudio: false }],
  ['mp4-segment', { segments: 'fmp4', separateAudio: false }],
  ['mp4-byterange', { segments: 'fmp4-ranges', separateAudio: false }],
  ['ts-ts-segment', { segments: 'ts', separateAudio: true }],
  ['ts-ts-byterange', { segments: 'ts-ranges', separateAudio: true }],
  ['mp4-mp4-segment', { segments: 'fmp4', separateAudio: true }],
  ['mp4-mp4-byterange', { segments: 'fmp4-ranges', separateAudio: true }],
]);
/** Players of MPEG-DASH want picture and sound apart. */
const DASH: ReadonlyMap<string, Segments> = new Map([
  ['mp4-byterange', { segments: 'fmp4-ranges', separateAudio: true }],
  ['mp4-mp4-byterange', { segments: 'fmp4-ranges', separateAudio: true }],
  ['mp4-segment', { segments: 'fmp4', separateAudio: true }],
  ['mp4-mp4-segment', { segments: 'fmp4', separateAudio: true }],
]);
const FORMATS: Record<LadderOutput['segments'], string> = {
  ts: 'ts',
  'ts-ranges': 'ts',
  fmp4: 'm4s',
  'fmp4-ranges': 'mp4',
};

/** Resolves template, storage and names of an adaptive stream. Throws ApiError. */
export function planAdaptive(
  task: AdaptiveDynamicStreamingTaskInput,
  context: SubtaskContext,
): PlannedOutput {
  const { subtask, parameter, templates } = context;
  refuseUnserved(parameter, task, UNSERVED);
  const template = findTemplate(templates, 'AdaptiveDynamicStreaming', task.Definition, parameter);
  const packaging = template.Format === 'HLS' ? 'hls' : 'dash';
  const form = templateValue('SegmentType', template.SegmentType, packaging === 'hls' ? HLS : DASH);
  const { seconds, keyTimes, ...planned } = rungsOf(task, template, parameter);
  const drawn = drawnRungs(planned.rungs, task, context);
  const rungs = withAddedSounds(drawn, task.AddOnAudios ?? [], context);
  const encryption = adaptiveEncryption(task.DrmInfo, { packaging, ...form }, `${parameter}.DrmInfo`);
  const subtitles = adaptiveSubtitles(task.AddOnSubtitles ?? [], context);
  const { target, storage, echo } = subtaskTarget(task.OutputStorage, context);
  const segmentFormat = FORMATS[form.segments];
  const formats = {
    main: packaging === 'hls' ? 'm3u8' : 'mpd',
    subStream: packaging === 'hls' ? 'm3u8' : 'mp4',
    segment: segmentFormat,
  };
  const paths = adaptivePaths({
    ...{ ...context, definition: task.Definition, formats },
    objectPath: task.OutputObjectPath,
    subStreamName: task.SubStreamObjectName,
    segmentName: task.SegmentObjectName,
  });
  const bare = (key: string, format: string) => `/${key.slice(0, -format.length - 1)}`;
  return {
    parameter,
    planned: {
      kind: 'AdaptiveDynamicStreaming',
      input: {
        Definition: task.Definition,
        WatermarkSet: listEcho('WatermarkInput', task.WatermarkSet),
        BlindWatermark: null,
        OutputStorage: echo,
        OutputObjectPath: bare(paths.main, formats.main),
        SubStreamObjectName: bare(paths.subStream, formats.subStream),
        SegmentObjectName: bare(paths.segment, formats.segment),
        AddOnSubtitles: subtitlesEcho(task.AddOnSubtitles ?? []),
        DrmInfo: drmEcho(task.DrmInfo),
        DefinitionType: task.DefinitionType ?? '',
        SubtitleTemplate: parameterEcho('SubtitleTemplate', task.SubtitleTemplate),
        StdExtInfo: '',
        KeyPTSList: (task.KeyPTSList ?? []).map(Number),
        AddOnAudios: listEcho('AddOnAudio', task.AddOnAudios),
        StdExtStreamInfos: (task.StdExtStreamInfos ?? []).map(streamEcho),
      },
      storage,
      definition: task.Definition,
      path: `/${paths.main}`,
      known: { Package: template.Format },
    },
    output: {
      ...{ kind: 'ladder', subtask, packaging, ...form, rungs, ...paths },
      // Alternatives can't all be in one sub stream.
      separateAudio: form.separateAudio || rungs.some(({ audio }) => audio.length > 1),
      ...(seconds > 0 ? { seconds } : {}),
      ...(keyTimes ? { keyTimes } : {}),
      noHigher: {
        resolution: template.DisableHigherVideoResolution === 1,
        bitrate: template.DisableHigherVideoBitrate === 1,
      },
      subtitles,
      ...(encryption ? { encryption } : {}),
    },
    target,
  };
}

/** Each picture with what is laid over it, as if it were made alone. */
function drawnRungs(
  rungs: LadderOutput['rungs'],
  { WatermarkSet, SubtitleTemplate: template }: AdaptiveDynamicStreamingTaskInput,
  context: SubtaskContext,
): LadderOutput['rungs'] {
  const subtitles = { name: 'SubtitleTemplate', template };
  const over = drawnOver(
    { WatermarkSet, subtitles },
    rungs.some(({ video }) => video),
    context,
  );
  return rungs.map(({ video, audio }) => ({ video: video && { ...video, ...over }, audio }));
}

function rungsOf(
  task: AdaptiveDynamicStreamingTaskInput,
  template: AdaptiveDynamicStreamingTemplate,
  parameter: string,
) {
  const own = task.StdExtStreamInfos ?? [];
  const streams: readonly AdaptiveStream[] = own.length > 0 ? own.map(adaptiveStream) : template.StreamInfos;
  if (task.DefinitionType === 'PureAudio' && streams.some(({ RemoveVideo }) => !RemoveVideo)) {
    throw new ApiError('InvalidParameterValue', {
      en: `The value of parameter \`${parameter}.DefinitionType\` is not valid: the sub streams of template ${task.Definition} have a picture.`,
      zh: `参数 \`${parameter}.DefinitionType\` 的取值不正确：模板 ${task.Definition} 的子流含有视频。`,
    });
  }
  const at = own.length > 0 ? `${parameter}.StdExtStreamInfos` : `${parameter}.Definition`;
  const name = (index: number) => (field: string) => (own.length > 0 ? `${at}.${index}.${field}` : at);
  const keyTimes = keyMoments(task.KeyPTSList ?? [], streams, `${parameter}.KeyPTSList`, name);
  const found = adaptiveRungs(streams, at, name, keyTimes !== null);
  checkDefaults(found.rungs, at);
  return { ...found, keyTimes };
}

/** At most one of the alternatives is the default (AudioTemplateInfo, "DefaultTrack"). */
function checkDefaults(rungs: LadderOutput['rungs'], parameter: string): void {
  if (rungs.every(({ audio }) => audio.filter(({ isDefault }) => isDefault).length <= 1)) return;
  throw invalidValue(parameter, {
    en: 'such that at most one track of `AudioList` has `DefaultTrack`',
    zh: '`AudioList` 中最多一个 `DefaultTrack`',
  });
}
