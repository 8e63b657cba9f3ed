import { expect, it } from 'vitest';
import { shapeFaults } from '../../test/support/sdkShape.ts';
import { finishedTask, sourceFacts, waitingTask } from '../../test/support/taskView.ts';
import type { OutputFacts } from '../contract/report.ts';
import { planProcessMedia } from '../plan/processMedia.ts';
import { taskDetail } from './detail.ts';
import type { TaskView } from './view.ts';

const logo = { Type: 'URL', UrlInputInfo: { Url: 'https://a.example/logo.png' } };
const watermark = { Definition: 0, RawParameter: { Type: 'image', ImageTemplate: { ImageContent: logo } } };
const { subtasks } = planProcessMedia(
  {
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/movie/Wild.mov' } },
    MediaProcessTask: {
      AnimatedGraphicTaskSet: [{ Definition: 20000, StartTimeOffset: 1, EndTimeOffset: 3 }],
      SnapshotByTimeOffsetTaskSet: [{ Definition: 10, ExtTimeOffsetSet: ['3.5s', '10%'] }],
      SampleSnapshotTaskSet: [{ Definition: 10, WatermarkSet: [watermark] }],
      ImageSpriteTaskSet: [{ Definition: 10, ObjectNumberFormat: { InitialValue: 5, MinLength: 3 } }],
    },
  },
  '1250000000',
);
const gif = { ...sourceFacts, container: 'gif', size: 632_551, bitrate: 1_686_803 };
const outputs: OutputFacts[] = [
  { kind: 'media', media: gif, md5: 'c'.repeat(32), files: 1 },
  { kind: 'pictures', times: [3.5, 0.833], files: 2 },
  { kind: 'pictures', times: [], files: 3 },
  { kind: 'sprite', tiles: 117, width: 142, height: 80, sheets: 2, files: 3 },
];
const at = { beginAt: Date.UTC(2019, 6, 16, 6, 21, 30), finishAt: Date.UTC(2019, 6, 16, 6, 22, 1) };

const finished: TaskView = {
  ...finishedTask,
  subtasks: subtasks.map((planned, index) => ({
    ...{ ...planned, ...at, status: 'SUCCESS', progress: 100, failure: null, output: outputs[index] ?? null },
  })),
};
const waiting: TaskView = {
  ...waitingTask,
  subtasks: subtasks.map((planned) => ({
    ...{ ...planned, status: 'WAITING', progress: 0, failure: null, output: null },
    ...{ beginAt: null, finishAt: null },
  })),
};

function results(view: TaskView): Record<string, Record<string, unknown> & { Type: string }> {
  const { WorkflowTask } = taskDetail(view) as {
    WorkflowTask: { MediaProcessResultSet: { Type: string }[] };
  };
  const set = WorkflowTask.MediaProcessResultSet;
  return Object.fromEntries(set.map((item) => [item.Type, item]));
}

it.each([
  ['finished', finished],
  ['waiting', waiting],
])('a %s task has the fields of the SDK', (_, view) => {
  const answer = JSON.parse(JSON.stringify({ ...taskDetail(view), RequestId: 'r' }));
  expect(shapeFaults('DescribeTaskDetailResponse', answer)).toEqual([]);
});

it('says what was made', () => {
  const items = results(finished);
  const Storage = {
    Type: 'COS',
    CosOutputStorage: { Bucket: 'b', Region: 'r' },
    S3OutputStorage: null,
    VODOutputStorage: null,
  };
  expect(items.AnimatedGraphics?.AnimatedGraphicTask).toMatchObject({
    ...{ Status: 'SUCCESS', ErrCodeExt: '', ErrCode: 0, Message: 'SUCCESS' },
    ...{ BeginProcessTime: '2019-07-16T06:21:30Z', FinishTime: '2019-07-16T06:22:01Z' },
    Output: {
      ...{ Storage, Path: '/movie/Wild_animatedGraphic_20000.gif', Definition: 20000, Container: 'gif' },
      ...{ Width: 1280, Height: 720, Bitrate: 1_686_803, Size: 632_551, Md5: 'c'.repeat(32) },
      ...{ StartTimeOffset: 1, EndTimeOffset: 3 },
    },
  });
  expect(items.SnapshotByTimeOffset?.SnapshotByTimeOffsetTask).toMatchObject({
    Output: {
      Storage,
      Definition: 10,
      PicInfoSet: [
        { TimeOffset: 3.5, Path: '/movie/Wild_snapshotByTimeOffset_10_0.jpg', WaterMarkDefinition: [] },
        { TimeOffset: 0.833, Path: '/movie/Wild_snapshotByTimeOffset_10_1.jpg', WaterMarkDefinition: [] },
      ],
    },
  });
  expect(items.SampleSnapshot?.SampleSnapshotTask).toMatchObject({
    Output: {
      ...{ Storage, Definition: 10, SampleType: 'Percent', Interval: 10, WaterMarkDefinition: [0] },
      ImagePathSet: [0, 1, 2].map((n) => `/movie/Wild_sampleSnapshot_10_${n}.jpg`),
    },
  });
  expect(items.ImageSprites?.ImageSpriteTask).toMatchObject({
    Output: {
      ...{ Storage, Definition: 10, Width: 142, Height: 80, TotalCount: 117 },
      ImagePathSet: ['/movie/Wild_imageSprite_10_005.jpg', '/movie/Wild_imageSprite_10_006.jpg'],
      WebVttPath: '/movie/Wild_imageSprite_10.vtt',
    },
  });
});

it('has no output and no times before a subtask begins', () => {
  expect(results(waiting).ImageSprites?.ImageSpriteTask).toMatchObject({
    ...{ Status: 'PROCESSING', Output: null },
    ...{ BeginProcessTime: '0000-00-00T00:00:00Z', FinishTime: '0000-00-00T00:00:00Z' },
  });
});
