// The parts of the API's answers and callbacks that are shown to people. Everything else is let through.
import * as z from 'zod';

/** What every kind of media subtask has in common (TranscodeTask, AnimatedGraphicTask, …). */
const MediaTask = z.looseObject({
  Status: z.string(),
  Progress: z.number().nullish(),
  ErrCodeExt: z.string().nullish(),
  Message: z.string().nullish(),
  Input: z.looseObject({ Definition: z.number().nullish() }).nullish(),
  Output: z.looseObject({ Path: z.string().nullish(), Md5: z.string().nullish() }).nullish(),
});

const ResultItem = z.looseObject({ Type: z.string() });

/** WorkflowTask of DescribeTaskDetail, and WorkflowTaskEvent of a callback. */
export const WorkflowTask = z.looseObject({
  TaskId: z.string(),
  Status: z.string(),
  ErrCode: z.number().nullish(),
  Message: z.string().nullish(),
  MediaProcessResultSet: z.array(ResultItem).nullish(),
});
export type WorkflowTask = z.infer<typeof WorkflowTask>;

/** ScheduleTask of DescribeTaskDetail, and ScheduleTaskEvent of a callback. */
export const ScheduleTask = WorkflowTask.omit({ MediaProcessResultSet: true }).extend({
  ActivityResultSet: z
    .array(z.looseObject({ ActivityType: z.string(), ActivityResItem: z.looseObject({}) }))
    .nullish(),
});

/** A run of a scheme as if its activities had been asked for one by one. */
export function asWorkflow({ ActivityResultSet, ...task }: z.infer<typeof ScheduleTask>): WorkflowTask {
  const results = (ActivityResultSet ?? []).map(({ ActivityType, ActivityResItem }) => ({
    ...ActivityResItem,
    Type: ActivityType,
  }));
  return { ...task, MediaProcessResultSet: results };
}

export interface Subtask {
  /** "Transcode" */
  type: string;
  definition: number | null;
  status: string;
  /** 0–100 */
  progress: number;
  /** ErrCodeExt and message of a failed one, otherwise "". */
  reason: string;
  /** Absolute path of the main file, null until it is there. */
  path: string | null;
  md5: string | null;
}

/** The media subtasks of a task, in the order of the request. */
export function subtasksOf(task: WorkflowTask): Subtask[] {
  return (task.MediaProcessResultSet ?? []).flatMap((item) => {
    const found = Object.values(item)
      .map((value) => MediaTask.safeParse(value))
      .find((parsed) => parsed.success);
    if (!found) return [];
    const { Status, Progress, ErrCodeExt, Message, Input, Output } = found.data;
    const failed = Status === 'FAIL';
    return {
      type: item.Type,
      definition: Input?.Definition ?? null,
      status: Status,
      progress: Progress ?? (Status === 'SUCCESS' ? 100 : 0),
      reason: failed ? [ErrCodeExt, Message].filter(Boolean).join(': ') : '',
      path: Output?.Path || null,
      md5: Output?.Md5 || null,
    };
  });
}
