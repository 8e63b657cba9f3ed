// One request for every action of schemes and workflows, and what its answer must say beyond its shape.
import { expect } from 'vitest';
import { cosTrigger, PUBLISHED } from '../support/schemes.ts';
import type { Call } from './clients.ts';
import type { Example } from './examples.ts';
import { BUCKET, HARD_TEXT, OBJECT } from './fixtures.ts';

const STORAGE = { Type: 'COS', CosOutputStorage: { Bucket: BUCKET, Region: 'ap-nanjing' } };
const ID = expect.any(Number) as number;
const TRIGGER = cosTrigger(BUCKET, { Dir: '/in/', Formats: ['mp4', 'flv'] });

/** As the command line's example has it, under a name of its own. */
const schedule = () => ({
  ScheduleName: `${HARD_TEXT} ${crypto.randomUUID()}`,
  ...{ Trigger: TRIGGER, Activities: PUBLISHED, OutputStorage: STORAGE, OutputDir: 'output/' },
});
const workflow = () => ({
  WorkflowName: `${HARD_TEXT} ${crypto.randomUUID()}`,
  ...{ Trigger: TRIGGER, OutputStorage: STORAGE, OutputDir: '/out/', TaskPriority: -2 },
  MediaProcessTask: { TranscodeTaskSet: [{ Definition: 1010 }], SampleSnapshotTaskSet: [{ Definition: 10 }] },
});

async function made(call: Call, kind: 'Schedule' | 'Workflow'): Promise<Record<string, number>> {
  const request = kind === 'Schedule' ? schedule() : workflow();
  const answer = (await call(`Create${kind}`, request)) as Record<string, number>;
  return { [`${kind}Id`]: answer[`${kind}Id`]! };
}

/** What a list says of the one that a request named. */
async function shown(call: Call, request: object): Promise<Record<string, unknown>> {
  const { ScheduleId, WorkflowId } = request as Record<string, number>;
  if (ScheduleId) {
    const { ScheduleInfoSet } = (await call('DescribeSchedules', { ScheduleIds: [ScheduleId] })) as Listed;
    return ScheduleInfoSet![0]!;
  }
  const { WorkflowInfoSet } = (await call('DescribeWorkflows', { WorkflowIds: [WorkflowId] })) as Listed;
  return WorkflowInfoSet![0]!;
}
type Listed = Record<'ScheduleInfoSet' | 'WorkflowInfoSet', Record<string, unknown>[] | undefined>;

const empty = ({ RequestId: _, ...rest }: Record<string, unknown>) => expect(rest).toEqual({});

/** An action that takes an id and answers nothing; `status` is what the scheme has then. */
function byId(kind: 'Schedule' | 'Workflow', status: string): Example {
  return {
    request: ({ call }) => made(call, kind),
    check: async (answer, { call }, request) => {
      empty(answer);
      expect(await shown(call, request)).toMatchObject({ Status: status });
    },
  };
}

function deletion(kind: 'Schedule' | 'Workflow'): Example {
  return {
    request: ({ call }) => made(call, kind),
    check: async (answer, { call }, request) => {
      empty(answer);
      const [id] = Object.values(request as Record<string, number>);
      expect(await call(`Describe${kind}s`, { [`${kind}Ids`]: [id] })).toMatchObject({ TotalCount: 0 });
    },
  };
}

export const SCHEME_EXAMPLES: Record<string, Example> = {
  CreateSchedule: {
    request: schedule,
    check: async ({ ScheduleId }, { call }, request) => {
      const { ScheduleName } = request as { ScheduleName: string };
      const info = await shown(call, { ScheduleId });
      expect(info).toMatchObject({ ScheduleId: ID, ScheduleName, Status: 'Disabled', Type: 'Custom' });
      expect(info.OutputDir).toBe('/output/');
      const { TaskId } = (await call('ProcessMedia', {
        InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: OBJECT } },
        ScheduleId,
      })) as { TaskId: string };
      expect(TaskId).toMatch(/^1250000000-ScheduleTask-[0-9a-f]{32}tt0$/);
      const detail = (await call('DescribeTaskDetail', { TaskId })) as Record<string, unknown>;
      expect(detail).toMatchObject({ TaskType: 'ScheduleTask', ScheduleTask: { TaskId } });
      await call('ManageTask', { OperationType: 'Abort', TaskId });
    },
  },
  ModifySchedule: {
    request: async ({ call }) => ({
      ...(await made(call, 'Schedule')),
      Activities: [PUBLISHED[0]!, PUBLISHED[10]!].map((node, index) => ({
        ...node,
        ReardriveIndex: index === 0 ? [1] : [],
      })),
    }),
    check: async (answer, { call }, request) => {
      empty(answer);
      expect((await shown(call, request)).Activities).toMatchObject([
        { ActivityType: 'input', ReardriveIndex: [1] },
        { ActivityType: 'output', ReardriveIndex: [] },
      ]);
    },
  },
  DescribeSchedules: {
    request: async ({ call }) => ({
      ScheduleIds: Object.values(await made(call, 'Schedule')),
      ...{ TriggerType: 'CosFileUpload', Status: 'Disabled', Offset: 0, Limit: 5 },
    }),
    check: ({ TotalCount, ScheduleInfoSet }) => {
      expect(TotalCount).toBe(1);
      expect(ScheduleInfoSet).toMatchObject([
        { Trigger: TRIGGER, OutputStorage: STORAGE, TaskNotifyConfig: null },
      ]);
    },
  },
  EnableSchedule: byId('Schedule', 'Enabled'),
  DisableSchedule: byId('Schedule', 'Disabled'),
  DeleteSchedule: deletion('Schedule'),

  CreateWorkflow: {
    request: workflow,
    check: async ({ WorkflowId }, { call }, request) => {
      const { WorkflowName } = request as { WorkflowName: string };
      expect(await shown(call, { WorkflowId })).toMatchObject({
        ...{ WorkflowName, Status: 'Disabled', TaskPriority: -2, OutputDir: '/out/', Trigger: TRIGGER },
        MediaProcessTask: { TranscodeTaskSet: [{ Definition: 1010 }] },
      });
    },
  },
  ResetWorkflow: {
    request: async ({ call }) => ({ ...(await made(call, 'Workflow')), ...workflow(), OutputDir: '/else/' }),
    check: async (answer, { call }, request) => {
      empty(answer);
      expect(await shown(call, request)).toMatchObject({ OutputDir: '/else/' });
    },
  },
  DescribeWorkflows: {
    request: async ({ call }) => ({ WorkflowIds: Object.values(await made(call, 'Workflow')), Limit: 5 }),
    check: ({ TotalCount, WorkflowInfoSet }) => {
      expect(TotalCount).toBe(1);
      expect(WorkflowInfoSet).toMatchObject([{ OutputStorage: STORAGE, AiAnalysisTask: null }]);
    },
  },
  EnableWorkflow: byId('Workflow', 'Enabled'),
  DisableWorkflow: byId('Workflow', 'Disabled'),
  DeleteWorkflow: deletion('Workflow'),
};
