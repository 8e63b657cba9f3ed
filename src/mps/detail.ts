// The answer of DescribeTaskDetail.
import { notifyConfigEcho } from './echo.ts';
import { editMediaTask } from './editMediaTask.ts';
import { scheduleTask } from './scheduleTask.ts';
import { apiTime } from './times.ts';
import type { TaskView } from './view.ts';
import { workflowTask } from './workflowTask.ts';

/** DescribeTaskDetailResponse without its RequestId. Of the kinds of task exactly one is not null. */
export function taskDetail(view: TaskView): Record<string, unknown> {
  return {
    TaskType: view.kind,
    Status: view.status,
    CreateTime: apiTime(view.createdAt),
    BeginProcessTime: apiTime(view.beginAt),
    FinishTime: apiTime(view.finishAt),
    EditMediaTask: view.kind === 'EditMediaTask' ? editMediaTask(view) : null,
    WorkflowTask: view.kind === 'WorkflowTask' ? workflowTask(view) : null,
    LiveStreamProcessTask: null,
    ExtractBlindWatermarkTask: null,
    TaskNotifyConfig: notifyConfigEcho(view.request.TaskNotifyConfig),
    TasksPriority: view.request.TasksPriority,
    SessionId: view.request.SessionId,
    SessionContext: view.request.SessionContext,
    ExtInfo: '',
    ScheduleTask: view.kind === 'ScheduleTask' ? scheduleTask(view) : null,
    LiveScheduleTask: null,
  };
}
