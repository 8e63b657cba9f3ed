// What a callback says. The body is the answer of ParseNotification without the Response wrapper and RequestId.
import { createHash } from 'node:crypto';
import { scheduleTask } from '../mps/scheduleTask.ts';
import type { TaskView } from '../mps/view.ts';
import { workflowTask } from '../mps/workflowTask.ts';

/** A receiver may drop an event whose Timestamp has passed (ParseNotification, field Timestamp). */
const VALID_SECONDS = 600;

/**
 * The JSON body of a callback that is sent at `now` (milliseconds since 1970). Timestamp, in seconds, is when it
 * expires; Sign is md5(Timestamp + NotifyKey) in lower hex, and "" for a task that gave no NotifyKey.
 */
export function callbackBody(view: TaskView, notifyKey: string, now: number): Record<string, unknown> {
  const timestamp = Math.floor(now / 1_000) + VALID_SECONDS;
  return {
    EventType: view.kind,
    WorkflowTaskEvent: view.kind === 'WorkflowTask' ? workflowTask(view) : null,
    EditMediaTaskEvent: null,
    SessionId: view.request.SessionId,
    SessionContext: view.request.SessionContext,
    ScheduleTaskEvent: view.kind === 'ScheduleTask' ? scheduleTask(view) : null,
    Timestamp: timestamp,
    Sign: notifyKey ? createHash('md5').update(`${timestamp}${notifyKey}`).digest('hex') : '',
    BatchTaskEvent: null,
    ExtractBlindWatermarkTask: null,
  };
}
