// What a callback says. The body is the answer of ParseNotification without the Response wrapper and RequestId.
import { createHash } from 'node:crypto';
import { editMediaTask } from '../mps/editMediaTask.ts';
import { scheduleTask } from '../mps/scheduleTask.ts';
import type { TaskView } from '../mps/view.ts';
import { workflowTask } from '../mps/workflowTask.ts';

/** What an event of each kind of task is called, and where the task stands in it: a new kind is a row here. */
const EVENTS: Record<
  TaskView['kind'],
  { type: string; member: string; render: (view: TaskView) => Record<string, unknown> }
> = {
  WorkflowTask: { type: 'WorkflowTask', member: 'WorkflowTaskEvent', render: workflowTask },
  ScheduleTask: { type: 'ScheduleTask', member: 'ScheduleTaskEvent', render: scheduleTask },
  EditMediaTask: { type: 'EditMediaTask', member: 'EditMediaTaskEvent', render: editMediaTask },
};

/** A receiver may drop an event whose Timestamp has passed (ParseNotification, field Timestamp). */
const VALID_SECONDS = 600;

/**
 * The JSON body of a callback that is sent at `now` (milliseconds since 1970). Timestamp, in seconds, is when it
 * expires; Sign is md5(Timestamp + NotifyKey) in lower hex, and "" for a task that gave no NotifyKey.
 */
export function callbackBody(view: TaskView, notifyKey: string, now: number): Record<string, unknown> {
  const timestamp = Math.floor(now / 1_000) + VALID_SECONDS;
  const { type, member, render } = EVENTS[view.kind];
  return {
    EventType: type,
    WorkflowTaskEvent: null,
    EditMediaTaskEvent: null,
    SessionId: view.request.SessionId,
    SessionContext: view.request.SessionContext,
    ScheduleTaskEvent: null,
    Timestamp: timestamp,
    Sign: notifyKey ? createHash('md5').update(`${timestamp}${notifyKey}`).digest('hex') : '',
    BatchTaskEvent: null,
    ExtractBlindWatermarkTask: null,
    [member]: render(view),
  };
}
