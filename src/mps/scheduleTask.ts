// A run of a scheme in the API's words (ScheduleTask): the same object in DescribeTaskDetail and in callbacks.
import { inputInfoEcho } from './echo.ts';
import { errCode } from './errcode.ts';
import { mediaMetaData } from './mediaMetaData.ts';
import { MEDIA_RESULTS, NO_MEDIA_RESULTS, type ResultForm } from './mediaResults.ts';
import { subtaskResult } from './subtaskResult.ts';
import type { ActivityKind, SubtaskView, TaskView } from './view.ts';

const RESULTS: Record<ActivityKind, ResultForm> = {
  ...MEDIA_RESULTS,
  ExecRules: { member: 'ExecRuleTask', render: execRuleResult },
};

const NO_RESULTS: Readonly<Record<string, null>> = {
  ...NO_MEDIA_RESULTS,
  ...{ RecognitionTask: null, ReviewTask: null, AnalysisTask: null, QualityControlTask: null },
  ...{ ExecRuleTask: null, SmartSubtitlesTask: null, SmartEraseTask: null },
};

/**
 * ScheduleTask, its results in the order of the activities. Activities on a branch that was not chosen have none:
 * the API has no status for them, and ExecRuleTask.Output says which were.
 */
export function scheduleTask(view: TaskView): Record<string, unknown> {
  return {
    TaskId: view.taskId,
    Status: view.status === 'FINISH' ? 'FINISH' : 'PROCESSING',
    ErrCode: errCode(view.failure?.code),
    Message: view.failure?.message ?? '',
    InputInfo: inputInfoEcho(view.request.InputInfo),
    MetaData: view.source && mediaMetaData(view.source),
    ActivityResultSet: view.subtasks.filter(({ status }) => status !== 'SKIPPED').map(activityResult),
  };
}

function activityResult(subtask: SubtaskView): Record<string, unknown> {
  const { member, render } = RESULTS[subtask.kind as ActivityKind];
  return { ActivityType: subtask.kind, ActivityResItem: { ...NO_RESULTS, [member]: render(subtask) } };
}

/** ScheduleExecRuleTaskResult: it has no ErrCode. */
function execRuleResult(subtask: SubtaskView): Record<string, unknown> {
  const { ErrCode: _, ...result } = subtaskResult(subtask);
  const { output } = subtask;
  return { ...result, Output: output?.kind === 'rules' ? { RearDriveIndex: output.chosen } : null };
}
