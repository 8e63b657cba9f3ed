// A stack of its own for a test file: real processes, free ports, a new state folder, the official SDK.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CallbackEvent } from '../../src/cli/callbackEvent.ts';
import { getObject, openObject, putObject } from '../../src/cli/objects.ts';
import { pollTask } from '../../src/cli/pollTask.ts';
import { freePorts } from '../../src/cli/ports.ts';

import { startReceiver } from '../../src/cli/receiver.ts';
import type { WorkflowTask } from '../../src/cli/results.ts';
import { type MpsClient, type ProcessMediaRequest, sdkClient } from '../../src/cli/sdk.ts';
import { type Stack, startStack } from '../../src/cli/stack.ts';
import type { ReceivedCallback } from '../../src/cli/webhookState.ts';
import { jobFiles, jobProcesses } from '../support/jobProcesses.ts';

export interface TestStack {
  stack: Stack;
  client: MpsClient;
  /** Callbacks in the order in which they came. */
  events: CallbackEvent[];
  /** The requests that brought them. */
  requests: ReceivedCallback[];
  notifyUrl: string;
  /** Where the stack keeps all its state and logs. */
  stateDir: string;
  /** A folder for the test's files. */
  folder: string;
  put(bucket: string, key: string, file: string): Promise<void>;
  /** Downloads `/path` and answers where it is. */
  get(bucket: string, path: string): Promise<string>;
  exists(bucket: string, path: string): Promise<boolean>;
  /** All keys of a bucket of the local account, sorted. */
  objects(bucket: string): Promise<string[]>;
  /** Starts a task and answers it when it is FINISH; `seen` are the states on the way. */
  run(request: ProcessMediaRequest): Promise<{ taskId: string; task: WorkflowTask; seen: WorkflowTask[] }>;
  /** Processes that the backend started and files that it works on. */
  backendLeftovers(): Promise<string[]>;
  stop(): Promise<void>;
}

/** @param vars more variables for the Worker */
export async function startTestStack(vars: Record<string, string> = {}): Promise<TestStack> {
  const root = await mkdtemp(join(tmpdir(), 'edge-mps-e2e-'));
  const [port, backendPort] = (await freePorts(2)) as [number, number];
  const stateDir = join(root, 'state');
  const stack = await startStack({ port, backendPort, stateDir, vars, note: console.error });
  const events: CallbackEvent[] = [];
  const requests: ReceivedCallback[] = [];
  const receiver = await startReceiver(0, (event, request) => {
    events.push(event);
    requests.push(request);
  });
  const client = sdkClient(stack.url, stack.secrets.account);
  const folder = await mkdtemp(join(root, 'files-'));
  return {
    ...{ stack, client, events, requests, stateDir, folder, notifyUrl: receiver.url },
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
    objects: (bucket) => storedKeys(stateDir, `${stack.secrets.account.appId}/${bucket}/`),
    run: async (request) => {
      const { TaskId: taskId = '' } = await client.ProcessMedia(request);
      const seen: WorkflowTask[] = [];
      const task = await pollTask(client, taskId, (state) => seen.push(state));
      return { taskId, task, seen };
    },
    backendLeftovers: async () => [
      ...jobProcesses(stack.backendPid()).map((pid) => `process ${pid}`),
      ...(await jobFiles(join(stateDir, 'work'))),
    ],
    stop: async () => {
      await receiver.close();
      await stack.stop();
      await rm(root, { recursive: true });
    },
  };
}

/** The keys with a prefix in the local R2: there is no call that lists them. */
async function storedKeys(stateDir: string, prefix: string): Promise<string[]> {
  const folder = join(stateDir, 'edge/v3/r2/miniflare-R2BucketObject');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sqlite'));
  return files
    .flatMap((name) => {
      const db = new DatabaseSync(join(folder, name), { readOnly: true });
      try {
        const tables = db.prepare("SELECT 1 FROM sqlite_master WHERE name = '_mf_objects'").all();
        return tables.length > 0 ? db.prepare('SELECT key FROM _mf_objects').all() : [];
      } finally {
        db.close();
      }
    })
    .map(({ key }) => String(key))
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .sort();
}
