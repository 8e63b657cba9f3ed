// Whatever dies, and whenever: the task ends once, its files are whole, its callback comes and its slot is free.
// Real processes on an edge whose times are a tenth (a lease is 3 s).
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, describe as group, test } from 'vitest';
import { subtasksOf, type WorkflowTask } from '../../src/cli/results.ts';
import { type MpsClient, sdkClient } from '../../src/cli/sdk.ts';
import { BUCKET, type ClipKey, putClips } from '../faults/clips.ts';
import { Cluster, until } from '../faults/cluster.ts';
import { type FfmpegStand, ffmpegStand } from '../faults/ffmpegStand.ts';
import { callbackComplaints, describe, fileComplaints } from '../faults/history.ts';
import { type FaultyReceiver, startFaultyReceiver } from '../faults/receiver.ts';
import { jobProcesses } from '../support/jobProcesses.ts';

const BACKENDS = ['one', 'two'];
/** A disk of 2 MB, if this user may mount one: a backend keeps more free than that for every source. */
const SMALL_DISK = join(mkdtempSync(join(tmpdir(), 'small-disk-')), 'work');
mkdirSync(SMALL_DISK);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', SMALL_DISK]).status === 0;

let cluster: Cluster;
let receiver: FaultyReceiver;
let stand: FfmpegStand;
let client: MpsClient;
let tasks = 0;

beforeAll(async () => {
  stand = await ffmpegStand();
  const env = { FFMPEG_PATH: stand.program, SANDBOX: 'none' };
  cluster = await Cluster.start([
    ...BACKENDS.map((id) => ({ id, env })),
    { id: 'full', env: { WORK_DIR: SMALL_DISK }, later: true },
  ]);
  receiver = await startFaultyReceiver();
  client = sdkClient(cluster.url, cluster.secrets.account);
  await putClips(cluster);
});
afterEach(() => cluster.setFaults({}));
afterAll(async () => {
  receiver?.close();
  await cluster?.stop();
  await stand?.remove();
  if (mounted) spawnSync('umount', [SMALL_DISK]);
  rmSync(join(SMALL_DISK, '..'), { recursive: true, force: true });
});

async function submit(clip: ClipKey = 'two.mp4', definitions = [10]): Promise<string> {
  const { TaskId = '' } = await client.ProcessMedia({
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: clip } },
    OutputDir: `/out/${tasks++}/`,
    MediaProcessTask: { TranscodeTaskSet: definitions.map((Definition) => ({ Definition })) },
    TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: receiver.url },
  });
  return TaskId;
}

/** Submits a task whose first encoding is slow; answers the backend that runs it, once it does. */
async function submitSlow(): Promise<{ taskId: string; backend: string }> {
  await stand.next('slow');
  const taskId = await submit('long.mp4');
  await until(stand.begun);
  return { taskId, backend: await busyBackend() };
}

async function busyBackend(): Promise<string> {
  let found: string | undefined;
  await until(async () => {
    const busy = await Promise.all(BACKENDS.map(async (id) => (await cluster.health(id)).busy > 0));
    found = BACKENDS[busy.indexOf(true)];
    return found !== undefined;
  });
  return found!;
}

async function finished(taskId: string): Promise<WorkflowTask> {
  let task: WorkflowTask | undefined;
  await until(async () => {
    task = await describe(client, taskId);
    return task.Status === 'FINISH';
  });
  return task!;
}

/** What must hold at the end of each story. Answers which attempt wrote the first output. */
async function expectWhole(taskId: string): Promise<number> {
  const task = await finished(taskId);
  expect(subtasksOf(task).map(({ status, reason }) => status + reason)).toEqual(
    subtasksOf(task).map(() => 'SUCCESS'),
  );
  expect(await fileComplaints(cluster, task)).toEqual([]);
  await expect
    .poll(() => callbackComplaints(task, receiver.delivered), { timeout: 30_000, interval: 100 })
    .toEqual([]);
  await expectIdle();
  expect(await describe(client, taskId)).toEqual(task);
  const metadata = await cluster.metadata(BUCKET, subtasksOf(task)[0]!.path!);
  return Number(metadata?.fence?.split(':').at(-1));
}

/** No slot is taken, here or there, and no ffmpeg is left. */
async function expectIdle(): Promise<void> {
  await expect.poll(() => cluster.ready(), { timeout: 20_000 }).toMatchObject({ waiting: 0, running: 0 });
  for (const id of BACKENDS) {
    await expect.poll(async () => (await cluster.health(id)).busy, { timeout: 20_000 }).toBe(0);
    expect(jobProcesses(cluster.backendPid(id))).toEqual([]);
  }
}

group('a backend', () => {
  test('killed while it encodes: the next attempt makes the file', async () => {
    const { taskId, backend } = await submitSlow();
    await cluster.endBackend(backend, 'SIGKILL');
    cluster.startBackend(backend);
    expect(await expectWhole(taskId)).toBe(2);
  });

  test.each([
    ['uploads', 'PUT', 1],
    ['reports', '/report', 2],
  ] as const)('killed while it %s', async (_, hold, request) => {
    await cluster.setFaults({ hold, holdMs: 1_000 });
    const taskId = await submit();
    await until(async () => (await cluster.held()) >= request);
    const backend = await busyBackend();
    await cluster.endBackend(backend, 'SIGKILL');
    await cluster.setFaults({});
    cluster.startBackend(backend);
    await expectWhole(taskId);
  });

  test('told to end gives its job back, and that does not count', async () => {
    const { taskId, backend } = await submitSlow();
    await cluster.endBackend(backend, 'SIGTERM');
    cluster.startBackend(backend);
    expect(await expectWhole(taskId)).toBe(2);
    expect(await edgeSaid('job.attempt_lost', taskId)).toMatchObject([{ attempt: 1, reason: 'given back' }]);
  });

  test('frozen past its lease: the newer attempt counts, the old one stops', async () => {
    const { taskId, backend } = await submitSlow();
    cluster.signalBackend(backend, 'SIGSTOP');
    await finished(taskId);
    cluster.signalBackend(backend, 'SIGCONT');
    expect(await expectWhole(taskId)).toBe(2);
    expect(await edgeSaid('job.attempt_lost', taskId)).toMatchObject([
      { attempt: 1, backend, reason: 'the backend was not heard from' },
    ]);
  });

  test('with a full disk: another one does the work', async (context) => {
    if (!mounted) return context.skip('only a user who may mount has a small disk to fill');
    cluster.startBackend('full');
    await until(async () => (await cluster.ready()).backends === 3);
    const taskIds = await Promise.all([1, 2, 3].map(() => submit('one.mp4')));
    for (const taskId of taskIds) await expectWhole(taskId);
    await cluster.endBackend('full', 'SIGTERM');
    const lost = await Promise.all(taskIds.map((taskId) => edgeSaid('job.attempt_lost', taskId)));
    expect(lost.flat()[0]).toMatchObject({ backend: 'full', reason: expect.stringContaining('disk space') });
  });
});

group('ffmpeg', () => {
  test.each(['hang', 'crash'] as const)('%s: the next attempt makes the file', async (mode) => {
    await stand.next(mode);
    const taskId = await submit();
    expect(await expectWhole(taskId)).toBe(2);
  });

  test('of an aborted task is stopped, and nothing of it is kept', async () => {
    const { taskId, backend } = await submitSlow();
    await client.ManageTask({ OperationType: 'Abort', TaskId: taskId });
    const task = await finished(taskId);
    expect(subtasksOf(task)).toMatchObject([{ status: 'FAIL' }]);
    await expectIdle();
    expect(jobProcesses(cluster.backendPid(backend))).toEqual([]);
    expect(await cluster.metadata(BUCKET, `/out/${tasks - 1}/long_transcode_10.mp4`)).toBeNull();
  });
});

group('the edge', () => {
  test.each([
    ['right after it accepted', async () => [await submit('two.mp4', [10, 1010])]],
    ['while a backend encodes', async () => [(await submitSlow()).taskId]],
    [
      'while a backend uploads',
      async () => {
        await cluster.setFaults({ hold: 'PUT', holdMs: 1_000 });
        const taskId = await submit('two.mp4', [10, 1010]);
        await until(async () => (await cluster.held()) > 0);
        return [taskId];
      },
    ],
  ])('killed %s goes on where it was', async (_, before) => {
    const taskIds = await before();
    await cluster.killEdge();
    await cluster.startEdge();
    for (const taskId of taskIds) await expectWhole(taskId);
  });
});

test('the edge killed in the middle of a scheme, twice: each node is made once, none is forgotten', async () => {
  const node = (ActivityType: string, ReardriveIndex: number[], Definition = 0) => {
    return {
      ActivityType,
      ReardriveIndex,
      ...(Definition && { ActivityPara: { TranscodeTask: { Definition } } }),
    };
  };
  await stand.next('slow');
  const { TaskId: taskId = '' } = await client.ProcessMedia({
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: 'two.mp4' } },
    OutputDir: `/out/${tasks++}/`,
    Activities: [
      node('input', [1]),
      node('action-trans', [2, 3], 10),
      node('action-trans', [4], 1010),
      node('action-trans', [4], 20),
      node('output', []),
    ],
    TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: receiver.url },
  });
  const results = async () => {
    const { Status, ScheduleTask } = await client.DescribeTaskDetail({ TaskId: taskId });
    const items = (ScheduleTask?.ActivityResultSet ?? []).map(
      ({ ActivityResItem }) => ActivityResItem!.TranscodeTask!,
    );
    return { over: Status === 'FINISH', statuses: items.map((item) => item.Status), items };
  };
  await until(stand.begun);
  await cluster.killEdge();
  await cluster.startEdge();
  await until(async () => (await results()).statuses[0] === 'SUCCESS');
  await cluster.killEdge();
  await cluster.startEdge();
  await until(async () => (await results()).over);
  const { statuses, items } = await results();
  expect(statuses).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
  for (const { Output } of items)
    expect(await cluster.metadata(BUCKET, Output!.Path!)).toMatchObject({ task: taskId });
  const events = () => receiver.delivered.filter(({ event }) => JSON.stringify(event).includes(taskId));
  await expect.poll(events, { timeout: 30_000 }).toHaveLength(1);
  await expectIdle();
  expect(await edgeSaid('task.created', taskId)).toHaveLength(1);
});

test('a storage that takes nothing for a while costs no attempt', async () => {
  await cluster.setFaults({ refuseUploads: true });
  const taskId = await submit();
  await busyBackend();
  // Longer than one file's own tries.
  await sleep(3_500);
  await cluster.setFaults({});
  expect(await expectWhole(taskId)).toBe(1);
});

test('a receiver that is down for a while gets its callback', async () => {
  receiver.down = true;
  const taskId = await submit('one.mp4');
  await finished(taskId);
  await until(() => receiver.refused > 0);
  receiver.down = false;
  await expectWhole(taskId);
});

/** What the edge logged about a task's jobs under this event. */
async function edgeSaid(event: string, taskId: string): Promise<Record<string, unknown>[]> {
  const log = await readFile(join(cluster.folder, 'logs/edge.log'), 'utf8');
  return log
    .split('\n')
    .filter((line) => line.startsWith('{') && line.includes(`"event":"${event}"`) && line.includes(taskId))
    .map((line) => JSON.parse(line));
}
