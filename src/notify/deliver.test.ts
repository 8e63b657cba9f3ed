// Each transport against a real HTTP server.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { QUEUE_KEYS, type QueueService, startQueueService } from '../../test/support/queueService.ts';
import type { NotifyConfig } from '../mps/view.ts';
import { deliver } from './deliver.ts';
import type { DueCallback } from './dueCallback.ts';
import { laneOf, type Target, targetOf } from './target.ts';
import { secretOfNotifyKey } from './webhookSecret.ts';

const secret = secretOfNotifyKey('k');
const body = '{"EventType":"WorkflowTask","SessionContext":"a&b=c +%2B 测试"}';
const LIMITS = { allowLoopback: true, timeoutMs: 1_000 };

function due(target: Target, change: Partial<DueCallback> = {}): DueCallback {
  return { taskId: 'task', target, eventId: 'task-1', attempt: 2, body, secret, ...change };
}

describe('URL', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function receiver(listener: RequestListener): Promise<Target> {
    const server = createServer(listener);
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { kind: 'url', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cb?x=1` };
  }

  it('gets the body with headers that the official verifier takes', async () => {
    const seen: { headers: Record<string, string>; body: string }[] = [];
    const target = await receiver(async (request, response) => {
      const chunks = await request.toArray();
      seen.push({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(204).end();
    });
    expect(await deliver(due(target), LIMITS)).toEqual({ status: 204, error: null, retryAfter: null });
    expect(seen[0]!.body).toBe(body);
    expect(new Webhook(secret).verify(seen[0]!.body, seen[0]!.headers)).toEqual(JSON.parse(body));
    expect(seen[0]!.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'edge-mps',
      'webhook-id': 'task-1',
      'x-mps-attempt': '2',
    });
  });

  it('that says no is told with the beginning of what it says, on one line', async () => {
    const target = await receiver((_, response) => {
      response.writeHead(429, { 'Retry-After': '7' }).end(`too\r\n\u0000much ${'!'.repeat(10_000)}`);
    });
    const delivery = await deliver(due(target), LIMITS);
    expect(delivery).toMatchObject({ status: 429, retryAfter: '7' });
    expect(delivery.error).toMatch(/^429 too much !+$/);
    expect(delivery.error!.length).toBe(200);
  });

  it.each([200, 500])('that answers %i with bytes without end is left', async (status) => {
    let gone = false;
    const target = await receiver((_, response) => {
      response.writeHead(status);
      response.on('close', () => {
        gone = true;
      });
      const piece = Buffer.alloc(65_536, 'x');
      const pour = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', pour);
      pour();
    });
    expect((await deliver(due(target), LIMITS)).status).toBe(status);
    await expect.poll(() => gone).toBe(true);
  });

  it.each([200, 500])(
    'that answers %i byte by byte is not waited for longer than the limit',
    async (status) => {
      const target = await receiver((_, response) => {
        response.writeHead(status);
        const drip = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(drip));
      });
      const since = Date.now();
      expect((await deliver(due(target), LIMITS)).status).toBe(status);
      expect(Date.now() - since).toBeLessThan(2_000);
    },
  );

  it('that hangs has no answer', async () => {
    const target = await receiver(() => {});
    expect(await deliver(due(target), { ...LIMITS, timeoutMs: 200 })).toEqual({
      status: null,
      error: 'none within 200 ms',
      retryAfter: null,
    });
  });

  it('is not left for where it redirects to', async () => {
    let asked = 0;
    const canary = (await receiver(() => {
      asked += 1;
    })) as { url: string };
    const target = await receiver((_, response) => {
      response.writeHead(307, { Location: canary.url }).end();
    });
    expect(await deliver(due(target), LIMITS)).toMatchObject({ status: 307, error: '307' });
    expect(asked).toBe(0);
  });

  it('is checked again when it is called', async () => {
    let asked = 0;
    const target = await receiver(() => {
      asked += 1;
    });
    const delivery = await deliver(due(target), { ...LIMITS, allowLoopback: false });
    expect(delivery).toMatchObject({ status: null, error: expect.stringContaining('NotifyUrl') });
    expect(asked).toBe(0);
  });
});

describe('queues', () => {
  let service: QueueService;
  let MPS_NOTIFY: string;
  beforeAll(async () => {
    service = await startQueueService();
    MPS_NOTIFY = JSON.stringify({
      '*': {
        cmq: { ...QUEUE_KEYS, endpoint: `${service.url}/cmq/{region}/v2/index.php` },
        scf: { ...QUEUE_KEYS, region: 'ap-beijing', functionName: 'on-task', endpoint: `${service.url}/scf` },
        sqs: { endpoint: `${service.url}/sqs/{region}` },
      },
    });
  });
  afterAll(() => service.close());
  afterEach(() => {
    service.messages.length = 0;
    service.refused.length = 0;
    service.failing = 0;
  });

  const sqsKeys = { id: QUEUE_KEYS.secretId, key: QUEUE_KEYS.secretKey };
  const CONFIGS: [string, Record<string, unknown>][] = [
    ['Queue q-1', { NotifyType: 'TDMQ-CMQ', CmqModel: 'Queue', CmqRegion: 'bj', QueueName: 'q-1' }],
    ['Topic t_1', { NotifyType: 'TDMQ-CMQ', CmqModel: 'Topic', CmqRegion: 'sh', TopicName: 't_1' }],
    ['function on-task', { NotifyType: 'SCF' }],
    ['SQS q', { NotifyType: 'AWS-SQS', AwsSQS: { SQSRegion: 'us-east-1', SQSQueueName: 'q' } }],
    ['SQS q.fifo', { NotifyType: 'AWS-SQS', AwsSQS: { SQSRegion: 'cn-north-1', SQSQueueName: 'q.fifo' } }],
  ];
  const target = (config: NotifyConfig, keys = sqsKeys) => targetOf({ MPS_NOTIFY }, '1', config, keys);

  it.each(CONFIGS)(
    '%s takes the message with a signature that others compute as well',
    async (to, config) => {
      expect(await deliver(due(target(config)), LIMITS)).toEqual({
        status: 200,
        error: null,
        retryAfter: null,
      });
      expect(service.messages.map((message) => [message.to, message.body])).toEqual([[to, body]]);
      expect(service.refused).toEqual([]);
    },
  );

  it.each(CONFIGS)('%s that says no is told, without keys', async (_, config) => {
    service.failing = 1;
    const refused = await deliver(due(target(config)), LIMITS);
    expect(refused.error).toMatch(
      /^(4440|ResourceNotFound\.Function|com\.amazonaws\.sqs#QueueDoesNotExist) /,
    );
    expect(JSON.stringify(refused)).not.toMatch(/planted|AKIDqueue/);
    expect(await deliver(due(target(config)), LIMITS)).toMatchObject({ status: 200, error: null });
  });

  it('SQS gets the headers of a URL as attributes, a FIFO queue what keeps a task in order', async () => {
    await deliver(due(target(CONFIGS[4]![1])), LIMITS);
    const { with: attributes } = service.messages[0]!;
    expect(new Webhook(secret).verify(body, attributes)).toEqual(JSON.parse(body));
    expect(attributes).toMatchObject({ 'X-Mps-Attempt': '2', group: 'task', once: 'task-1' });
  });

  it('SCF is called as an MPS trigger calls it', async () => {
    await deliver(due(target({ NotifyType: 'SCF' })), LIMITS);
    expect(service.messages[0]!.with).toMatchObject({
      region: 'ap-beijing',
      Namespace: 'default',
      Qualifier: '$DEFAULT',
      InvocationType: 'Event',
    });
  });

  it.each(CONFIGS)('%s refuses a wrong key', async (_, config) => {
    const wrong = MPS_NOTIFY.replaceAll(QUEUE_KEYS.secretKey, 'other');
    const bad = targetOf({ MPS_NOTIFY: wrong }, '1', config, { ...sqsKeys, key: 'other' });
    const delivery = await deliver(due(bad), LIMITS);
    expect(delivery.error).toMatch(/signature|Signature/);
    expect(delivery.error).not.toContain(QUEUE_KEYS.secretId);
    expect(service.messages).toEqual([]);
  });

  it.each([
    ['SCF', { NotifyType: 'SCF' }, 131_072],
    ['CMQ', CONFIGS[0]![1], 1_048_576],
    ['SQS', CONFIGS[3]![1], 1_048_576],
  ])('%s is not offered what it never takes', async (_, config, most) => {
    const delivery = await deliver(due(target(config), { body: 'x'.repeat(most + 1) }), LIMITS);
    expect(delivery).toMatchObject({ status: null, final: true });
    expect(service.refused).toEqual([]);
    expect(await deliver(due(target(config), { body: 'x'.repeat(most) }), LIMITS)).toMatchObject({
      error: null,
    });
  });

  it('a service that is none is told', async () => {
    const elsewhere = { ...target(CONFIGS[0]![1]), endpoint: `${service.url}/scf` } as Target;
    expect((await deliver(due(elsewhere), LIMITS)).error).toMatch(
      /^200, not the answer of the service: .*AuthFailure/,
    );
  });

  it('a setting that is gone is named', async () => {
    expect(await deliver(due(targetOf({}, '1', { NotifyType: 'SCF' }, undefined)), LIMITS)).toEqual({
      status: null,
      error: 'the account has no "scf" in MPS_NOTIFY',
      retryAfter: null,
    });
  });
});

describe('targets', () => {
  it.each([
    ['us-east-1', 'https://sqs.us-east-1.amazonaws.com'],
    ['cn-north-1', 'https://sqs.cn-north-1.amazonaws.com.cn'],
  ])('SQS of %s is at %s', (SQSRegion, endpoint) => {
    const config = { NotifyType: 'AWS-SQS', AwsSQS: { SQSRegion, SQSQueueName: 'q' } };
    expect(targetOf({}, '1', config, { id: 'i', key: 'k' })).toMatchObject({ endpoint });
  });

  it('CMQ is at its region', () => {
    const MPS_NOTIFY = JSON.stringify({ '1': { cmq: QUEUE_KEYS } });
    const config = { NotifyType: 'TDMQ-CMQ', CmqModel: 'Queue', CmqRegion: 'gz', QueueName: 'q' };
    expect(targetOf({ MPS_NOTIFY }, '1', config, undefined)).toMatchObject({
      endpoint: 'https://cmq-gz.public.tencenttdmq.com/v2/index.php',
    });
  });

  it('have lanes by host, or by queue', () => {
    const url = (url: string) => laneOf({ kind: 'url', url });
    expect(url('https://a.example/1')).toBe(url('https://a.example/2'));
    expect(url('https://a.example/1')).not.toBe(url('https://a.example:8443/1'));
    const queue = (queue: string) =>
      laneOf({ kind: 'sqs', endpoint: 'https://e', region: 'r', queue, keys: { id: '', key: '' } });
    expect(queue('a')).not.toBe(queue('b'));
  });
});
