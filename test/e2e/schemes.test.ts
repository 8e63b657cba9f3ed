// Schemes through the whole system: real files pass from node to node.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ffprobe, streamOf } from '../../src/cli/ffprobe.ts';
import type { ProcessMediaRequest } from '../../src/cli/sdk.ts';
import { cosTrigger, node, PUBLISHED, SIMPLE, trans } from '../support/schemes.ts';
import { decodeAll, ffmpeg } from './ffmpeg.ts';
import { startTestStack, type TestStack } from './testStack.ts';

const BUCKET = 'schemes-1250000000';
const INPUT = {
  Type: 'COS',
  CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: '/in/clip.mp4' },
};
let system: TestStack;
let names = 0;

beforeAll(async () => {
  system = await startTestStack();
  const clip = join(system.folder, 'clip.mp4');
  const sources = ['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=25:d=1', '-f', 'lavfi', '-i', 'sine=d=1'];
  await ffmpeg(...sources, '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-shortest', clip);
  await system.put(BUCKET, 'in/clip.mp4', clip);
  const broken = join(system.folder, 'broken.mp4');
  await ffmpeg('-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', broken);
  await system.put(BUCKET, 'in/sound.mp4', broken);
});
afterAll(async () => {
  await system?.stop();
});

interface Result {
  ActivityType: string;
  ActivityResItem: Record<string, Item | null>;
}
interface Item {
  Status: string;
  ErrCodeExt: string;
  Message: string;
  Output: { Path?: string; Width?: number; ImagePathSet?: string[]; RearDriveIndex?: number[] } | null;
}

async function created(more: object = {}): Promise<number> {
  const { ScheduleId } = await system.client.CreateSchedule({
    ...{ ScheduleName: `scheme ${names++}`, Trigger: cosTrigger('nowhere-1250000000'), Activities: SIMPLE },
    ...more,
  });
  return ScheduleId as number;
}

/** Starts a task and answers what each activity has, once all are over. */
async function finished(TaskId: string): Promise<{ type: string; item: Item }[]> {
  for (;;) {
    const { Status, ScheduleTask } = await system.client.DescribeTaskDetail({ TaskId });
    if (Status === 'FINISH') {
      return (ScheduleTask!.ActivityResultSet as unknown as Result[]).map(
        ({ ActivityType, ActivityResItem }) => ({
          ...{ type: ActivityType, item: Object.values(ActivityResItem).find((each) => each !== null)! },
        }),
      );
    }
    await sleep(200);
  }
}

async function run(more: Partial<ProcessMediaRequest>) {
  const { TaskId = '' } = await system.client.ProcessMedia({ InputInfo: INPUT, ...more });
  return finished(TaskId);
}

test('the published example: eleven nodes in three chains', async () => {
  const ScheduleId = await created({
    ...{ Activities: PUBLISHED, OutputDir: 'output/' },
    OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'out-1250000000', Region: 'ap-nanjing' } },
    TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: system.notifyUrl },
  });
  const results = await run({ ScheduleId });
  expect(results.map(({ type, item }) => [type, item.Status, item.Message])).toEqual(
    Array(9).fill(['Transcode', 'SUCCESS', 'SUCCESS']),
  );
  const paths = results.map(({ item }) => item.Output!.Path!);
  expect(new Set(paths).size).toBe(9);
  expect(await system.objects('out-1250000000')).toEqual(paths.map((path) => path.slice(1)).sort());
  for (const path of paths.filter((_, index) => [0, 4, 8].includes(index))) {
    const file = await system.get('out-1250000000', path);
    expect(streamOf(await ffprobe(file), 'video')).toMatchObject({ width: 320, height: 180 });
    await decodeAll(file);
  }
  await expect.poll(() => system.events).toHaveLength(1);
  expect(system.events[0]).toMatchObject({
    ...{ EventType: 'ScheduleTask', WorkflowTaskEvent: null },
    ScheduleTaskEvent: { Status: 'FINISH', ActivityResultSet: { length: 9 } },
  });
  const Content = JSON.stringify(system.events[0]);
  const parsed = await system.client.ParseNotification({ Content });
  expect(parsed).toMatchObject({
    EventType: 'ScheduleTask',
    ScheduleTaskEvent: { ActivityResultSet: { length: 9 } },
  });
  const { TaskSet } = await system.client.DescribeTasks({ Status: 'FINISH' });
  expect(TaskSet![0]).toMatchObject({ TaskType: 'ScheduleTask', SubTaskTypes: ['action-trans'] });
});

test('each kind of activity that runs here, fed by a transcoding', async () => {
  const picture = (type: string, para: object) => node(type, [8], para);
  const results = await run({
    OutputDir: '/kinds/',
    Activities: [
      node('input', [1]),
      trans([2, 3, 4, 5, 6, 7]),
      picture('action-animated-graphics', {
        AnimatedGraphicTask: { Definition: 20000, StartTimeOffset: 0, EndTimeOffset: 1 },
      }),
      picture('action-snapshotByTimeOffset', {
        SnapshotByTimeOffsetTask: { Definition: 10, ExtTimeOffsetSet: ['1s'] },
      }),
      picture('action-samplesnapshot', { SampleSnapshotTask: { Definition: 10 } }),
      picture('action-image-sprite', { ImageSpriteTask: { Definition: 10 } }),
      trans([8], { Definition: 1010 }),
      picture('action-adaptive-substream', { AdaptiveDynamicStreamingTask: { Definition: 10 } }),
      node('output'),
    ],
  });
  expect(results.map(({ type, item }) => [type, item.Status])).toEqual([
    ...[
      ['Transcode', 'SUCCESS'],
      ['AnimatedGraphics', 'SUCCESS'],
      ['SnapshotByTimeOffset', 'SUCCESS'],
    ],
    ...[
      ['SampleSnapshot', 'SUCCESS'],
      ['ImageSprites', 'SUCCESS'],
      ['Transcode', 'SUCCESS'],
    ],
    ['AdaptiveDynamicStreaming', 'SUCCESS'],
  ]);
  expect(results[5]!.item.Output!.Path).toBe('/kinds/clip_transcode_10_transcode_1010.mp3');
  const written = await system.objects(BUCKET);
  expect(written).toContain('kinds/clip_transcode_10_animatedGraphic_20000.gif');
  expect(written).toContain('kinds/clip_transcode_10_imageSprite_10.vtt');
  expect(written).toContain('kinds/clip_transcode_10_adaptiveDynamicStreaming_10.m3u8');
});

test('a playlist that a node has written is what the next one reads', async () => {
  const results = await run({
    OutputDir: '/playlist/',
    Activities: [node('input', [1]), trans([2], { Definition: 210 }), trans([3]), node('output')],
  });
  expect(results.map(({ item }) => [item.Status, item.Output?.Path])).toEqual([
    ['SUCCESS', '/playlist/clip_transcode_210.m3u8'],
    ['SUCCESS', '/playlist/clip_transcode_210_transcode_10.mp4'],
  ]);
});

test('rules choose by what the source is, and nothing else is made', async () => {
  const rule = (Value: string, next: number) => ({
    ...{ Conditions: [{ Key: 'Height', Value }], RearDriveIndexs: [next] },
  });
  const results = await run({
    OutputDir: '/rules/',
    Activities: [
      node('input', [1]),
      node('action-exec-rules', [2, 3], { ExecRulesTask: { Rules: [rule('>=720', 2), rule('<720', 3)] } }),
      trans([4], { Definition: 30 }),
      trans([4]),
      node('output'),
    ],
  });
  expect(results).toMatchObject([
    { type: 'ExecRules', item: { Status: 'SUCCESS', Output: { RearDriveIndex: [3] } } },
    { type: 'Transcode', item: { Status: 'SUCCESS', Output: { Path: '/rules/clip_transcode_10.mp4' } } },
  ]);
  expect((await system.objects(BUCKET)).filter((key) => key.startsWith('rules/'))).toEqual([
    'rules/clip_transcode_10.mp4',
  ]);
});

test('a failed node fails what depends on it, and nothing else', async () => {
  const sample = node('action-samplesnapshot', [5], { SampleSnapshotTask: { Definition: 10 } });
  const { TaskId = '' } = await system.client.ProcessMedia({
    InputInfo: { ...INPUT, CosInputInfo: { ...INPUT.CosInputInfo, Object: '/in/sound.mp4' } },
    OutputDir: '/fail/',
    // Sound alone: what needs a picture fails.
    Activities: [
      node('input', [1, 2]),
      trans([3], { Definition: 1010 }),
      trans([4], { Definition: 10, OverrideParameter: { RemoveAudio: 1 } }),
      trans([5], { Definition: 1020 }),
      sample,
      node('output'),
    ],
  });
  const results = await finished(TaskId);
  expect(results.map(({ item }) => item.Status)).toEqual(['SUCCESS', 'FAIL', 'SUCCESS', 'FAIL']);
  expect(results[3]!.item.Message).toMatch(/^`Activities\.2`, on which this depends, failed: ./);
  expect(results[3]!.item.ErrCodeExt).toBe(results[1]!.item.ErrCodeExt);
  expect((await system.objects(BUCKET)).filter((key) => key.startsWith('fail/'))).toEqual([
    'fail/sound_transcode_1010.mp3',
    'fail/sound_transcode_1010_transcode_1020.mp3',
  ]);
});

test('a scheme that is modified while it runs: the task keeps what it was accepted with', async () => {
  const chain = [node('input', [1]), trans([2]), trans([3]), node('output')];
  const ScheduleId = await created({ OutputDir: '/before/', Activities: chain });
  const { TaskId = '' } = await system.client.ProcessMedia({ InputInfo: INPUT, ScheduleId });
  await system.client.ModifySchedule({ ScheduleId, OutputDir: '/after/', Activities: SIMPLE });
  const [old, fresh] = await Promise.all([finished(TaskId), run({ ScheduleId })]);
  expect([old.length, old.every(({ item }) => item.Output!.Path!.startsWith('/before/'))]).toEqual([2, true]);
  expect(fresh.map(({ item }) => item.Output!.Path)).toEqual(['/after/clip_transcode_10.mp4']);
});

test('a file that is put into a bucket starts what listens there, once, and what that writes starts nothing', async () => {
  const bucket = 'drop-1250000000';
  const ScheduleId = await created({ Trigger: cosTrigger(bucket, { Dir: '/in/' }) });
  await system.client.EnableSchedule({ ScheduleId });
  const { WorkflowId } = await system.client.CreateWorkflow({
    ...{ WorkflowName: 'all sound', Trigger: cosTrigger(bucket), OutputDir: '/sound/' },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 1010 }] },
  });
  await system.client.EnableWorkflow({ WorkflowId: WorkflowId! });
  const clip = join(system.folder, 'clip.mp4');
  await system.put(bucket, 'in/new.mp4', clip);
  await system.put(bucket, 'in/new.mp4', clip);
  // The workflow takes the scheme's output too, but not its own; the scheme takes only what is in /in/.
  const expected = [
    ...['in/new.mp4', 'in/new_transcode_10.mp4', 'sound/new_transcode_1010.mp3'],
    'sound/new_transcode_10_transcode_1010.mp3',
  ];
  await expect.poll(() => system.objects(bucket), { timeout: 60_000, interval: 500 }).toEqual(expected);
  await sleep(2_000);
  expect(await system.objects(bucket)).toEqual(expected);
  const { TaskSet = [] } = await system.client.DescribeTasks({ Status: 'FINISH', Limit: 100 });
  const inputs = await Promise.all(
    TaskSet.map(async ({ TaskId }) => {
      const { WorkflowTask, ScheduleTask } = await system.client.DescribeTaskDetail({ TaskId: TaskId! });
      const { CosInputInfo: cos } = (WorkflowTask ?? ScheduleTask)!.InputInfo!;
      return cos?.Bucket === bucket ? [WorkflowTask ? 'workflow' : 'scheme', cos.Object] : null;
    }),
  );
  expect(inputs.filter((each) => each !== null).sort()).toEqual([
    ['scheme', '/in/new.mp4'],
    ['workflow', '/in/new.mp4'],
    ['workflow', '/in/new_transcode_10.mp4'],
  ]);
});
