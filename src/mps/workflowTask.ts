// A task in the API's words (WorkflowTask): the same object in DescribeTaskDetail and in callbacks.
import { inputInfoEcho } from './echo.ts';
import { errCode } from './errcode.ts';
import { mediaMetaData } from './mediaMetaData.ts';
import { MEDIA_RESULTS, NO_MEDIA_RESULTS } from './mediaResults.ts';
import type { MediaKind, SubtaskView, TaskView } from './view.ts';

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
  const { member, render } = MEDIA_RESULTS[subtask.kind as MediaKind];
  return { Type: subtask.kind, ...NO_MEDIA_RESULTS, [member]: render(subtask) };
}
