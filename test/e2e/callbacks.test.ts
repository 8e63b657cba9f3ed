// Callbacks and receivers of every kind, on an edge whose times are a tenth (an answer is waited for 1 s).
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CallbackEvent, signatureState } from '../../src/cli/callbackEvent.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { localSecrets, ROOT } from '../../src/cli/settings.ts';
import { type ReceivedCallback, secretOfNotifyKey, webhookState } from '../../src/cli/webhookState.ts';
import { QUEUE_KEYS, type QueueService, startQueueService } from '../support/queueService.ts';
import { startTestStack, type TestStack } from './testStack.ts';

const BUCKET = 'in-1';
const NOTIFY_KEY = 'notify key 测试';
let system: TestStack;
let queues: QueueService;
let notifications: CommonClient;
const servers: Server[] = [];

beforeAll(async () => {
  queues = await startQueueService();
  system = await startTestStack({
    TIME_SCALE: '0.1',
    RATE_LIMITS: JSON.stringify({ [localSecrets().account.appId]: { '*': 1_000 } }),
    MPS_NOTIFY: JSON.stringify({
      '*': {
        cmq: { ...QUEUE_KEYS, endpoint: `${queues.url}/cmq/{region}/v2/index.php` },
        scf: { ...QUEUE_KEYS, region: 'ap-beijing', functionName: 'on-task', endpoint: `${queues.url}/scf` },
        sqs: { endpoint: `${queues.url}/sqs/{region}` },
      },
    }),
  });
  await system.put(BUCKET, 'hello.mov', join(ROOT, 'test/media/hello.mov'));
  const { secretId, secretKey } = system.stack.secrets.account;
  notifications = new CommonClient(new URL(system.stack.url).host, '2026-11-26', {
    credential: { secretId, secretKey },
    region: '',
    profile: { httpProfile: { protocol: 'http://', agent: new Agent() } },
  });
  notifications.path = '/notifications';
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  queues?.close();
  await system?.stop();
});

async function receiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function received(request: IncomingMessage): Promise<ReceivedCallback & { event: CallbackEvent }> {
  const body = Buffer.concat(await request.toArray()).toString();
  return { headers: request.headers as Record<string, string>, body, event: JSON.parse(body) };
}

/** A task that has ended, without work: it is aborted. */
async function endedTask(TaskNotifyConfig: object): Promise<string> {
  const { TaskId = '' } = await system.client.ProcessMedia({
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'r', Object: '/hello.mov' } },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 875 }] },
    TaskNotifyConfig: { ...TaskNotifyConfig },
  });
  await system.client.ManageTask({ OperationType: 'Abort', TaskId });
  return TaskId;
}

interface Notification {
  NotificationId: string;
  State: string;
  TaskStatus: string;
  AttemptSet: { Attempt: number; StatusCode: number | null; Error: string; Duration: number }[];
}

async function notificationsOf(TaskId: string): Promise<Notification[]> {
  const { NotificationSet } = await notifications.request('DescribeNotifications', { TaskId });
  return NotificationSet;
}

/** Waits until a task's only callback is so. */
async function untilState(taskId: string, state: string): Promise<Notification> {
  await expect
    .poll(async () => (await notificationsOf(taskId)).map(({ State }) => State), {
      timeout: 30_000,
      interval: 200,
    })
    .toEqual([state]);
  return (await notificationsOf(taskId))[0]!;
}

it('receivers that hang, more than one lane takes, delay nobody else', async () => {
  let asked = 0;
  let open = 0;
  const slow = await receiver((request) => {
    asked += 1;
    open += 1;
    request.once('close', () => {
      open -= 1;
    });
  });
  const hanging = await Promise.all(
    Array.from({ length: 40 }, () => endedTask({ NotifyType: 'URL', NotifyUrl: slow })),
  );
  let overtaken = 0;
  const good = await receiver((_, response) => {
    overtaken = open;
    response.writeHead(204).end();
  });
  await expect.poll(() => open, { timeout: 20_000 }).toBeGreaterThan(0);
  await untilState(await endedTask({ NotifyType: 'URL', NotifyUrl: good }), 'DELIVERED');
  expect(overtaken).toBeGreaterThan(0);
  // Those that found no place at first have their turn; nothing was taken.
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThanOrEqual(40);
  expect((await notificationsOf(hanging[39]!))[0]).toMatchObject({ State: 'WAITING', TaskStatus: 'FINISH' });
});

it('an event that fails at first comes again with its id, before the next one, signed anew', async () => {
  const requests: Awaited<ReturnType<typeof received>>[] = [];
  const taken: typeof requests = [];
  const url = await receiver(async (request, response) => {
    const callback = await received(request);
    const first = !requests.some(({ headers }) => headers['webhook-id'] === callback.headers['webhook-id']);
    requests.push(callback);
    if (!first) taken.push(callback);
    response.writeHead(first ? 500 : 200).end(first ? 'not yet' : '');
  });
  const config = { NotifyMode: 'Change', NotifyUrl: url, NotifyKey: NOTIFY_KEY };
  const { taskId } = await system.run({
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'r', Object: '/hello.mov' } },
    OutputDir: '/changes/',
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 875 }] },
    TaskNotifyConfig: config,
  });
  await expect.poll(() => taken.at(-1)?.event.WorkflowTaskEvent?.Status, { timeout: 30_000 }).toBe('FINISH');
  const events = taken.map(({ headers, event }) => [
    headers['x-mps-attempt'],
    event.WorkflowTaskEvent?.Status,
  ]);
  expect(events.slice(-2)).toEqual([
    ['2', 'PROCESSING'],
    ['2', 'FINISH'],
  ]);
  // Each id twice, one after the other.
  const ids = requests.map(({ headers }) => headers['webhook-id']);
  expect(ids).toEqual([...new Set(ids)].flatMap((id) => [id, id]));
  for (const request of requests) {
    expect(webhookState(request, secretOfNotifyKey(NOTIFY_KEY))).toBe('holds');
    expect(signatureState(request.event, NOTIFY_KEY, Date.now() / 1000)).toBe('holds');
  }
  const listed = await notificationsOf(taskId);
  expect(listed.map(({ NotificationId }) => NotificationId)).toEqual([...new Set(ids)]);
  for (const { State, AttemptSet } of listed) {
    expect([State, ...AttemptSet.map((attempt) => `${attempt.StatusCode} ${attempt.Error}`)]).toEqual([
      'DELIVERED',
      '500 500 not yet',
      '200 ',
    ]);
  }
});

it('410 stops, and a replay delivers', async () => {
  let gone = true;
  const requests: ReceivedCallback[] = [];
  const url = await receiver(async (request, response) => {
    requests.push(await received(request));
    response.writeHead(gone ? 410 : 204).end();
  });
  const taskId = await endedTask({ NotifyType: 'URL', NotifyUrl: url });
  const { NotificationId } = await untilState(taskId, 'UNDELIVERED');
  expect(requests).toHaveLength(1);
  gone = false;
  await notifications.request('ReplayNotification', { NotificationId });
  const told = await untilState(taskId, 'DELIVERED');
  expect(told.AttemptSet.map(({ StatusCode }) => StatusCode)).toEqual([410, 204]);
  const { Secret } = await notifications.request('DescribeWebhookSecret', {});
  expect(requests.map((request) => webhookState(request, Secret))).toEqual(['holds', 'holds']);
  expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

it('429 with Retry-After is obeyed', async () => {
  const times: number[] = [];
  const url = await receiver((_, response) => {
    times.push(Date.now());
    response.writeHead(times.length === 1 ? 429 : 200, { 'Retry-After': '30' }).end();
  });
  await untilState(await endedTask({ NotifyType: 'URL', NotifyUrl: url }), 'DELIVERED');
  expect(times[1]! - times[0]!).toBeGreaterThan(2_900);
});

it('a redirect is a failure, and nobody is asked there', async () => {
  let asked = 0;
  const canary = await receiver(() => {
    asked += 1;
  });
  const url = await receiver((_, response) => response.writeHead(307, { Location: canary }).end());
  const taskId = await endedTask({ NotifyType: 'URL', NotifyUrl: url });
  await expect
    .poll(async () => (await notificationsOf(taskId))[0]?.AttemptSet.length ?? 0, { timeout: 10_000 })
    .toBeGreaterThanOrEqual(2);
  expect((await notificationsOf(taskId))[0]).toMatchObject({
    State: 'WAITING',
    AttemptSet: [{ StatusCode: 307 }, { StatusCode: 307 }],
  });
  expect(asked).toBe(0);
});

it('an answer of 1 GB is not read, one byte by byte is not waited for', async () => {
  let poured = 0;
  const flood = await receiver((_, response) => {
    response.writeHead(200, { 'Content-Length': String(2 ** 30) });
    const piece = Buffer.alloc(65_536, 'x');
    const pour = () => {
      while (!response.destroyed && poured < 2 ** 30) {
        poured += piece.length;
        if (!response.write(piece)) return;
      }
    };
    response.on('drain', pour);
    pour();
  });
  const drip = await receiver((_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'), 100);
    response.on('close', () => clearInterval(timer));
  });
  for (const NotifyUrl of [flood, drip]) {
    const told = await untilState(await endedTask({ NotifyType: 'URL', NotifyUrl }), 'DELIVERED');
    expect(told.AttemptSet).toMatchObject([{ StatusCode: 200 }]);
  }
  expect(poured).toBeLessThan(2 ** 26);
});

it('one that answers nothing is told so', async () => {
  const url = await receiver(() => {});
  const taskId = await endedTask({ NotifyType: 'URL', NotifyUrl: url });
  await expect
    .poll(async () => (await notificationsOf(taskId))[0]?.AttemptSet[0], { timeout: 10_000 })
    .toMatchObject({ StatusCode: null, Error: 'none within 1000 ms' });
});

it('queues and functions hear of a task, and come back after an error of theirs', async () => {
  queues.failing = 1;
  const sqs = { SQSRegion: 'us-east-1', S3SecretId: QUEUE_KEYS.secretId, S3SecretKey: QUEUE_KEYS.secretKey };
  const told: [string, object][] = [
    ['Queue q', { NotifyType: 'TDMQ-CMQ', CmqModel: 'Queue', CmqRegion: 'bj', QueueName: 'q' }],
    ['Topic t', { CmqModel: 'Topic', CmqRegion: 'sh', TopicName: 't' }],
    ['function on-task', { NotifyType: 'SCF' }],
    ['SQS q.fifo', { NotifyType: 'AWS-SQS', AwsSQS: { ...sqs, SQSQueueName: 'q.fifo' } }],
  ];
  for (const [to, config] of told) {
    const taskId = await endedTask({ ...config, NotifyKey: NOTIFY_KEY });
    await untilState(taskId, 'DELIVERED');
    const { body } = queues.messages.find((message) => message.to === to)!;
    const event = JSON.parse(body) as CallbackEvent;
    expect([event.EventType, event.WorkflowTaskEvent?.TaskId]).toEqual(['WorkflowTask', taskId]);
    expect(signatureState(event, NOTIFY_KEY, Date.now() / 1000)).toBe('holds');
    const detail = await system.client.DescribeTaskDetail({ TaskId: taskId });
    expect(JSON.stringify([detail, queues.messages])).not.toContain(QUEUE_KEYS.secretKey);
  }
  expect(queues.refused).toHaveLength(1);
});

it("the README's verifier takes a callback, and refuses another key's", async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const program = /```js\n(\/\/ A webhook receiver[\s\S]*?)```/.exec(readme)![1]!;
  expect(program.trim().split('\n').length).toBeLessThanOrEqual(16);
  const [port] = (await freePorts(1)) as [number];
  const started: ChildProcess = spawn(
    process.execPath,
    ['--input-type=module', '-e', program.replace('8790', String(port))],
    { cwd: ROOT, env: { ...process.env, NOTIFY_KEY }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    const url = `http://127.0.0.1:${port}/`;
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(50)) {
      if (await fetch(url).catch(() => null)) break;
    }
    const good = await endedTask({ NotifyUrl: url, NotifyKey: NOTIFY_KEY });
    expect((await untilState(good, 'DELIVERED')).AttemptSet).toMatchObject([{ StatusCode: 204 }]);
    const bad = await endedTask({ NotifyUrl: url, NotifyKey: 'other' });
    await expect
      .poll(async () => (await notificationsOf(bad))[0]?.AttemptSet[0]?.StatusCode, { timeout: 10_000 })
      .toBe(401);
  } finally {
    started.kill();
  }
});
