import { expect, it } from 'vitest';
import { shapeFaults } from '../../test/support/sdkShape.ts';
import { finishedTask } from '../../test/support/taskView.ts';
import { callbackBody } from '../notify/event.ts';
import { taskDetail } from './detail.ts';
import { scheduleTask } from './scheduleTask.ts';
import type { SubtaskView, TaskView } from './view.ts';

const [good, bad] = finishedTask.subtasks as [SubtaskView, SubtaskView];
const rules: SubtaskView = {
  ...good,
  ...{ kind: 'ExecRules', activity: 1, path: '', definition: 0 },
  input: {
    Rules: [{ Id: 'a', Conditions: [{ Key: 'Height', Value: '>=720' }], Linker: '', RearDriveIndexs: [2] }],
  },
  output: { kind: 'rules', chosen: [2, 3] },
};
const task: TaskView = {
  ...finishedTask,
  ...{ taskId: finishedTask.taskId.replace('Workflow', 'Schedule'), kind: 'ScheduleTask' },
  subtasks: [
    rules,
    { ...good, activity: 2 },
    { ...bad, activity: 3 },
    { ...good, activity: 4, status: 'SKIPPED' },
  ],
};

it('has exactly the fields of the SDK', () => {
  expect(shapeFaults('ScheduleTask', scheduleTask(task))).toEqual([]);
});

it('lists what was run in the order of the activities', () => {
  const { ActivityResultSet } = scheduleTask(task) as { ActivityResultSet: Record<string, unknown>[] };
  expect(ActivityResultSet).toMatchObject([
    {
      ActivityType: 'ExecRules',
      ActivityResItem: {
        ExecRuleTask: { Status: 'SUCCESS', Output: { RearDriveIndex: [2, 3] } },
        TranscodeTask: null,
      },
    },
    {
      ActivityType: 'Transcode',
      ActivityResItem: { TranscodeTask: { Status: 'SUCCESS' }, ExecRuleTask: null },
    },
    { ActivityType: 'Transcode', ActivityResItem: { TranscodeTask: { Status: 'FAIL' } } },
  ]);
  expect(ActivityResultSet).toHaveLength(3);
});

it('says nothing of a choice that is not made yet', () => {
  const waiting = { ...task, subtasks: [{ ...rules, status: 'WAITING' as const, output: null }] };
  const { ActivityResultSet } = scheduleTask(waiting) as { ActivityResultSet: Record<string, unknown>[] };
  expect(ActivityResultSet[0]).toMatchObject({
    ActivityResItem: { ExecRuleTask: { Status: 'PROCESSING', Output: null } },
  });
});

it('is the one kind of task in details and events', () => {
  expect(taskDetail(task)).toMatchObject({
    TaskType: 'ScheduleTask',
    WorkflowTask: null,
    EditMediaTask: null,
  });
  const body = callbackBody(task, '', 0);
  expect(body).toMatchObject({ EventType: 'ScheduleTask', WorkflowTaskEvent: null });
  expect(body.ScheduleTaskEvent).toEqual(scheduleTask(task));
});
