import { expect, it } from 'vitest';
import { shapeFaults } from '../../test/support/sdkShape.ts';
import { finishedTask } from '../../test/support/taskView.ts';
import { planProcessMedia } from '../plan/processMedia.ts';
import { taskDetail } from './detail.ts';

const Audio = { Codec: 'aac', Bitrate: 64, SampleRate: 44_100 };
const { subtasks } = planProcessMedia(
  {
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/movie/Wild.mov' } },
    MediaProcessTask: {
      AdaptiveDynamicStreamingTaskSet: [
        {
          Definition: 10,
          StdExtStreamInfos: [
            { Audio, RemoveVideo: 1 },
            { Audio, Video: { Codec: 'h264', Fps: 0, Bitrate: 0 }, AudioList: [Audio] },
          ],
          // Alternatives of sound have segments of their own.
          DrmInfo: { Type: 'simpleaes', SimpleAesDrm: { Uri: 'https://a.example/k', Key: '0'.repeat(32) } },
        },
      ],
    },
  },
  '1250000000',
);

it.each([
  ['SUCCESS', { kind: 'ladder', streams: 1, files: 5 } as const],
  ['PROCESSING', null],
] as const)('an adaptive stream that is %s has the fields of the SDK', (status, output) => {
  const view = {
    ...finishedTask,
    subtasks: subtasks.map((planned) => ({
      ...{ ...planned, status, output, progress: 0, failure: null },
      ...{ beginAt: Date.UTC(2019, 6, 16, 6, 21, 30), finishAt: null },
    })),
  };
  const answer = JSON.parse(JSON.stringify({ ...taskDetail(view), RequestId: 'r' }));
  expect(shapeFaults('DescribeTaskDetailResponse', answer)).toEqual([]);
  expect(answer.WorkflowTask.MediaProcessResultSet[0]).toMatchObject({
    Type: 'AdaptiveDynamicStreaming',
    AdaptiveDynamicStreamingTask: {
      Status: status,
      Output: output && {
        ...{ Definition: 10, Package: 'HLS', Path: '/movie/Wild_adaptiveDynamicStreaming_10.m3u8' },
        Storage: { Type: 'COS', CosOutputStorage: { Bucket: 'b', Region: 'r' } },
      },
      BeginProcessTime: '2019-07-16T06:21:30Z',
    },
  });
});
