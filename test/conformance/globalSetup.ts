// One edge and one backend for all conformance tests, and one task that has run to its end.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { putObject } from '../../src/cli/objects.ts';
import { pollTask } from '../../src/cli/pollTask.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { sdkClient } from '../../src/cli/sdk.ts';
import { localSecrets } from '../../src/cli/settings.ts';
import { startStack } from '../../src/cli/stack.ts';
import { ffmpeg, RECORDING } from '../e2e/ffmpeg.ts';

export const BUCKET = 'conformance-1250000000';
export const OBJECT = '/in/short.mp4';
/** An account that may send nothing at all: every call of its is throttled. */
export const THROTTLED = {
  appId: '1250000009',
  secretId: 'AKIDthrottled',
  secretKey: 'throttled-secret-key',
};

declare module 'vitest' {
  interface ProvidedContext {
    edgeUrl: string;
    finishedTaskId: string;
  }
}

export default async function setup(project: TestProject) {
  const root = await mkdtemp(join(tmpdir(), 'edge-mps-conformance-'));
  const [port, backendPort] = (await freePorts(2)) as [number, number];
  const { account } = localSecrets();
  const stack = await startStack({
    ...{ port, backendPort, stateDir: join(root, 'state'), note: console.error },
    vars: {
      MPS_ACCOUNTS: JSON.stringify([account, THROTTLED]),
      RATE_LIMITS: JSON.stringify({ [account.appId]: { '*': 1000 }, [THROTTLED.appId]: { '*': 0 } }),
    },
  });
  const teardown = async () => {
    await stack.stop();
    await rm(root, { recursive: true });
  };
  try {
    const source = join(root, 'short.mp4');
    await ffmpeg('-i', RECORDING, '-t', '1', '-c', 'copy', source);
    await putObject(stack, { bucket: BUCKET, key: OBJECT.slice(1) }, source);
    const client = sdkClient(stack.url, account);
    const { TaskId = '' } = await client.ProcessMedia({
      InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: OBJECT } },
      MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }, { Definition: 1010 }] },
    });
    await pollTask(client, TaskId, () => {});
    project.provide('edgeUrl', stack.url);
    project.provide('finishedTaskId', TaskId);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}
