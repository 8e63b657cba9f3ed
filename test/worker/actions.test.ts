// Lists, aborts, notifications and batches through the front door in workerd.
import { createExecutionContext } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../src/api/app.ts';
import { responseSchema } from '../../src/mps/schema.ts';
import type { Env } from '../../src/platform/env.ts';
import { env } from './fixtures.ts';
import { signedRequest } from './signedRequest.ts';

interface Answer {
  RequestId: string;
  Error?: { Code: string; Message: string };
  [field: string]: unknown;
}
interface Page extends Answer {
  TaskSet: {
    TaskId: string;
    TaskType: string;
    CreateTime: string;
    BeginProcessTime: string;
    FinishTime: string;
  }[];
  ScrollToken: string;
  TotalCount: number;
}

const UNLIMITED: Env = { ...env, RATE_LIMITS: '{"1250000000":{"*":10000},"1250000001":{"*":10000}}' };
const OTHER = { secretId: 'AKIDother', secretKey: 'other-secret-key' };
const ACTIONS = [
  'ProcessMedia',
  'DescribeTasks',
  'DescribeTaskDetail',
  'ManageTask',
  'ParseNotification',
  'DescribeMediaMetaData',
  'BatchProcessMedia',
  'DescribeBatchTaskDetail',
];

/** A call; an answer without an error is checked against the API's declaration. */
async function call<T extends Answer = Answer>(action: string, body: unknown, account = {}): Promise<T> {
  const response = await api.fetch(
    signedRequest(body, { action, ...account }),
    UNLIMITED,
    createExecutionContext(),
  );
  const { Response: answer } = (await response.json()) as { Response: T };
  if (!answer.Error) responseSchema(action).parse(answer);
  return answer;
}

async function refusal(action: string, body: unknown, account = {}): Promise<string> {
  const { Error: error } = await call(action, body, account);
  return `${error?.Code}: ${error?.Message}`;
}

const InputInfo = {
  Type: 'COS',
  CosInputInfo: {
    Region: 'ap-chongqing',
    Object: '/movie/201907/WildAnimal.mov',
    Bucket: 'TopRankVideo-125xxx88',
  },
};
const request = { InputInfo, MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30 }] } };

async function newTask(account = {}): Promise<string> {
  return (await call('ProcessMedia', request, account)).TaskId as string;
}

const list = (body: object, account = {}) => call<Page>('DescribeTasks', body, account);
const idsOf = (page: Page) => page.TaskSet.map(({ TaskId }) => TaskId);

/** Lists follow their tasks at once, but not in the same moment. */
async function listed(status: string, taskId: string, account = {}): Promise<void> {
  await expect
    .poll(async () => idsOf(await list({ Status: status, Limit: 100 }, account)), {
      timeout: 10_000,
      interval: 20,
    })
    .toContain(taskId);
}

// A limiter refuses when it takes long to answer, and the very first call has to start it.
beforeAll(async () => {
  for (const account of [{}, OTHER]) for (const action of ACTIONS) await call(action, {}, account);
});

describe('DescribeTasks', () => {
  it('lists tasks newest first, in pages that stay right while tasks are added', async () => {
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.unshift(await newTask());
    for (const taskId of made) await listed('WAITING', taskId);
    const all = idsOf(await list({ Status: 'WAITING', Limit: 100 }));
    expect(all.slice(0, 5).toSorted()).toEqual(made.toSorted());

    const first = await list({ Status: 'WAITING', Limit: 2 });
    expect(idsOf(first)).toEqual(all.slice(0, 2));
    expect(first.TotalCount).toBe(all.length);
    await listed('WAITING', await newTask());
    const second = await list({ Status: 'WAITING', Limit: 2, ScrollToken: first.ScrollToken });
    expect(idsOf(second)).toEqual(all.slice(2, 4));
    const rest = await list({ Status: 'WAITING', Limit: 100, ScrollToken: second.ScrollToken });
    expect(idsOf(rest)).toEqual(all.slice(4));
    expect(rest.ScrollToken).toBe('');
    expect(rest.TotalCount).toBe(all.length + 1);
  });

  it('tells each task in the words of TaskSimpleInfo', async () => {
    const taskId = await newTask();
    await listed('WAITING', taskId);
    const { TaskSet } = await list({ Status: 'WAITING', Limit: 100 });
    const { CreateTime } = await call('DescribeTaskDetail', { TaskId: taskId });
    expect(TaskSet.find(({ TaskId }) => TaskId === taskId)).toEqual({
      TaskId: taskId,
      TaskType: 'WorkflowTask',
      CreateTime,
      BeginProcessTime: '0000-00-00T00:00:00Z',
      FinishTime: '0000-00-00T00:00:00Z',
      SubTaskTypes: ['action-trans'],
    });
  });

  it('takes ten without a Limit', async () => {
    for (let count = 0; count < 11; count++) await listed('WAITING', await newTask());
    const page = await list({ Status: 'WAITING' });
    expect(page.TaskSet).toHaveLength(10);
    expect(page.ScrollToken).not.toBe('');
  });

  it('filters by time, the seconds of both ends included', async () => {
    const taskId = await newTask();
    await listed('WAITING', taskId);
    const at = String((await call('DescribeTaskDetail', { TaskId: taskId })).CreateTime);
    const Status = 'WAITING';
    expect(idsOf(await list({ Status, StartTime: at, EndTime: at, Limit: 100 }))).toContain(taskId);
    const before = new Date(Date.parse(at) - 1000).toISOString();
    const after = new Date(Date.parse(at) + 1000).toISOString();
    expect(idsOf(await list({ Status, EndTime: before, Limit: 100 }))).not.toContain(taskId);
    expect(idsOf(await list({ Status, StartTime: after, Limit: 100 }))).not.toContain(taskId);
    expect(await list({ Status, StartTime: after, EndTime: before })).toMatchObject({
      TaskSet: [],
      TotalCount: 0,
    });
  });

  it('filters by failed subtasks', async () => {
    const taskId = await newTask();
    await call('ManageTask', { OperationType: 'Abort', TaskId: taskId });
    await listed('FINISH', taskId);
    const failed = (SubTaskHasFailed: boolean) => list({ Status: 'FINISH', Limit: 100, SubTaskHasFailed });
    expect(idsOf(await failed(true))).toContain(taskId);
    expect(idsOf(await failed(false))).not.toContain(taskId);
  });

  it.each<[string, object, string]>([
    ['no Status', {}, 'MissingParameter: The request is missing a required parameter `Status`.'],
    ['an unknown Status', { Status: 'FAILED' }, 'InvalidParameterValue: '],
    ['Limit 0', { Status: 'FINISH', Limit: 0 }, 'InvalidParameterValue.Limit: Parameter error: Limit.'],
    ['Limit 101', { Status: 'FINISH', Limit: 101 }, 'InvalidParameterValue.Limit: Parameter error: Limit.'],
    [
      'a made-up token',
      { Status: 'FINISH', ScrollToken: 'abc' },
      'InvalidParameterValue: The value of parameter `ScrollToken`',
    ],
    [
      'a bad StartTime',
      { Status: 'FINISH', StartTime: '16.7.2019' },
      'InvalidParameterValue: The value of parameter `StartTime`',
    ],
    [
      'a bad EndTime',
      { Status: 'FINISH', EndTime: '2019-13-01T00:00:00Z' },
      'InvalidParameterValue: The value of parameter `EndTime`',
    ],
  ])('%s', async (_, body, message) => {
    expect(await refusal('DescribeTasks', body)).toContain(message);
  });
});

describe('ManageTask', () => {
  const abort = (TaskId: string, account = {}) =>
    refusal('ManageTask', { OperationType: 'Abort', TaskId }, account);

  it('ends a waiting task, once', async () => {
    const TaskId = await newTask();
    const { RequestId: _, ...rest } = await call('ManageTask', { OperationType: 'Abort', TaskId });
    expect(rest).toEqual({});
    expect(await call('DescribeTaskDetail', { TaskId })).toMatchObject({
      Status: 'FINISH',
      WorkflowTask: { MediaProcessResultSet: [{ TranscodeTask: { Status: 'FAIL', ErrCodeExt: 'Aborted' } }] },
    });
    expect(await abort(TaskId)).toBe(
      'InvalidParameterValue.NotProcessingTask: Tasks not in processing status are not supported.',
    );
  });

  it('knows no other operation and no made-up task', async () => {
    const TaskId = await newTask();
    expect(await refusal('ManageTask', { OperationType: 'Pause', TaskId })).toBe(
      'InvalidParameterValue.InvalidOperationType: Invalid operation type.',
    );
    expect(await abort(`${TaskId}x`)).toBe('InvalidParameterValue.TaskId: The task ID does not exist.');
    expect((await call('DescribeTaskDetail', { TaskId })).Status).toBe('WAITING');
  });
});

describe('an account', () => {
  it("does not see, list or abort another's tasks", async () => {
    const TaskId = await newTask();
    await listed('WAITING', TaskId);
    expect(await refusal('DescribeTaskDetail', { TaskId }, OTHER)).toMatch(/^ResourceNotFound: /);
    expect(await refusal('ManageTask', { OperationType: 'Abort', TaskId }, OTHER)).toMatch(
      /^InvalidParameterValue\.TaskId: /,
    );
    const own = await newTask(OTHER);
    await listed('WAITING', own, OTHER);
    expect(idsOf(await list({ Status: 'WAITING', Limit: 100 }, OTHER))).toEqual([own]);
    // A token only says where in one's own list a page begins.
    const { ScrollToken } = await list({ Status: 'WAITING', Limit: 1 });
    expect(idsOf(await list({ Status: 'WAITING', Limit: 100, ScrollToken }, OTHER))).not.toContain(TaskId);
    expect((await call('DescribeTaskDetail', { TaskId })).Status).toBe('WAITING');
  });
});

describe('ParseNotification', () => {
  it('gives back the fields of a callback', async () => {
    const Content = JSON.stringify({ EventType: 'WorkflowTask', SessionId: 's', Timestamp: 1, Sign: 'x' });
    const { RequestId: _, ...rest } = await call('ParseNotification', { Content });
    expect(rest).toMatchObject({
      EventType: 'WorkflowTask',
      SessionId: 's',
      Timestamp: 1,
      WorkflowTaskEvent: null,
    });
  });

  it('refuses nonsense', async () => {
    expect(await refusal('ParseNotification', { Content: 'nonsense' })).toBe(
      'InvalidParameterValue.InvalidContent: The value of Content is invalid: it is not JSON.',
    );
    expect(await refusal('ParseNotification', {})).toMatch(/^MissingParameter: .*`Content`/);
  });
});

describe('DescribeMediaMetaData', () => {
  it('says that no backend runs', async () => {
    expect(await refusal('DescribeMediaMetaData', { InputInfo })).toBe(
      'InternalError: Internal error: no media backend can be reached at the moment.',
    );
  });

  it.each<[string, object, RegExp]>([
    ['no input', {}, /^MissingParameter: .*`InputInfo`/],
    ['half an input', { InputInfo: { Type: 'URL' } }, /^MissingParameter: .*`InputInfo\.UrlInputInfo`/],
    [
      'a file URL',
      { InputInfo: { Type: 'URL', UrlInputInfo: { Url: 'file:///etc/passwd' } } },
      /^InvalidParameterValue: /,
    ],
    ['an unknown Mode', { InputInfo, Mode: 'fast' }, /^InvalidParameterValue: .*`Mode`/],
  ])('%s', async (_, body, message) => {
    expect(await refusal('DescribeMediaMetaData', body)).toMatch(message);
  });
});

describe('a batch', () => {
  const url = { Type: 'URL', UrlInputInfo: { Url: 'https://h.example/a.mp4' } };
  const OutputStorage = { Type: 'COS', CosOutputStorage: { Bucket: 'b', Region: 'r' } };
  const batch = { InputInfo: [url], OutputStorage, SmartSubtitlesTask: { Definition: 122 } };

  it.each<[string, object, RegExp]>([
    ['that is right is refused for what can not run', batch, /^UnsupportedOperation: .*`SmartSubtitlesTask`/],
    [
      'without work',
      { ...batch, SmartSubtitlesTask: undefined },
      /^MissingParameter: .*`SmartSubtitlesTask`/,
    ],
    ['without inputs', { ...batch, InputInfo: [] }, /^MissingParameter: .*`InputInfo`/],
    [
      'with a bad second input',
      { ...batch, InputInfo: [url, { Type: 'X' }] },
      /^InvalidParameterValue: .*`InputInfo\.1\.Type`/,
    ],
    ['without OutputStorage', { ...batch, OutputStorage: undefined }, /^MissingParameter: .*`OutputStorage`/],
    ['with a bad OutputDir', { ...batch, OutputDir: 'x' }, /^InvalidParameterValue: .*`OutputDir`/],
    ['with a bad priority', { ...batch, TasksPriority: 11 }, /^InvalidParameterValue: .*`TasksPriority`/],
    ['with a bad TaskMode', { ...batch, TaskMode: 'Twice' }, /^InvalidParameterValue: .*`TaskMode`/],
    [
      'with a bad callback',
      { ...batch, TaskNotifyConfig: { NotifyType: 'URL' } },
      /^MissingParameter: .*NotifyUrl/,
    ],
    ['with an unknown field', { ...batch, Foo: 1 }, /^UnknownParameter: .*`Foo`/],
  ])('%s', async (_, body, message) => {
    expect(await refusal('BatchProcessMedia', body)).toMatch(message);
  });

  it('is never found', async () => {
    expect(await refusal('DescribeBatchTaskDetail', { TaskId: '1250000000-BatchTask-0' })).toMatch(
      /^ResourceNotFound: /,
    );
    expect(await refusal('DescribeBatchTaskDetail', { TaskId: await newTask() })).toMatch(
      /^ResourceNotFound: /,
    );
  });
});
