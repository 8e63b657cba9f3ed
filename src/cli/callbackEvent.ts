// A callback as its receiver sees it.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { asWorkflow, ScheduleTask, subtasksOf, WorkflowTask } from './results.ts';

export const CallbackEvent = z.looseObject({
  EventType: z.string(),
  WorkflowTaskEvent: WorkflowTask.nullish(),
  ScheduleTaskEvent: ScheduleTask.nullish(),
  SessionId: z.string().nullish(),
  SessionContext: z.string().nullish(),
  /** Seconds since 1970 until which the signature is good. */
  Timestamp: z.number().nullish(),
  Sign: z.string().nullish(),
});
export type CallbackEvent = z.infer<typeof CallbackEvent>;

export type SignatureState =
  | 'holds'
  | 'expired'
  | 'wrong'
  | 'missing'
  | 'not checked (NOTIFY_KEY is not set)';

/**
 * Checks `Sign` = MD5(Timestamp + NotifyKey), lower hex (TaskNotifyConfig.NotifyKey of the API documentation).
 * @param nowSeconds seconds since 1970
 */
export function signatureState(event: CallbackEvent, notifyKey: string, nowSeconds: number): SignatureState {
  if (notifyKey === '') return 'not checked (NOTIFY_KEY is not set)';
  if (!event.Sign || event.Timestamp == null) return 'missing';
  const expected = createHash('md5').update(`${event.Timestamp}${notifyKey}`).digest('hex');
  if (event.Sign !== expected) return 'wrong';
  return event.Timestamp < nowSeconds ? 'expired' : 'holds';
}

/** The event for a terminal: one line on the task, one a subtask, one on session and signature. */
export function describeEvent(event: CallbackEvent, signature: SignatureState): string {
  const { ScheduleTaskEvent: scheme } = event;
  const task = scheme ? asWorkflow(scheme) : event.WorkflowTaskEvent;
  const subtasks = task ? subtasksOf(task) : [];
  const lines = subtasks.map(({ type, definition, status, progress, reason, path }) =>
    [`  ${type}`, definition ?? '', status, status === 'PROCESSING' ? `${progress}%` : '', path ?? '', reason]
      .filter((word) => word !== '')
      .join(' '),
  );
  return [
    `${event.EventType} ${task?.TaskId ?? ''} ${task?.Status ?? ''}`.trimEnd(),
    ...lines,
    `  SessionId "${event.SessionId ?? ''}", SessionContext "${event.SessionContext ?? ''}", signature: ${signature}`,
  ].join('\n');
}
