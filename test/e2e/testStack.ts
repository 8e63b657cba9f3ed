// A stack of its own for a test file: real processes, free ports, a new state folder, the official SDK.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CallbackEvent } from '../../src/cli/callbackEvent.ts';
import { getObject, openObject, putObject } from '../../src/cli/objects.ts';
import { pollTask } from '../../src/cli/pollTask.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { processIds, processStat } from '../../src/cli/processes.ts';
import { startReceiver } from '../../src/cli/receiver.ts';
import type { WorkflowTask } from '../../src/cli/results.ts';
import { type MpsClient, type ProcessMediaRequest, sdkClient } from '../../src/cli/sdk.ts';
import { type Stack, startStack } from '../../src/cli/stack.ts';

export interface TestStack {
  stack: Stack;
  client: MpsClient;
  /** Callbacks in the order in which they came. */
  events: CallbackEvent[];
  notifyUrl: string;
  /** A folder for the test's files. */
  folder: string;
  put(bucket: string, key: string, file: string): Promise<void>;
  /** Downloads `/path` and answers where it is. */
  get(bucket: string, path: string): Promise<string>;
  exists(bucket: string, path: string): Promise<boolean>;
  /** Starts a task and answers it when it is FINISH; `seen` are the states on the way. */
  run(request: ProcessMediaRequest): Promise<{ taskId: string; task: WorkflowTask; seen: WorkflowTask[] }>;
  /** Processes that the backend started and files that it works on. */
  backendLeftovers(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startTestStack(): Promise<TestStack> {
  const root = await mkdtemp(join(tmpdir(), 'edge-mps-e2e-'));
  const [port, backendPort] = (await freePorts(2)) as [number, number];
  const stateDir = join(root, 'state');
  const stack = await startStack({ port, backendPort, stateDir, note: console.error });
  const events: CallbackEvent[] = [];
  const receiver = await startReceiver(0, (event) => events.push(event));
  const client = sdkClient(stack.url, stack.secrets.account);
  const folder = await mkdtemp(join(root, 'files-'));
  return {
    ...{ stack, client, events, folder, notifyUrl: receiver.url },
    put: async (bucket, key, file) => {
      await putObject(stack, { bucket, key }, file);
    },
    get: async (bucket, path) => {
      const file = join(folder, bucket, basename(path));
      await getObject(stack, { bucket, key: path.slice(1) }, file);
      return file;
    },
    exists: async (bucket, path) => {
      const body = await openObject(stack, { bucket, key: path.slice(1) });
      await body?.cancel();
      return body !== null;
    },
    run: async (request) => {
      const { TaskId: taskId = '' } = await client.ProcessMedia(request);
      const seen: WorkflowTask[] = [];
      const task = await pollTask(client, taskId, (state) => seen.push(state));
      return { taskId, task, seen };
    },
    backendLeftovers: async () => {
      const children = processIds().filter((pid) => {
        const stat = processStat(pid);
        return stat !== null && stat[0] !== 'Z' && Number(stat[1]) === stack.backendPid();
      });
      const entries = await readdir(join(stateDir, 'work'), { recursive: true });
      // <backend>/<run> stays while it runs; what lies in there belongs to a job and goes with it.
      return [
        ...children.map((pid) => `process ${pid}`),
        ...entries.filter((name) => name.split('/').length > 2),
      ];
    },
    stop: async () => {
      await receiver.close();
      await stack.stop();
      await rm(root, { recursive: true });
    },
  };
}
