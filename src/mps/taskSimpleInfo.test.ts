import { expect, test } from 'vitest';
import { shapeFaults } from '../../test/support/sdkShape.ts';
import { taskSimpleInfo } from './taskSimpleInfo.ts';

const waiting = {
  taskId: '1250000000-WorkflowTask-0123456789abcdef0123456789abcdeftt0',
  kind: 'WorkflowTask',
  types: ['action-trans'],
  createdAt: Date.UTC(2019, 6, 16, 6, 21, 27, 999),
  beginAt: null,
  finishAt: null,
};

test('a task that waits has not begun', () => {
  const info = taskSimpleInfo(waiting);
  expect(info).toEqual({
    TaskId: waiting.taskId,
    TaskType: 'WorkflowTask',
    CreateTime: '2019-07-16T06:21:27Z',
    BeginProcessTime: '0000-00-00T00:00:00Z',
    FinishTime: '0000-00-00T00:00:00Z',
    SubTaskTypes: ['action-trans'],
  });
  expect(shapeFaults('TaskSimpleInfo', info)).toEqual([]);
});

test('a task that is over has all its times', () => {
  const info = taskSimpleInfo({
    ...waiting,
    beginAt: Date.UTC(2019, 6, 16, 6, 21, 30),
    finishAt: Date.UTC(2019, 6, 16, 6, 22, 1),
  });
  expect([info.BeginProcessTime, info.FinishTime]).toEqual(['2019-07-16T06:21:30Z', '2019-07-16T06:22:01Z']);
});
