// What must hold after everything that happened. Each check answers complaints; none: it holds.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getObject } from '../../src/cli/objects.ts';
import { type Subtask, subtasksOf, WorkflowTask } from '../../src/cli/results.ts';
import type { MpsClient } from '../../src/cli/sdk.ts';
import { decodeAll } from '../e2e/ffmpeg.ts';
import { BUCKET } from './clips.ts';
import { type Cluster, until } from './cluster.ts';
import type { Delivered } from './receiver.ts';

/** One call of ProcessMedia as its caller saw it. */
export interface Call {
  sessionId: string;
  taskId: string | null;
  /** Error code of a refused call, "" when it was accepted, "?" when there was no answer. */
  code: string;
}

/** Failures that the system may end a subtask with after so much violence: never one that blames the source. */
const ALLOWED_FAILURE = /^InternalError: given up after 3 attempts/;
const ABORTED = /^Aborted: /;

/** No SessionId has two tasks, whatever its callers were told. */
export function sessionComplaints(calls: Call[], delivered: Delivered[]): string[] {
  const tasks = new Map<string, Set<string>>();
  const add = (sessionId: string, taskId: string) =>
    tasks.set(sessionId, (tasks.get(sessionId) ?? new Set()).add(taskId));
  for (const { sessionId, taskId } of calls) if (taskId) add(sessionId, taskId);
  for (const { event } of delivered) add(event.SessionId ?? '', event.WorkflowTaskEvent?.TaskId ?? '');
  return [...tasks]
    .filter(([sessionId, ids]) => sessionId !== '' && ids.size > 1)
    .map(([sessionId, ids]) => `SessionId ${sessionId} has the tasks ${[...ids].join(' and ')}`);
}

/** The callbacks of a task: one FINISH event, last of all, that says what DescribeTaskDetail says. */
export function callbackComplaints(task: WorkflowTask, delivered: Delivered[]): string[] {
  const mine = delivered.filter(({ event }) => event.WorkflowTaskEvent?.TaskId === task.TaskId);
  const first = mine.filter(({ eventId }, at) => mine.findIndex((one) => one.eventId === eventId) === at);
  const statuses = first.map(({ event }) => event.WorkflowTaskEvent?.Status);
  const complaints: string[] = [];
  if (statuses.filter((status) => status === 'FINISH').length !== 1 || statuses.at(-1) !== 'FINISH')
    complaints.push(`${task.TaskId} has the callbacks ${statuses.join(', ')}`);
  for (const { event } of mine.filter(({ event }) => event.WorkflowTaskEvent?.Status === 'FINISH')) {
    const told = JSON.stringify(event.WorkflowTaskEvent?.MediaProcessResultSet);
    const asked = JSON.stringify(task.MediaProcessResultSet);
    if (told !== asked) complaints.push(`${task.TaskId}: ${differenceOf(told, asked)}`);
  }
  return complaints;
}

/**
 * The files of a finished task: whole, each subtask's from one attempt. `aborted`: somebody wanted to end it.
 */
export async function fileComplaints(
  cluster: Cluster,
  task: WorkflowTask,
  aborted = false,
): Promise<string[]> {
  const complaints = await Promise.all(
    subtasksOf(task).map(async (subtask) => {
      const name = `${task.TaskId} ${subtask.definition}`;
      try {
        if (subtask.status === 'SUCCESS') return await outputComplaints(cluster, task.TaskId, subtask);
        const allowed = ALLOWED_FAILURE.test(subtask.reason) || (aborted && ABORTED.test(subtask.reason));
        return allowed ? [] : [`${name}: ${subtask.status} ${subtask.reason}`];
      } catch (error) {
        return [`${name}: ${String(error).slice(0, 500)}`];
      }
    }),
  );
  return complaints.flat();
}

/** Objects below /out/ that no finished task tells of: what was left of failed and aborted subtasks. */
export async function leftoverComplaints(cluster: Cluster, tasks: WorkflowTask[]): Promise<string[]> {
  const wanted = new Set<string>();
  for (const subtask of tasks.flatMap(subtasksOf)) {
    if (subtask.status !== 'SUCCESS' || !subtask.path) continue;
    wanted.add(subtask.path);
    if (!subtask.path.endsWith('.m3u8')) continue;
    const file = join(cluster.folder, 'fetched', 'manifest.m3u8');
    await getObject(cluster, { bucket: BUCKET, key: subtask.path.slice(1) }, file);
    for (const segment of segmentsOf(await readFile(file, 'utf8')))
      wanted.add(posix.join(posix.dirname(subtask.path), segment));
  }
  const left = (paths: string[]) => paths.filter((path) => !wanted.has(path));
  // The last of them may just be on their way out.
  await until(async () => left(await cluster.objects(BUCKET, 'out/')).length === 0, 15_000).catch(() => {});
  return left(await cluster.objects(BUCKET, 'out/')).map((path) => `${path} was left behind`);
}

/** Where two texts begin to differ. */
function differenceOf(told: string, asked: string): string {
  const at = [...told].findIndex((letter, index) => letter !== asked[index]);
  return `told "${told.slice(at - 40, at + 80)}", asked "${asked.slice(at - 40, at + 80)}"`;
}

async function outputComplaints(cluster: Cluster, taskId: string, subtask: Subtask): Promise<string[]> {
  const path = subtask.path ?? '';
  const file = await fetchFile(cluster, taskId, path);
  const md5 = createHash('md5')
    .update(await readFile(file))
    .digest('hex');
  const segments = path.endsWith('.m3u8') ? segmentsOf(await readFile(file, 'utf8')) : [];
  const paths = [path, ...segments.map((segment) => posix.join(posix.dirname(path), segment))];
  for (const one of paths.slice(1)) await fetchFile(cluster, taskId, one);
  await decodeAll(file);
  const stored = await Promise.all(paths.map((one) => cluster.metadata(BUCKET, one)));
  const writers = new Set(stored.map((metadata) => `${metadata?.task} ${metadata?.fence}`));
  return [
    ...(md5 === subtask.md5 ? [] : [`${path} is not the file that was reported`]),
    ...(writers.size === 1 && stored[0]?.task === taskId
      ? []
      : [`${path} was written by ${[...writers].join(', ')}`]),
  ];
}

async function fetchFile(cluster: Cluster, taskId: string, path: string): Promise<string> {
  const file = join(cluster.folder, 'fetched', taskId, basename(path));
  await getObject(cluster, { bucket: BUCKET, key: path.slice(1) }, file);
  return file;
}

function segmentsOf(playlist: string): string[] {
  return playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** The task as DescribeTaskDetail tells it now. */
export async function describe(client: MpsClient, taskId: string): Promise<WorkflowTask> {
  // At most 20 a second are answered.
  await sleep(60);
  const detail = await client.DescribeTaskDetail({ TaskId: taskId });
  return WorkflowTask.parse(detail.WorkflowTask);
}
