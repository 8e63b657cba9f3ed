// One request for every action that is offered, and what its answer must say beyond its shape.
import { expect } from 'vitest';
import type { Call } from './clients.ts';
import { BUCKET, HARD_TEXT, OBJECT } from './fixtures.ts';
import { SAMPLE_EXAMPLES } from './sampleExamples.ts';
import { SCHEME_EXAMPLES } from './schemeExamples.ts';
import { TEMPLATE_EXAMPLES } from './templateExamples.ts';

export interface Setting {
  /** The client that sends the request: also for calls that the example needs before. */
  call: Call;
  finishedTaskId: string;
  /** The body of the callback that this task sent. */
  callback: string;
  /** URL of a file whose bytes never come: a task on it runs until it is ended. */
  endlessUrl: string;
}

export interface Example {
  request(setting: Setting): object | Promise<object>;
  /** @param request what `request` answered */
  check(answer: Record<string, unknown>, setting: Setting, request: object): void | Promise<void>;
  /** Of a family of actions that are served alike: one form of each SDK is enough. */
  alike?: true;
}

/** An action that checks everything and then always refuses, with this code. */
export interface RefusedExample {
  request(setting: Setting): object | Promise<object>;
  code: string;
}

const COS_INPUT = {
  Type: 'COS',
  CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: OBJECT },
};
/** Nobody listens where the stack has SQS. */
const SQS_CALLBACK = {
  NotifyType: 'AWS-SQS',
  NotifyMode: 'Finish',
  AwsSQS: { SQSRegion: 'us-east-1', SQSQueueName: 'q', S3SecretId: 'id', S3SecretKey: 'planted-sqs-key' },
  NotifyKey: 'planted-notify-key',
};
const TASK_ID = /^1250000000-WorkflowTask-[0-9a-f]{32}tt0$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
export const EXAMPLES: Record<string, Example | RefusedExample> = {
  ProcessMedia: {
    request: () => ({
      InputInfo: COS_INPUT,
      OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: BUCKET, Region: 'ap-guangzhou' } },
      OutputDir: '/out/',
      MediaProcessTask: {
        TranscodeTaskSet: [
          { Definition: 1010, OutputObjectPath: 'a_{inputName}.{format}' },
          { Definition: 1020, OutputObjectPath: 'b_{inputName}.{format}' },
        ],
      },
      SessionContext: HARD_TEXT,
      TasksPriority: -3,
      TaskNotifyConfig: SQS_CALLBACK,
    }),
    check: async ({ TaskId }, { call }) => {
      expect(TaskId).toMatch(TASK_ID);
      expect(await call('DescribeTaskDetail', { TaskId })).toMatchObject({
        ...{ TaskType: 'WorkflowTask', SessionContext: HARD_TEXT, TasksPriority: -3 },
        TaskNotifyConfig: {
          ...{ ...SQS_CALLBACK, NotifyUrl: '', CmqModel: '', QueueName: '', NotifyKey: '' },
          AwsSQS: { ...SQS_CALLBACK.AwsSQS, S3SecretId: null, S3SecretKey: null },
        },
        WorkflowTask: {
          TaskId,
          InputInfo: COS_INPUT,
          MediaProcessResultSet: [
            { Type: 'Transcode', TranscodeTask: { Input: { Definition: 1010 } } },
            { Type: 'Transcode', TranscodeTask: { Input: { Definition: 1020 } } },
          ],
        },
      });
    },
  },

  EditMedia: {
    request: () => ({
      FileInfos: [
        { InputInfo: COS_INPUT, StartTimeOffset: 0.5, EndTimeOffset: 1 },
        { InputInfo: COS_INPUT, EndTimeOffset: 0.5 },
      ],
      OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: BUCKET, Region: 'ap-guangzhou' } },
      OutputObjectPath: '/out/edited.mp4',
      SessionContext: HARD_TEXT,
    }),
    check: async ({ TaskId }, { call }) => {
      expect(TaskId).toMatch(/^1250000000-EditMedia-[0-9a-f]{32}tt0$/);
      const FileInfoSet = [
        { InputInfo: COS_INPUT, StartTimeOffset: 0.5, EndTimeOffset: 1 },
        { InputInfo: COS_INPUT, StartTimeOffset: 0, EndTimeOffset: 0.5 },
      ];
      await expect
        .poll(() => call('DescribeTaskDetail', { TaskId }), { timeout: 30_000 })
        .toMatchObject({
          ...{ TaskType: 'EditMediaTask', Status: 'FINISH', SessionContext: HARD_TEXT, WorkflowTask: null },
          EditMediaTask: {
            ...{ TaskId, Status: 'FINISH', ErrCode: 0, Message: '', Input: { FileInfoSet } },
            // The international SDK knows no MetaData here.
            Output: { Path: '/out/edited.mp4' },
          },
        });
    },
  },

  DescribeTaskDetail: {
    request: ({ finishedTaskId }) => ({ TaskId: finishedTaskId }),
    check: (answer, { finishedTaskId }) => {
      expect(answer).toMatchObject({
        ...{ TaskType: 'WorkflowTask', Status: 'FINISH', SessionId: '', ScheduleTask: null },
        TaskNotifyConfig: {
          ...{ NotifyType: 'URL', NotifyMode: 'Finish', NotifyUrl: expect.stringMatching(/^http:/) },
          ...{ CmqModel: '', CmqRegion: '', TopicName: '', QueueName: '', AwsSQS: null, NotifyKey: '' },
        },
        CreateTime: expect.stringMatching(ISO_TIME),
        FinishTime: expect.stringMatching(ISO_TIME),
        WorkflowTask: {
          ...{ TaskId: finishedTaskId, ErrCode: 0, MetaData: { Width: 1280, Height: 720 } },
          MediaProcessResultSet: [
            {
              TranscodeTask: {
                ...{ Status: 'SUCCESS', Progress: 100 },
                Output: { Definition: 10, Width: 320, Height: 180, Path: '/in/short_transcode_10.mp4' },
              },
            },
            { TranscodeTask: { Status: 'SUCCESS', Output: { Path: '/in/short_transcode_1010.mp3' } } },
          ],
        },
      });
    },
  },

  DescribeTasks: {
    request: () => ({ Status: 'FINISH', SubTaskHasFailed: false, Limit: 100 }),
    check: ({ TaskSet, TotalCount }, { finishedTaskId }) => {
      expect(TotalCount).toBeGreaterThanOrEqual(1);
      expect(TaskSet).toContainEqual({
        ...{ TaskId: finishedTaskId, TaskType: 'WorkflowTask', SubTaskTypes: ['action-trans'] },
        CreateTime: expect.stringMatching(ISO_TIME),
        BeginProcessTime: expect.stringMatching(ISO_TIME),
        FinishTime: expect.stringMatching(ISO_TIME),
      });
    },
  },

  ManageTask: {
    request: async ({ call, endlessUrl }) => {
      const task = {
        InputInfo: { Type: 'URL', UrlInputInfo: { Url: endlessUrl } },
        OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: BUCKET, Region: 'ap-guangzhou' } },
        OutputDir: '/never/',
        MediaProcessTask: { TranscodeTaskSet: [{ Definition: 1010 }] },
      };
      const { TaskId } = (await call('ProcessMedia', task)) as { TaskId: string };
      return { OperationType: 'Abort', TaskId };
    },
    check: async ({ RequestId, ...rest }, { call }, request) => {
      expect(rest).toEqual({});
      const { TaskId } = request as { TaskId: string };
      const subtask = { TranscodeTask: { Status: 'FAIL', ErrCodeExt: 'Aborted' } };
      await expect
        .poll(() => call('DescribeTaskDetail', { TaskId }), { timeout: 10_000 })
        .toMatchObject({ Status: 'FINISH', WorkflowTask: { MediaProcessResultSet: [subtask] } });
    },
  },

  DescribeMediaMetaData: {
    request: () => ({ InputInfo: COS_INPUT }),
    check: ({ MetaData }) => {
      expect(MetaData).toMatchObject({
        ...{ Width: 1280, Height: 720, Rotate: 0 },
        VideoStreamSet: [{ Codec: 'h264' }],
        AudioStreamSet: [{ Codec: 'aac' }],
      });
    },
  },

  ParseNotification: {
    request: ({ callback }) => ({ Content: callback }),
    check: (answer, { callback, finishedTaskId }) => {
      const { Timestamp, Sign } = JSON.parse(callback) as { Timestamp: number; Sign: string };
      expect(Sign).toMatch(/^[0-9a-f]{32}$/);
      expect(answer).toMatchObject({
        ...{ EventType: 'WorkflowTask', SessionId: '', SessionContext: HARD_TEXT, Timestamp, Sign },
        WorkflowTaskEvent: { TaskId: finishedTaskId, Status: 'FINISH' },
      });
    },
  },

  BatchProcessMedia: {
    request: () => ({ InputInfo: [COS_INPUT], SmartSubtitlesTask: { Definition: 122 } }),
    code: 'UnsupportedOperation',
  },

  DescribeBatchTaskDetail: {
    request: () => ({ TaskId: `1250000000-BatchTask-${'0'.repeat(32)}t20` }),
    code: 'ResourceNotFound',
  },

  ...SCHEME_EXAMPLES,
  ...TEMPLATE_EXAMPLES,
  ...SAMPLE_EXAMPLES,
};
