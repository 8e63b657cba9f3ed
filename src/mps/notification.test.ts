import { describe, expect, it } from 'vitest';
import { shapeFaults } from '../../test/support/sdkShape.ts';
import { finishedTask } from '../../test/support/taskView.ts';
import { callbackBody } from '../notify/event.ts';
import { NotificationError, readNotification } from './notification.ts';

const body = JSON.parse(JSON.stringify(callbackBody(finishedTask, 'key', Date.UTC(2025, 0, 1))));

describe('readNotification', () => {
  it('gives back the body of a callback of ours', () => {
    const read = readNotification(JSON.stringify(body));
    expect(read).toEqual(body);
    expect(shapeFaults('ParseNotificationResponse', { ...read, RequestId: 'r' })).toEqual([]);
  });

  it('takes off the Response around it, and its RequestId', () => {
    expect(readNotification(JSON.stringify({ Response: { ...body, RequestId: 'r' } }))).toEqual(body);
  });

  it('fills what is missing with null', () => {
    expect(readNotification('{"EventType":"EditMediaTask","SessionId":"s"}')).toEqual({
      EventType: 'EditMediaTask',
      WorkflowTaskEvent: null,
      EditMediaTaskEvent: null,
      SessionId: 's',
      SessionContext: null,
      ScheduleTaskEvent: null,
      Timestamp: null,
      Sign: null,
      BatchTaskEvent: null,
      ExtractBlindWatermarkTask: null,
    });
  });

  it('leaves out what the API does not declare, however deep it is', () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const text = `{"EventType":"WorkflowTask","New":1,"WorkflowTaskEvent":{"TaskId":"t","Deep":${deep}}}`;
    const read = readNotification(text);
    expect(read.WorkflowTaskEvent).toEqual({ TaskId: 't' });
    expect(read).not.toHaveProperty('New');
  });

  it.each([
    ['', 'it is not JSON'],
    ['nonsense', 'it is not JSON'],
    ['[]', 'Content is no object'],
    ['null', 'Content is no object'],
    ['{"Response":1}', 'Response is no object'],
    ['{}', 'there is no EventType'],
    ['{"EventType":1}', 'there is no EventType'],
    ['{"EventType":"X","Timestamp":1.5}', 'Timestamp is no integer'],
    ['{"EventType":"X","WorkflowTaskEvent":[]}', 'WorkflowTaskEvent is no object'],
    [
      '{"EventType":"X","WorkflowTaskEvent":{"MediaProcessResultSet":{}}}',
      'WorkflowTaskEvent.MediaProcessResultSet is no list',
    ],
    [
      '{"EventType":"X","WorkflowTaskEvent":{"MediaProcessResultSet":[{"Type":1}]}}',
      'WorkflowTaskEvent.MediaProcessResultSet.0.Type is no string',
    ],
  ])('refuses %s', (text, reason) => {
    expect(() => readNotification(text)).toThrow(new NotificationError(reason));
  });
});
