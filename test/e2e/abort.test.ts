// ManageTask ends what runs: ffmpeg, the subtasks, what they wrote; and the slot is free for the next task.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processIds, processStat } from '../../src/cli/processes.ts';
import { subtasksOf, WorkflowTask } from '../../src/cli/results.ts';
import { ffmpeg, RECORDING } from './ffmpeg.ts';
import { startTestStack, type TestStack } from './testStack.ts';

const BUCKET = 'abort-1250000000';
/** What the answer of ManageTask promises. */
const STOPPED_WITHIN_MS = 2_000;
let system: TestStack;

beforeAll(async () => {
  system = await startTestStack();
});
afterAll(async () => {
  await system?.stop();
});

/** The ffmpeg processes among all that descend from the backend. */
function encoders(): number[] {
  const parents = new Map(
    processIds().flatMap((pid) => {
      const stat = processStat(pid);
      return stat && stat[0] !== 'Z' ? [[pid, Number(stat[1])] as const] : [];
    }),
  );
  const descends = (pid: number | undefined): boolean =>
    pid !== undefined && (parents.get(pid) === system.stack.backendPid() || descends(parents.get(pid)));
  return [...parents.keys()].filter((pid) => descends(pid) && commandOf(pid) === 'ffmpeg');
}

/** "" for a process that has just ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

async function taskOf(TaskId: string): Promise<WorkflowTask> {
  return WorkflowTask.parse((await system.client.DescribeTaskDetail({ TaskId })).WorkflowTask);
}

test('a running task is aborted', async () => {
  const source = join(system.folder, 'long.mp4');
  await ffmpeg('-stream_loop', '-1', '-i', RECORDING, '-t', '60', '-c', 'copy', source);
  await system.put(BUCKET, 'in/long.mp4', source);
  const InputInfo = {
    Type: 'COS',
    CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: '/in/long.mp4' },
  };
  const TaskNotifyConfig = { NotifyType: 'URL', NotifyUrl: system.notifyUrl };
  const { TaskId = '' } = await system.client.ProcessMedia({
    InputInfo,
    OutputDir: '/out/',
    // H.265 at 1080p, and HLS, whose first segments are whole long before the end.
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 540 }, { Definition: 210 }] },
    TaskNotifyConfig,
  });
  await expect
    .poll(async () => subtasksOf(await taskOf(TaskId)).map(({ progress }) => progress > 0), {
      timeout: 120_000,
      interval: 200,
    })
    .toContain(true);
  expect(encoders().length).toBeGreaterThan(0);

  await system.client.ManageTask({ OperationType: 'Abort', TaskId });
  await sleep(STOPPED_WITHIN_MS);
  expect(encoders()).toEqual([]);

  const detail = await system.client.DescribeTaskDetail({ TaskId });
  expect(detail.Status).toBe('FINISH');
  expect(
    detail.WorkflowTask?.MediaProcessResultSet?.map(({ TranscodeTask: result }) => [
      result?.Status,
      result?.ErrCodeExt,
      result?.Output,
    ]),
  ).toEqual([
    ['FAIL', 'Aborted', null],
    ['FAIL', 'Aborted', null],
  ]);
  await expect(system.client.ManageTask({ OperationType: 'Abort', TaskId })).rejects.toMatchObject({
    code: 'InvalidParameterValue.NotProcessingTask',
  });

  const told = () => system.events.filter((event) => event.WorkflowTaskEvent?.TaskId === TaskId);
  await expect.poll(() => told().length, { timeout: 30_000, interval: 100 }).toBe(1);
  expect(told()[0]?.WorkflowTaskEvent?.Status).toBe('FINISH');
  await expect
    .poll(() => system.objects(BUCKET), { timeout: 10_000, interval: 100 })
    .toEqual(['in/long.mp4']);
  await expect.poll(system.backendLeftovers, { timeout: 10_000, interval: 100 }).toEqual([]);

  // All slots are as free as before.
  const short = join(system.folder, 'short.mp4');
  await ffmpeg('-i', RECORDING, '-t', '1', '-c', 'copy', short);
  await system.put(BUCKET, 'in/short.mp4', short);
  const next = await system.run({
    InputInfo: { ...InputInfo, CosInputInfo: { ...InputInfo.CosInputInfo, Object: '/in/short.mp4' } },
    OutputDir: '/out/',
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
  });
  expect(subtasksOf(next.task).map(({ status }) => status)).toEqual(['SUCCESS']);
  // The aborted task stays over, and nothing of it has come since.
  expect(subtasksOf(await taskOf(TaskId)).map(({ status }) => status)).toEqual(['FAIL', 'FAIL']);
  expect(await system.objects(BUCKET)).toEqual(['in/long.mp4', 'in/short.mp4', 'out/short_transcode_10.mp4']);
});
