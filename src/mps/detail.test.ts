import { describe, expect, it } from 'vitest';
import { shapeFaults } from '../../test/support/sdkShape.ts';
import { finishedTask, runningTask, sourceFacts, waitingTask } from '../../test/support/taskView.ts';
import { taskDetail } from './detail.ts';
import { inputInfoEcho } from './echo.ts';
import { mediaMetaData } from './mediaMetaData.ts';
import type { SubtaskView, TaskView } from './view.ts';

const s3Task: TaskView = {
  ...waitingTask,
  request: {
    ...waitingTask.request,
    InputInfo: {
      Type: 'AWS-S3',
      S3InputInfo: {
        S3Bucket: 'b',
        S3Region: 'us-east-1',
        S3Object: 'o',
        S3SecretId: 'id',
        S3SecretKey: 'key-secret',
      },
    },
    TaskNotifyConfig: {
      NotifyType: 'AWS-SQS',
      AwsSQS: { SQSRegion: 'r', SQSQueueName: 'q', S3SecretId: 'id', S3SecretKey: 'key-secret' },
    },
  },
};
const badSource: TaskView = {
  ...finishedTask,
  source: null,
  failure: { code: 'SourceFileError.DownloadNotAccessible', message: 'the source does not exist' },
};
const editTask: TaskView = {
  ...{ ...finishedTask, taskId: '1-EditMedia-0', kind: 'EditMediaTask' },
  subtasks: finishedTask.subtasks.slice(0, 1).map((subtask) => ({
    ...subtask,
    kind: 'EditMedia',
    input: {
      FileInfoSet: [
        { InputInfo: inputInfoEcho({ Type: 'COS' }), StartTimeOffset: 0.5, EndTimeOffset: 0, Id: null },
      ],
    },
  })),
};
const failedSubtask = (subtask: SubtaskView): SubtaskView => ({
  ...subtask,
  ...{ status: 'FAIL', output: null, failure: { code: 'SourceFileError', message: 'FileInfos.0: no media' } },
});
const detail = (view: TaskView) => taskDetail(view) as Record<string, unknown> & { WorkflowTask: Workflow };
interface Workflow {
  Status: string;
  ErrCode: number;
  Message: string;
  MetaData: unknown;
  InputInfo: unknown;
  MediaProcessResultSet: { TranscodeTask: Record<string, unknown> }[];
}

describe('taskDetail', () => {
  it.each([
    ['waits', waitingTask],
    ['runs', runningTask],
    ['is over', finishedTask],
    ['has a bad source', badSource],
    ['has credentials', s3Task],
    ['edits', editTask],
    ['could not edit', { ...editTask, subtasks: editTask.subtasks.map(failedSubtask) }],
  ])('has exactly the fields and types of the SDK when a task %s', (_, view) => {
    const answer = JSON.parse(JSON.stringify({ ...taskDetail(view), RequestId: 'r' }));
    expect(shapeFaults('DescribeTaskDetailResponse', answer)).toEqual([]);
  });

  it('an editing task has the failure of its one subtask', () => {
    expect(taskDetail(editTask)).toMatchObject({
      ...{ TaskType: 'EditMediaTask', WorkflowTask: null, ScheduleTask: null },
      EditMediaTask: {
        Status: 'FINISH',
        ErrCode: 0,
        Message: '',
        Output: { Path: editTask.subtasks[0]!.path },
      },
    });
    const failed = { ...editTask, subtasks: editTask.subtasks.map(failedSubtask) };
    expect(taskDetail(failed)).toMatchObject({
      EditMediaTask: { Message: 'FileInfos.0: no media', Output: null },
    });
    expect((taskDetail(failed).EditMediaTask as { ErrCode: number }).ErrCode).not.toBe(0);
  });

  it('is told apart from the SDK by the check itself', () => {
    const { ExtInfo: _, ...rest } = taskDetail(finishedTask);
    const answer = { ...rest, Status: 1, TasksPriority: 0.5, Extra: null, RequestId: null };
    expect(shapeFaults('DescribeTaskDetailResponse', answer)).toEqual([
      'DescribeTaskDetailResponse.Status: number instead of string',
      'DescribeTaskDetailResponse.TasksPriority: no integer',
      'DescribeTaskDetailResponse.ExtInfo: missing',
      'DescribeTaskDetailResponse.RequestId: null',
      'DescribeTaskDetailResponse.Extra: not in the SDK',
    ]);
  });

  it('of a waiting task', () => {
    const answer = detail(waitingTask);
    expect(answer).toMatchObject({
      TaskType: 'WorkflowTask',
      Status: 'WAITING',
      CreateTime: '2019-07-16T06:21:27Z',
      BeginProcessTime: '0000-00-00T00:00:00Z',
      FinishTime: '0000-00-00T00:00:00Z',
      TasksPriority: 5,
      SessionId: 'session-1',
      SessionContext: 'context-1',
      ExtInfo: '',
      ScheduleTask: null,
    });
    expect(answer.WorkflowTask).toMatchObject({
      Status: 'PROCESSING',
      ErrCode: 0,
      Message: '',
      MetaData: null,
    });
    expect(answer.WorkflowTask.MediaProcessResultSet[0]?.TranscodeTask).toMatchObject({
      Status: 'PROCESSING',
      ErrCodeExt: '',
      ErrCode: 0,
      Message: '',
      Output: null,
      Progress: 0,
    });
  });

  it('of a running task', () => {
    const answer = detail(runningTask);
    expect(answer).toMatchObject({ Status: 'PROCESSING', BeginProcessTime: '2019-07-16T06:21:30Z' });
    expect(
      answer.WorkflowTask.MediaProcessResultSet.map(({ TranscodeTask: { Status, Progress } }) => [
        Status,
        Progress,
      ]),
    ).toEqual([
      ['PROCESSING', 42],
      ['PROCESSING', 0],
    ]);
  });

  it('of a finished task', () => {
    const answer = detail(finishedTask);
    expect(answer).toMatchObject({ Status: 'FINISH', FinishTime: '2019-07-16T06:22:01Z' });
    const { MediaProcessResultSet, ...workflow } = answer.WorkflowTask;
    expect(workflow).toEqual({
      TaskId: '1250000000-WorkflowTask-0123456789abcdef0123456789abcdeftt0',
      Status: 'FINISH',
      ErrCode: 0,
      Message: '',
      InputInfo: {
        Type: 'COS',
        CosInputInfo: {
          Bucket: 'TopRankVideo-125xxx88',
          Region: 'ap-chongqing',
          Object: '/movie/201907/WildAnimal.mov',
        },
        UrlInputInfo: null,
        S3InputInfo: null,
        VODInputInfo: null,
      },
      MetaData: mediaMetaData(sourceFacts),
      AiContentReviewResultSet: [],
      AiAnalysisResultSet: [],
      AiRecognitionResultSet: [],
      AiQualityControlTaskResult: null,
      SmartSubtitlesTaskResult: [],
      SmartEraseTaskResult: null,
    });
    expect(MediaProcessResultSet[0]).toMatchObject({
      Type: 'Transcode',
      AnimatedGraphicTask: null,
      TranscodeTask: {
        Status: 'SUCCESS',
        ErrCodeExt: '',
        ErrCode: 0,
        Message: 'SUCCESS',
        Progress: 100,
        Output: {
          Path: '/movie/201907/WildAnimal_transcode_20.mp4',
          Definition: 20,
          Bitrate: 1_986_250,
          Size: 3_250_104,
          Duration: 13.09,
          Container: 'mov,mp4,m4a,3gp,3g2,mj2',
          Md5: 'c'.repeat(32),
          OutputStorage: {
            Type: 'COS',
            CosOutputStorage: { Bucket: 'TopRankVideo-125xxx88', Region: 'ap-chongqing' },
            S3OutputStorage: null,
            VODOutputStorage: null,
          },
        },
      },
    });
    expect(MediaProcessResultSet[1]?.TranscodeTask).toMatchObject({
      Status: 'FAIL',
      ErrCodeExt: 'SourceFileError.NoVideoMedia',
      ErrCode: 50001,
      Message: 'the source has no picture',
      Output: null,
      Progress: 42,
      Input: { Definition: 210, OutputObjectPath: '/movie/201907/WildAnimal_transcode_210' },
    });
  });

  it('says of a bad source that the task itself has failed', () => {
    expect(detail(badSource).WorkflowTask).toMatchObject({
      Status: 'FINISH',
      ErrCode: 50005,
      Message: 'the source does not exist',
    });
  });

  it('repeats no secret', () => {
    expect(JSON.stringify(taskDetail(s3Task))).not.toContain('key-secret');
    expect(taskDetail(finishedTask)).toMatchObject({
      TaskNotifyConfig: {
        NotifyType: 'URL',
        NotifyUrl: 'https://h.example/notify',
        NotifyKey: '',
        AwsSQS: null,
      },
    });
    expect(JSON.stringify(taskDetail(finishedTask))).not.toContain('notify-secret');
  });

  it('has no TaskNotifyConfig when none was given', () => {
    const request = { ...waitingTask.request, TaskNotifyConfig: null };
    expect(taskDetail({ ...waitingTask, request }).TaskNotifyConfig).toBeNull();
  });
});
