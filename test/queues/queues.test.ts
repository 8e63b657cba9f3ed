// npm run test:queues: callbacks against software that others wrote. SQS is moto's server, which checks signatures and
// policies; and the CMQ client for Python sends to our own server of CMQ's wire form, so that its check is checked.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePorts } from '../../src/cli/ports.ts';
import { deliver } from '../../src/notify/deliver.ts';
import type { DueCallback } from '../../src/notify/dueCallback.ts';
import { targetOf } from '../../src/notify/target.ts';
import { secretOfNotifyKey } from '../../src/notify/webhookSecret.ts';
import { execute } from '../clients/execute.ts';
import { pythonVenv } from '../clients/sdks.ts';
import { QUEUE_KEYS, startQueueService } from '../support/queueService.ts';

const BODY = '{"EventType":"WorkflowTask","SessionContext":"a&b=c +%2B 测试"}';
const secret = secretOfNotifyKey('k');
const LIMITS = { allowLoopback: true, timeoutMs: 10_000 };
/** The calls of prepare.py: from then on moto wants a signature. */
const PREPARING_CALLS = 5;

let folder: string;
let venv: string;
let moto: ChildProcess;
let motoUrl: string;
let keys: { id: string; key: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edge-mps-queues-'));
  venv = await pythonVenv(folder, 'moto[server]==5.2.5', 'abmn-qcloud-cmq-sdk-py3==0.2');
  const [port] = (await freePorts(1)) as [number];
  motoUrl = `http://127.0.0.1:${port}`;
  moto = spawn(join(venv, 'bin/moto_server'), ['-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, INITIAL_NO_AUTH_ACTION_COUNT: String(PREPARING_CALLS) },
    stdio: 'ignore',
  });
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
    if (await fetch(`${motoUrl}/moto-api/`).catch(() => null)) break;
  }
  keys = JSON.parse(await python('prepare.py', motoUrl));
}, 300_000);
afterAll(async () => {
  moto?.kill();
  await rm(folder, { recursive: true, force: true });
});

async function python(program: string, ...args: string[]): Promise<string> {
  const argv = [join(venv, 'bin/python'), join(import.meta.dirname, program), ...args];
  return (await execute(argv, { cwd: folder })).stdout;
}

function due(queue: string, own: typeof keys): DueCallback {
  const MPS_NOTIFY = JSON.stringify({ '*': { sqs: { endpoint: motoUrl } } });
  const config = { NotifyType: 'AWS-SQS', AwsSQS: { SQSRegion: 'us-east-1', SQSQueueName: queue } };
  const target = targetOf({ MPS_NOTIFY }, '1', config, own);
  return { taskId: 'task', target, eventId: 'task-1', attempt: 1, body: BODY, secret };
}

it.each(['q', 'q.fifo'])('moto takes a message for %s, and gives it out whole', async (queue) => {
  expect(await deliver(due(queue, keys), LIMITS)).toEqual({ status: 200, error: null, retryAfter: null });
  const [message] = JSON.parse(await python('receive.py', motoUrl, keys.id, keys.key, queue));
  expect(message.Body).toBe(BODY);
  const attributes = Object.entries(message.MessageAttributes as Record<string, { StringValue: string }>);
  const headers = Object.fromEntries(attributes.map(([name, { StringValue }]) => [name, StringValue]));
  expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
  if (queue === 'q.fifo') expect(message.Attributes.MessageGroupId).toBe('task');
});

it('moto refuses a wrong key, and a queue that is not there', async () => {
  const wrong = await deliver(due('q', { ...keys, key: 'wrong' }), LIMITS);
  expect(wrong.error).toMatch(/[Ss]ignature/);
  const absent = await deliver(due('absent', keys), LIMITS);
  expect(absent.error).toMatch(/NonExistentQueue|QueueDoesNotExist/);
});

it('our server of CMQ takes what the CMQ client for Python signs, and nothing else', async () => {
  const service = await startQueueService();
  try {
    await python('cmq_send.py', service.url, QUEUE_KEYS.secretId, QUEUE_KEYS.secretKey, BODY);
    expect(service.messages.map(({ to, body }) => [to, body])).toEqual([
      ['Queue q', BODY],
      ['Topic t', BODY],
    ]);
    await expect(python('cmq_send.py', service.url, QUEUE_KEYS.secretId, 'wrong', BODY)).rejects.toThrow(
      '4100',
    );
  } finally {
    service.close();
  }
});
