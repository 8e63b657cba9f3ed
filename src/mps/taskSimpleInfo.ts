// A task in a list, in the API's words (TaskSimpleInfo of DescribeTasks).
import { apiTime } from './times.ts';

/** Times are milliseconds since 1970; `types` are names of activities such as "action-trans". */
export interface TaskSummary {
  taskId: string;
  kind: string;
  types: string[];
  createdAt: number;
  beginAt: number | null;
  finishAt: number | null;
}

/** TaskSimpleInfo. */
export function taskSimpleInfo(task: TaskSummary): Record<string, unknown> {
  return {
    TaskId: task.taskId,
    TaskType: task.kind,
    CreateTime: apiTime(task.createdAt),
    BeginProcessTime: apiTime(task.beginAt),
    FinishTime: apiTime(task.finishAt),
    SubTaskTypes: task.types,
  };
}
