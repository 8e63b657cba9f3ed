// A task to render: two transcodings, one done, one failed, of a real recording's facts.
import type { MediaFacts } from '../../src/contract/facts.ts';
import type { TaskView } from '../../src/mps/view.ts';
import { planProcessMedia } from '../../src/plan/processMedia.ts';

export const sourceFacts: MediaFacts = {
  size: 3_250_104,
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  bitrate: 1_986_250,
  duration: 13.09,
  videoDuration: 13.09,
  audioDuration: 13.05,
  width: 1280,
  height: 720,
  rotate: 90,
  video: [
    {
      codec: 'h264',
      codecs: 'avc1.640028',
      width: 1280,
      height: 720,
      bitrate: 1_856_100,
      fpsNumerator: 30_000,
      fpsDenominator: 1001,
      colorPrimaries: 'bt709',
      colorSpace: 'bt709',
      colorTransfer: 'bt709',
      hdr: '',
    },
  ],
  audio: [{ codec: 'aac', codecs: 'mp4a.40.2', bitrate: 130_150, sampleRate: 44_100, channels: 2 }],
};

const plan = planProcessMedia(
  {
    InputInfo: {
      Type: 'COS',
      CosInputInfo: {
        Bucket: 'TopRankVideo-125xxx88',
        Region: 'ap-chongqing',
        Object: '/movie/201907/WildAnimal.mov',
      },
    },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 20 }, { Definition: 210 }] },
  },
  '1250000000',
);
const waiting = {
  status: 'WAITING',
  progress: 0,
  failure: null,
  output: null,
  beginAt: null,
  finishAt: null,
} as const;

/** Accepted, not begun. */
export const waitingTask: TaskView = {
  taskId: '1250000000-WorkflowTask-0123456789abcdef0123456789abcdeftt0',
  kind: 'WorkflowTask',
  status: 'WAITING',
  createdAt: Date.UTC(2019, 6, 16, 6, 21, 27, 999),
  beginAt: null,
  finishAt: null,
  request: {
    InputInfo: {
      Type: 'COS',
      CosInputInfo: {
        Bucket: 'TopRankVideo-125xxx88',
        Region: 'ap-chongqing',
        Object: '/movie/201907/WildAnimal.mov',
      },
    },
    TaskNotifyConfig: {
      NotifyType: 'URL',
      NotifyMode: 'Change',
      NotifyUrl: 'https://h.example/notify',
      NotifyKey: 'notify-secret',
    },
    TasksPriority: 5,
    SessionId: 'session-1',
    SessionContext: 'context-1',
  },
  source: null,
  failure: null,
  subtasks: plan.subtasks.map((planned) => ({ ...planned, ...waiting })),
};

/** Half way: the second subtask waits still. */
export const runningTask: TaskView = {
  ...waitingTask,
  status: 'PROCESSING',
  beginAt: Date.UTC(2019, 6, 16, 6, 21, 30),
  source: sourceFacts,
  subtasks: waitingTask.subtasks.map((subtask, index) =>
    index === 0
      ? { ...subtask, status: 'PROCESSING', progress: 42, beginAt: Date.UTC(2019, 6, 16, 6, 21, 30) }
      : subtask,
  ),
};

/** Over: the first subtask has succeeded, the second one has failed. */
export const finishedTask: TaskView = {
  ...runningTask,
  status: 'FINISH',
  finishAt: Date.UTC(2019, 6, 16, 6, 22, 1),
  subtasks: runningTask.subtasks.map((subtask, index) => {
    const ended = { ...subtask, beginAt: runningTask.beginAt, finishAt: Date.UTC(2019, 6, 16, 6, 22, 1) };
    return index === 0
      ? {
          ...ended,
          status: 'SUCCESS',
          progress: 99,
          output: { kind: 'media', media: sourceFacts, md5: 'c'.repeat(32), files: 1 },
        }
      : {
          ...ended,
          status: 'FAIL',
          progress: 42,
          failure: { code: 'SourceFileError.NoVideoMedia', message: 'the source has no picture' },
        };
  }),
};
