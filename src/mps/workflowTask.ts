// A task in the API's words (WorkflowTask): the same object in DescribeTaskDetail and in callbacks.
import { inputInfoEcho } from './echo.ts';
import { errCode } from './errcode.ts';
import { mediaMetaData } from './mediaMetaData.ts';
import {
  animatedGraphicResult,
  imageSpriteResult,
  sampleSnapshotResult,
  snapshotByTimeOffsetResult,
} from './pictureResults.ts';
import { transcodeResult } from './transcodeResult.ts';
import type { SubtaskKind, SubtaskView, TaskView } from './view.ts';

/** Where each kind's result stands in MediaProcessTaskResult, and how it is written. */
const RESULTS: Record<
  SubtaskKind,
  { member: string; render: (view: SubtaskView) => Record<string, unknown> }
> = {
  Transcode: { member: 'TranscodeTask', render: transcodeResult },
  AnimatedGraphics: { member: 'AnimatedGraphicTask', render: animatedGraphicResult },
  SnapshotByTimeOffset: { member: 'SnapshotByTimeOffsetTask', render: snapshotByTimeOffsetResult },
  SampleSnapshot: { member: 'SampleSnapshotTask', render: sampleSnapshotResult },
  ImageSprites: { member: 'ImageSpriteTask', render: imageSpriteResult },
};

/**
 * WorkflowTask. Its Status knows PROCESSING and FINISH only; ErrCode and Message are set when the source itself
 * is bad, while a failed subtask has its own.
 */
export function workflowTask(view: TaskView): Record<string, unknown> {
  return {
    TaskId: view.taskId,
    Status: view.status === 'FINISH' ? 'FINISH' : 'PROCESSING',
    ErrCode: errCode(view.failure?.code),
    Message: view.failure?.message ?? '',
    InputInfo: inputInfoEcho(view.request.InputInfo),
    MetaData: view.source && mediaMetaData(view.source),
    MediaProcessResultSet: view.subtasks.map(mediaProcessResult),
    AiContentReviewResultSet: [],
    AiAnalysisResultSet: [],
    AiRecognitionResultSet: [],
    AiQualityControlTaskResult: null,
    SmartSubtitlesTaskResult: [],
    SmartEraseTaskResult: null,
  };
}

function mediaProcessResult(subtask: SubtaskView): Record<string, unknown> {
  const { member, render } = RESULTS[subtask.kind];
  return {
    Type: subtask.kind,
    TranscodeTask: null,
    AnimatedGraphicTask: null,
    SnapshotByTimeOffsetTask: null,
    SampleSnapshotTask: null,
    ImageSpriteTask: null,
    AdaptiveDynamicStreamingTask: null,
    [member]: render(subtask),
  };
}
