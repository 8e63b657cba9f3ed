// What is timed: a task through the system, and bare commands one after another.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../../../src/cli/commandError.ts';
import { startReceiver } from '../../../src/cli/receiver.ts';
import { subtasksOf, WorkflowTask } from '../../../src/cli/results.ts';
import type { MpsClient, ProcessMediaRequest } from '../../../src/cli/sdk.ts';
import { cpuSeconds, endedChildrenSeconds } from '../cpuTime.ts';
import type { BareCommand } from './bareCommands.ts';

const LIMIT_MS = 2 * 3_600_000;

export interface Cost {
  /** Seconds. */
  wall: number;
  /** Seconds, user and system, of all processes that had to do with it, those of ffmpeg too. */
  cpu: number;
}

/** The processes of a system by their ids; null where one is being started again. */
export interface Processes {
  edge: number | null;
  backends: (number | null)[];
}

/** Where the CPU time of a task went, in seconds: edge, and backends with their ffmpeg. */
interface CpuParts {
  edge: number;
  backends: number;
}

/** One thing that a task or the commands made: files that can be compared. */
export interface MadeFiles {
  /** Main file: a video or a playlist; empty of pictures. */
  path: string | null;
  pictures: string[];
}

/**
 * A task from the moment at which it is accepted to the callback that says FINISH: dispatch, download, work, checks,
 * upload, reports and the callback itself. Nobody asks meanwhile: answers would cost CPU time.
 */
export async function runTask(
  client: MpsClient,
  request: ProcessMediaRequest,
  processes: Processes,
): Promise<{ cost: Cost; made: MadeFiles[]; parts: CpuParts }> {
  const before = cpuParts(processes);
  const ended = Promise.withResolvers<void>();
  const receiver = await startReceiver(0, () => ended.resolve());
  const notify = { NotifyType: 'URL', NotifyMode: 'Finish', NotifyUrl: receiver.url };
  const { TaskId = '' } = await client.ProcessMedia({ ...request, TaskNotifyConfig: notify });
  const began = performance.now();
  const timer = setTimeout(() => ended.reject(new CommandError(`${TaskId} did not end in time`)), LIMIT_MS);
  await ended.promise;
  clearTimeout(timer);
  const wall = (performance.now() - began) / 1000;
  const after = cpuParts(processes);
  await receiver.close();
  const task = WorkflowTask.parse((await client.DescribeTaskDetail({ TaskId })).WorkflowTask);
  const parts = { edge: after.edge - before.edge, backends: after.backends - before.backends };
  const failed = subtasksOf(task).filter(({ status }) => status !== 'SUCCESS');
  if (failed.length > 0)
    throw new CommandError(`the task failed: ${failed.map(({ reason }) => reason).join('; ')}`);
  const cost = { wall, cpu: parts.edge + parts.backends };
  return { cost, parts, made: (task.MediaProcessResultSet ?? []).map(madeFiles) };
}

/** What ended in a sandbox is counted by our parent, which is reaper.pl. */
function cpuParts({ edge, backends }: Processes): CpuParts {
  const sandboxed = endedChildrenSeconds(process.ppid);
  const running = backends.reduce<number>((sum, pid) => sum + (pid ? cpuSeconds(pid) : 0), 0);
  return { edge: edge ? cpuSeconds(edge) : 0, backends: running + sandboxed };
}

function madeFiles(result: object): MadeFiles {
  const [output] = Object.values(result).flatMap((one) => (one?.Output ? [one.Output] : []));
  const pictures: string[] = output?.ImagePathSet ?? [];
  return pictures.length > 0 ? { path: null, pictures } : { path: output?.Path ?? null, pictures: [] };
}

/** Runs the commands one after another. */
export async function runBare(commands: BareCommand[]): Promise<Cost> {
  for (const { file } of commands) await mkdir(dirname(file), { recursive: true });
  const before = { wall: performance.now(), cpu: endedChildrenSeconds() };
  for (const { args } of commands)
    await promisify(execFile)(
      process.env.FFMPEG_PATH || 'ffmpeg',
      ['-nostdin', '-v', 'error', '-y', ...args],
      { maxBuffer: 2 ** 26 },
    );
  return {
    wall: (performance.now() - before.wall) / 1000,
    cpu: endedChildrenSeconds() - before.cpu,
  };
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
