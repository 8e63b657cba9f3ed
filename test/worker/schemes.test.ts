// Schemes and workflows through the front door in workerd.
import { createExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { api } from '../../src/api/app.ts';
import { responseSchema } from '../../src/mps/schema.ts';
import type { Env } from '../../src/platform/env.ts';
import { cosTrigger, node, PUBLISHED, SIMPLE, trans } from '../support/schemes.ts';
import { env } from './fixtures.ts';
import { signedRequest } from './signedRequest.ts';

interface Answer {
  Error?: { Code: string; Message: string };
  // biome-ignore lint/suspicious/noExplicitAny: what an answer has is what is tested.
  [field: string]: any;
}

const UNLIMITED: Env = { ...env, RATE_LIMITS: '{"1250000000":{"*":10000},"1250000001":{"*":10000}}' };
const OTHER = { secretId: 'AKIDother', secretKey: 'other-secret-key' };

async function call(action: string, body: object, account = {}, bindings = UNLIMITED): Promise<Answer> {
  const request = signedRequest(body, { action, ...account });
  const response = await api.fetch(request, bindings, createExecutionContext());
  const { Response: answer } = (await response.json()) as { Response: Answer };
  // A limiter that is slow to answer on a busy machine refuses.
  if (answer.Error?.Code === 'RequestLimitExceeded') return call(action, body, account, bindings);
  if (!answer.Error) responseSchema(action).parse(answer);
  return answer;
}

/** The code of a refusal and the first name in its message; "accepted" when it was none. */
async function refusal(action: string, body: object, account = {}): Promise<string> {
  const { Error: error } = await call(action, body, account);
  return error ? `${error.Code}: ${error.Message.match(/`([^`]+)`/)?.[1]}` : 'accepted';
}

let names = 0;
const scheme = (more: object = {}) => ({
  ...{ ScheduleName: `scheme ${names++}`, Trigger: cosTrigger('in-1'), Activities: SIMPLE, ...more },
});

async function created(more: object = {}): Promise<number> {
  const { ScheduleId, Error: error } = await call('CreateSchedule', scheme(more));
  expect(error).toBeUndefined();
  return ScheduleId as number;
}

async function described(ScheduleId: number): Promise<Answer> {
  const { ScheduleInfoSet } = await call('DescribeSchedules', { ScheduleIds: [ScheduleId] });
  return ScheduleInfoSet[0];
}

const INPUT = {
  Type: 'COS',
  CosInputInfo: { Bucket: 'in-1', Region: 'ap-guangzhou', Object: '/dir/clip.mov' },
};
const run = (more: object) => call('ProcessMedia', { InputInfo: INPUT, ...more });

async function paths(more: object): Promise<string[]> {
  const { TaskId, Error: error } = await run(more);
  expect(error).toBeUndefined();
  const { ScheduleTask } = await call('DescribeTaskDetail', { TaskId });
  return ScheduleTask.ActivityResultSet.map(
    ({ ActivityResItem: { TranscodeTask } }: Answer) => TranscodeTask.Input.OutputObjectPath,
  );
}

describe('a scheme', () => {
  it('is described as it was made, disabled, with what comes before each node', async () => {
    const id = await created({
      ScheduleName: 'published',
      ...{ Activities: PUBLISHED, OutputDir: 'output/', ResourceId: 'r-1' },
      OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'out-1', Region: 'ap-nanjing' } },
      TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9/x', NotifyKey: 'secret' },
      Trigger: cosTrigger('in-1', { Dir: '/input/', Formats: ['mp4', 'flv'] }),
    });
    const info = await described(id);
    expect(info).toMatchObject({
      ...{ ScheduleId: id, ScheduleName: 'published', Type: 'Custom', Status: 'Disabled', ResourceId: 'r-1' },
      Trigger: {
        Type: 'CosFileUpload',
        CosFileUploadTrigger: { Bucket: 'in-1', Dir: '/input/', Formats: ['mp4', 'flv'] },
      },
      OutputDir: '/output/',
      OutputStorage: { CosOutputStorage: { Bucket: 'out-1', Region: 'ap-nanjing' } },
      TaskNotifyConfig: { NotifyUrl: 'http://127.0.0.1:9/x', NotifyKey: '' },
    });
    expect(info.Activities.map(({ PredriveIndex }: Answer) => PredriveIndex)).toEqual([
      [],
      [0],
      [0],
      [1],
      [3],
      [3],
      [2],
      [2],
      [7],
      [8],
      [4, 5, 6, 9],
    ]);
    expect(info.Activities[3]).toMatchObject({
      ...{ ActivityType: 'action-trans', ReardriveIndex: [4, 5] },
      ActivityPara: { TranscodeTask: { Definition: 10 }, SampleSnapshotTask: null },
    });
    expect(JSON.stringify(info)).not.toContain('secret');
  });

  it('has a name of its own in its account', async () => {
    await created({ ScheduleName: 'mine' });
    expect(await refusal('CreateSchedule', scheme({ ScheduleName: 'mine' }))).toBe(
      'InvalidParameterValue: ScheduleName',
    );
    expect(await refusal('CreateSchedule', scheme({ ScheduleName: 'mine' }), OTHER)).toBe('accepted');
  });

  it('is enabled, disabled, listed by status, and deleted', async () => {
    const id = await created();
    const listed = async (Status: string) => {
      const { ScheduleInfoSet } = await call('DescribeSchedules', { ScheduleIds: [id], Status });
      return ScheduleInfoSet.length;
    };
    expect([await listed('Enabled'), await listed('Disabled')]).toEqual([0, 1]);
    await call('EnableSchedule', { ScheduleId: id });
    await call('EnableSchedule', { ScheduleId: id });
    expect([await listed('Enabled'), await listed('Disabled')]).toEqual([1, 0]);
    await call('DisableSchedule', { ScheduleId: id });
    expect(await listed('Disabled')).toBe(1);
    await call('DeleteSchedule', { ScheduleId: id });
    expect(await refusal('DeleteSchedule', { ScheduleId: id })).toBe(
      'ResourceNotFound.TemplateNotExist: ScheduleId',
    );
  });

  it('is changed field by field; an empty OutputDir takes the present one away', async () => {
    const id = await created({ OutputDir: '/a/', ResourceId: 'r' });
    await call('ModifySchedule', { ScheduleId: id, ScheduleName: 'renamed' });
    expect(await described(id)).toMatchObject({ ScheduleName: 'renamed', OutputDir: '/a/', ResourceId: 'r' });
    await call('ModifySchedule', { ScheduleId: id, OutputDir: '', Activities: PUBLISHED });
    const info = await described(id);
    expect([info.OutputDir, info.Activities.length]).toEqual(['', 11]);
  });

  it('loses no change when two come at once', async () => {
    const id = await created();
    await Promise.all([
      call('ModifySchedule', { ScheduleId: id, OutputDir: '/a/' }),
      call('ModifySchedule', { ScheduleId: id, ResourceId: 'r-2' }),
      call('EnableSchedule', { ScheduleId: id }),
    ]);
    expect(await described(id)).toMatchObject({ OutputDir: '/a/', ResourceId: 'r-2', Status: 'Enabled' });
  });

  it('is unknown to other accounts', async () => {
    const ScheduleId = await created();
    const unknown = 'ResourceNotFound.TemplateNotExist: ScheduleId';
    for (const action of ['ModifySchedule', 'EnableSchedule', 'DisableSchedule', 'DeleteSchedule'])
      expect(await refusal(action, { ScheduleId }, OTHER)).toBe(unknown);
    expect((await call('DescribeSchedules', { ScheduleIds: [ScheduleId] }, OTHER)).TotalCount).toBe(0);
    expect(await refusal('ProcessMedia', { InputInfo: INPUT, ScheduleId }, OTHER)).toBe(
      'InvalidParameterValue: ScheduleId',
    );
  });

  it.each<[string, object, string]>([
    ['a name that is too long', { ScheduleName: 'x'.repeat(129) }, 'InvalidParameterValue: ScheduleName'],
    ['an empty name', { ScheduleName: '' }, 'MissingParameter: ScheduleName'],
    ['no activities', { Activities: [] }, 'MissingParameter: Activities'],
    ['an unknown trigger', { Trigger: { Type: 'Moon' } }, 'InvalidParameterValue: Trigger.Type'],
    [
      'a trigger without its part',
      { Trigger: { Type: 'CosFileUpload' } },
      'MissingParameter: Trigger.CosFileUploadTrigger',
    ],
    ['a bad bucket', { Trigger: cosTrigger('a/b') }, 'InvalidParameterValue: Trigger.CosInputInfo.Bucket'],
    [
      'a directory without slashes',
      { Trigger: cosTrigger('a', { Dir: '/x' }) },
      'InvalidParameterValue: Trigger.CosFileUploadTrigger.Dir',
    ],
    [
      'a format that is none',
      { Trigger: cosTrigger('a', { Formats: ['mp4', 'a b'] }) },
      'InvalidParameterValue: Trigger.CosFileUploadTrigger.Formats.1',
    ],
    ['an OutputDir without an end', { OutputDir: '/x' }, 'InvalidParameterValue: OutputDir'],
    [
      'a callback without a URL',
      { TaskNotifyConfig: { NotifyType: 'URL' } },
      'MissingParameter: TaskNotifyConfig.NotifyUrl',
    ],
    [
      'an unknown type',
      { Activities: [node('input', [1]), node('action-x', [2]), node('output')] },
      'InvalidParameterValue: Activities.1.ActivityType',
    ],
    [
      'a template that is not there',
      { Activities: [node('input', [1]), trans([2], { Definition: 9999999 }), node('output')] },
      'InvalidParameterValue.Definition: Activities.1.ActivityPara.TranscodeTask.Definition',
    ],
    [
      'a value that is wrong behind one that can’t be done',
      {
        Activities: [
          node('input', [1, 2]),
          node('action-AIAnalysis', [3], { AiAnalysisTask: { Definition: 10 } }),
          trans([3], { Definition: 3 }),
          node('output'),
        ],
      },
      'InvalidParameterValue.Definition: Activities.2.ActivityPara.TranscodeTask.Definition',
    ],
    [
      'a cycle',
      { Activities: [node('input', [1]), trans([2]), trans([1, 3]), node('output')] },
      'InvalidParameterValue: Activities.1.ReardriveIndex',
    ],
  ])('is refused with %s, and not kept', async (_, more, expected) => {
    const before = (await call('DescribeSchedules', {})).TotalCount;
    expect(await refusal('CreateSchedule', scheme(more))).toBe(expected);
    expect((await call('DescribeSchedules', {})).TotalCount).toBe(before);
  });

  it('may hold what nothing here can do, but is neither enabled nor run then', async () => {
    const Activities = [
      node('input', [1]),
      node('action-AIAnalysis', [2], { AiAnalysisTask: { Definition: 10 } }),
      node('output'),
    ];
    const ScheduleId = await created({ Activities });
    const expected = 'UnsupportedOperation: Activities.1.ActivityPara.AiAnalysisTask';
    expect(await refusal('EnableSchedule', { ScheduleId })).toBe(expected);
    expect(await refusal('ProcessMedia', { InputInfo: INPUT, ScheduleId })).toBe(expected);
    expect((await described(ScheduleId)).Status).toBe('Disabled');
    const simple = await created();
    await call('EnableSchedule', { ScheduleId: simple });
    expect(await refusal('ModifySchedule', { ScheduleId: simple, Activities })).toBe(expected);
  });

  it('lists pages, newest first', async () => {
    const ids = [await created(), await created(), await created()];
    const page = async (Offset: number, Limit: number) =>
      (await call('DescribeSchedules', { ScheduleIds: ids, Offset, Limit })).ScheduleInfoSet.map(
        ({ ScheduleId }: Answer) => ScheduleId,
      );
    expect([await page(0, 2), await page(2, 2)]).toEqual([[ids[2], ids[1]], [ids[0]]]);
    expect(await refusal('DescribeSchedules', { Limit: 101 })).toContain('InvalidParameterValue.Limit');
    expect(await refusal('DescribeSchedules', { Status: 'On' })).toBe('InvalidParameterValue: Status');
    expect(await refusal('DescribeSchedules', { TriggerType: 'Hand' })).toBe(
      'InvalidParameterValue: TriggerType',
    );
    const many = Array.from({ length: 101 }, (_, index) => index);
    expect(await refusal('DescribeSchedules', { ScheduleIds: many })).toBe(
      'InvalidParameterValue: ScheduleIds',
    );
  });
});

describe('ProcessMedia with a scheme', () => {
  it('is a ScheduleTask with one result for each activity, in their order', async () => {
    const ScheduleId = await created({ Activities: PUBLISHED, OutputDir: '/output/' });
    const { TaskId } = await run({ ScheduleId });
    expect(TaskId).toMatch(/^1250000000-ScheduleTask-[0-9a-f]{32}tt0$/);
    const detail = await call('DescribeTaskDetail', { TaskId });
    expect(detail).toMatchObject({ TaskType: 'ScheduleTask', Status: 'WAITING', WorkflowTask: null });
    const { ActivityResultSet } = detail.ScheduleTask;
    expect(ActivityResultSet).toHaveLength(9);
    expect(ActivityResultSet[8]).toMatchObject({
      ActivityType: 'Transcode',
      ActivityResItem: { TranscodeTask: { Status: 'PROCESSING', Output: null }, SampleSnapshotTask: null },
    });
    await expect
      .poll(async () => (await call('DescribeTasks', { Status: 'WAITING', Limit: 100 })).TaskSet)
      .toContainEqual(
        expect.objectContaining({ TaskId, TaskType: 'ScheduleTask', SubTaskTypes: ['action-trans'] }),
      );
  });

  it('sees a scheme as soon as it was made or changed, with KV stale or gone', async () => {
    const broken: Env = {
      ...UNLIMITED,
      CATALOG_COPIES: { get: () => Promise.reject(new Error('down')) } as unknown as KVNamespace,
    };
    const ScheduleId = await created({ OutputDir: '/one/' });
    expect(await paths({ ScheduleId })).toEqual(['/one/clip_transcode_10']);
    await call('ModifySchedule', { ScheduleId, OutputDir: '/two/' });
    expect(await paths({ ScheduleId })).toEqual(['/two/clip_transcode_10']);
    const { TaskId } = await call('ProcessMedia', { InputInfo: INPUT, ScheduleId }, {}, broken);
    expect(TaskId).toMatch(/ScheduleTask/);
    await call('DeleteSchedule', { ScheduleId });
    expect(await refusal('ProcessMedia', { InputInfo: INPUT, ScheduleId })).toBe(
      'InvalidParameterValue: ScheduleId',
    );
  });

  it('takes Activities of its own first, and a TaskNotifyConfig of its own', async () => {
    const ScheduleId = await created({
      TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9/scheme' },
    });
    const url = async (more: object) => {
      const { TaskId } = await run({ ScheduleId, ...more });
      return (await call('DescribeTaskDetail', { TaskId })).TaskNotifyConfig.NotifyUrl;
    };
    expect(await url({})).toBe('http://127.0.0.1:9/scheme');
    const TaskNotifyConfig = { NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9/call' };
    expect(await url({ TaskNotifyConfig })).toBe('http://127.0.0.1:9/call');
    const Activities = [node('input', [1]), trans([2], { Definition: 20 }), node('output')];
    expect(await paths({ ScheduleId, Activities })).toEqual(['/dir/clip_transcode_20']);
    expect(await paths({ ScheduleId: 1, Activities })).toEqual(['/dir/clip_transcode_20']);
  });
});

describe('a workflow', () => {
  const MediaProcessTask = { TranscodeTaskSet: [{ Definition: 10 }] };
  const workflow = (more: object = {}) => ({
    ...{ WorkflowName: `workflow ${names++}`, Trigger: cosTrigger('in-1'), MediaProcessTask, ...more },
  });

  it('is made, listed, reset while it is disabled, and deleted', async () => {
    const { WorkflowId } = await call('CreateWorkflow', workflow({ WorkflowName: 'w', TaskPriority: 3 }));
    const info = async () =>
      (await call('DescribeWorkflows', { WorkflowIds: [WorkflowId] })).WorkflowInfoSet[0];
    expect(await info()).toMatchObject({
      ...{ WorkflowId, WorkflowName: 'w', Status: 'Disabled', TaskPriority: 3, OutputStorage: null },
      MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }], ImageSpriteTaskSet: [] },
    });
    await call('EnableWorkflow', { WorkflowId });
    const reset = { WorkflowId, ...workflow({ WorkflowName: 'v' }) };
    expect(await refusal('ResetWorkflow', reset)).toBe('InvalidParameterValue: WorkflowId');
    expect(await refusal('DeleteWorkflow', { WorkflowId })).toBe('InvalidParameterValue: WorkflowId');
    await call('DisableWorkflow', { WorkflowId });
    await call('ResetWorkflow', reset);
    expect(await info()).toMatchObject({ WorkflowName: 'v', TaskPriority: 0 });
    await call('DeleteWorkflow', { WorkflowId });
    expect(await refusal('EnableWorkflow', { WorkflowId })).toBe(
      'ResourceNotFound.TemplateNotExist: WorkflowId',
    );
  });

  it.each<[string, object, string]>([
    ['nothing to do', { MediaProcessTask: {} }, 'MissingParameter: MediaProcessTask'],
    [
      'a bad subtask',
      { MediaProcessTask: { TranscodeTaskSet: [{ Definition: 3 }] } },
      'InvalidParameterValue.Definition: MediaProcessTask.TranscodeTaskSet.0.Definition',
    ],
    ['a bad priority', { TaskPriority: 11 }, 'InvalidParameterValue: TasksPriority'],
  ])('is refused with %s', async (_, more, expected) => {
    expect(await refusal('CreateWorkflow', workflow(more))).toBe(expected);
  });
});
