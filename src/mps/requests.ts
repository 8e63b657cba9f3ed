// The API's types, as its official SDK declares them. Types only: nothing of the SDK is in the Worker.
export type {
  BatchProcessMediaRequest,
  DescribeBatchTaskDetailRequest,
  DescribeMediaMetaDataRequest,
  DescribeTaskDetailRequest,
  DescribeTaskDetailResponse,
  DescribeTasksRequest,
  ManageTaskRequest,
  MediaInputInfo,
  ParseNotificationRequest,
  ProcessMediaRequest,
  TaskNotifyConfig,
  TaskOutputStorage,
  TranscodeTaskInput,
} from 'tencentcloud-sdk-nodejs-mps/tencentcloud/services/mps/v20190612/mps_models.d.ts';
