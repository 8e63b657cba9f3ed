import { describe, expect, it } from 'vitest';
import { shapeFaults } from '../../test/support/sdkShape.ts';
import { finishedTask, runningTask } from '../../test/support/taskView.ts';
import { workflowTask } from '../mps/workflowTask.ts';
import { callbackBody } from './event.ts';

const KEY = 'notify-secret';
const now = Date.UTC(2025, 0, 1, 0, 0, 0, 999);

describe('callbackBody', () => {
  it('has exactly the fields and types of ParseNotification, RequestId apart', () => {
    const body = JSON.parse(JSON.stringify({ ...callbackBody(finishedTask, KEY, now), RequestId: 'r' }));
    expect(shapeFaults('ParseNotificationResponse', body)).toEqual([]);
  });

  it('is the task with its session', () => {
    const { WorkflowTaskEvent, ...rest } = callbackBody(finishedTask, KEY, now);
    expect(WorkflowTaskEvent).toEqual(workflowTask(finishedTask));
    expect(rest).toEqual({
      EventType: 'WorkflowTask',
      EditMediaTaskEvent: null,
      ScheduleTaskEvent: null,
      BatchTaskEvent: null,
      ExtractBlindWatermarkTask: null,
      SessionId: 'session-1',
      SessionContext: 'context-1',
      Timestamp: 1_735_690_200,
      // printf 1735690200notify-secret | md5sum
      Sign: '01809a9385afbdb847e638f0262b0a8b',
    });
  });

  it('is not signed without a key', () => {
    expect(callbackBody(runningTask, '', now).Sign).toBe('');
  });

  it('holds no key', () => {
    expect(JSON.stringify(callbackBody(finishedTask, KEY, now))).not.toContain(KEY);
  });
});
