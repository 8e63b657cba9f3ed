// One edge and one backend for all conformance tests, and one task that has run to its end.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { CallbackEvent } from '../../src/cli/callbackEvent.ts';
import { putObject } from '../../src/cli/objects.ts';
import { pollTask } from '../../src/cli/pollTask.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { startReceiver } from '../../src/cli/receiver.ts';
import { sdkClient } from '../../src/cli/sdk.ts';
import { localSecrets } from '../../src/cli/settings.ts';
import { startStack } from '../../src/cli/stack.ts';
import { ffmpeg, RECORDING } from '../e2e/ffmpeg.ts';
import { BUCKET, HARD_TEXT, NOTIFY_KEY, OBJECT, THROTTLED } from './fixtures.ts';

declare module 'vitest' {
  interface ProvidedContext {
    edgeUrl: string;
    finishedTaskId: string;
    /** The body of its callback. */
    callback: string;
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
      MPS_NOTIFY: JSON.stringify({ '*': { sqs: { endpoint: 'http://127.0.0.1:9' } } }),
      RATE_LIMITS: JSON.stringify({ [account.appId]: { '*': 1000 }, [THROTTLED.appId]: { '*': 0 } }),
    },
  });
  const callback = Promise.withResolvers<CallbackEvent>();
  const receiver = await startReceiver(0, callback.resolve);
  const teardown = async () => {
    await receiver.close();
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
      SessionContext: HARD_TEXT,
      TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: receiver.url, NotifyKey: NOTIFY_KEY },
    });
    await pollTask(client, TaskId, () => {});
    project.provide('callback', JSON.stringify(await callback.promise));
    project.provide('edgeUrl', stack.url);
    project.provide('finishedTaskId', TaskId);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}
