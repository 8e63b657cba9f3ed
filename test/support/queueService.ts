// TDMQ for CMQ, SCF and SQS as a server of their wire forms. It takes a message only with a signature that others
// compute as well: the official SDK (CMQ), the AWS SDK (SQS), and the check of incoming calls, which the official SDKs
// of all languages pass (SCF).

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js';
import { verifyTc3 } from '../../src/api/tc3.ts';

export const QUEUE_KEYS = { secretId: 'AKIDqueue', secretKey: 'planted-queue-key' };

export interface QueueMessage {
  /** "Queue q", "Topic t", "function f", "SQS q". */
  to: string;
  body: string;
  /** What came beside the body. */
  with: Record<string, string>;
}

export interface QueueService {
  url: string;
  /** What was taken, in order. */
  messages: QueueMessage[];
  /** Requests that were refused, with the reason. */
  refused: string[];
  /** The next so many calls are answered with an error of the service. */
  failing: number;
  close(): void;
}

interface Call {
  path: string;
  headers: Record<string, string>;
  body: string;
}
interface Reply {
  status: number;
  json: unknown;
  taken?: QueueMessage;
}

/** Starts it on a free port: `/cmq/…`, `/scf`, `/sqs`. */
export async function startQueueService(): Promise<QueueService> {
  const server = createServer(async (request, response) => {
    const call = { path: request.url ?? '', headers: headersOf(request), body: await text(request) };
    const answer = await (/^\/(cmq|v2)\//.test(call.path)
      ? cmq(call, service.failing)
      : call.path.startsWith('/scf')
        ? scf(call, service.failing)
        : sqs(call, service.failing));
    if (service.failing > 0) service.failing -= 1;
    if (answer.taken) service.messages.push(answer.taken);
    if (!answer.taken && !JSON.stringify(answer.json).includes('QueueUrl')) {
      service.refused.push(JSON.stringify(answer.json));
    }
    response
      .writeHead(answer.status, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(answer.json));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const service: QueueService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages: [],
    refused: [],
    failing: 0,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return service;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function cmq({ path, headers, body }: Call, failing: number): Reply {
  const { Signature, ...form } = Object.fromEntries(new URLSearchParams(body));
  const source = Object.keys(form)
    .sort()
    .map((name) => `${name.replaceAll('_', '.')}=${form[name]}`)
    .join('&');
  const expected = Sign.sign(
    QUEUE_KEYS.secretKey,
    `POST${headers.host}${path}?${source}`,
    form.SignatureMethod ?? '',
  );
  const fresh = Math.abs(Date.now() / 1000 - Number(form.Timestamp)) < 300;
  if (Signature !== expected || form.SecretId !== QUEUE_KEYS.secretId || !fresh || !form.Nonce) {
    return {
      status: 200,
      json: { code: 4100, message: '(10110)signature check failed AKIDqueue', requestId: '1' },
    };
  }
  if (failing > 0)
    return { status: 200, json: { code: 4440, message: '(10600)queue is not existed', requestId: '1' } };
  const { Action, queueName, topicName, msgBody = '' } = form;
  const to =
    Action === 'SendMessage' && queueName
      ? `Queue ${queueName}`
      : Action === 'PublishMessage' && topicName
        ? `Topic ${topicName}`
        : '';
  if (to === '') return { status: 200, json: { code: 4000, message: 'invalid parameter', requestId: '1' } };
  return {
    status: 200,
    json: { code: 0, message: '', requestId: '1', msgId: '2' },
    taken: { to, body: msgBody, with: form },
  };
}

async function scf({ path, headers, body }: Call, failing: number): Promise<Reply> {
  const error = (Code: string) => ({
    status: 200,
    json: { Response: { Error: { Code, Message: 'no' }, RequestId: '1' } },
  });
  try {
    const url = `http://${headers.host}${path}`;
    const request = {
      method: 'POST',
      url,
      headers: new Headers(headers),
      body: new TextEncoder().encode(body),
    };
    await verifyTc3(request, (id) => (id === QUEUE_KEYS.secretId ? QUEUE_KEYS : undefined), Date.now());
  } catch (reason) {
    return error(String((reason as { code?: string }).code));
  }
  if (failing > 0) return error('ResourceNotFound.Function');
  const call = JSON.parse(body);
  if (headers['x-tc-action'] !== 'Invoke' || headers['x-tc-version'] !== '2018-04-16')
    return error('InvalidAction');
  if (call.InvocationType !== 'Event') return error('InvalidParameterValue');
  return {
    status: 200,
    json: { Response: { Result: { FunctionRequestId: '3', InvokeResult: 0 }, RequestId: '1' } },
    taken: {
      to: `function ${call.FunctionName}`,
      body: call.ClientContext,
      with: { ...call, region: headers['x-tc-region'] },
    },
  };
}

const QUEUE_URL = 'http://queue.invalid/123456789012/';

async function sqs({ path, headers, body }: Call, failing: number): Promise<Reply> {
  const error = (name: string) => ({
    status: 400,
    json: { __type: `com.amazonaws.sqs#${name}`, message: 'no' },
  });
  if (!(await sigV4Holds({ path, headers, body }))) return error('SignatureDoesNotMatch');
  if (failing > 0) return error('QueueDoesNotExist');
  const call = JSON.parse(body);
  if (headers['x-amz-target'] === 'AmazonSQS.GetQueueUrl') {
    return { status: 200, json: { QueueUrl: `${QUEUE_URL}${call.QueueName}` } };
  }
  if (headers['x-amz-target'] !== 'AmazonSQS.SendMessage' || !call.QueueUrl.startsWith(QUEUE_URL)) {
    return error('InvalidAddress');
  }
  const attributes = Object.entries(call.MessageAttributes as Record<string, { StringValue: string }>);
  return {
    status: 200,
    json: { MessageId: '4', MD5OfMessageBody: '' },
    taken: {
      to: `SQS ${call.QueueUrl.slice(QUEUE_URL.length)}`,
      body: call.MessageBody,
      with: {
        ...Object.fromEntries(attributes.map(([name, { StringValue }]) => [name, StringValue])),
        ...(call.MessageGroupId && { group: call.MessageGroupId, once: call.MessageDeduplicationId }),
      },
    },
  };
}

async function sigV4Holds({ path, headers, body }: Call): Promise<boolean> {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/sqs\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    );
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-amz-date'] ?? '');
  if (!match || !date || match[1] !== QUEUE_KEYS.secretId) return false;
  const [year, month, day, hour, minute, second] = date.slice(1);
  const names = match[3]!.split(';');
  const signer = new SignatureV4({
    credentials: { accessKeyId: QUEUE_KEYS.secretId, secretAccessKey: QUEUE_KEYS.secretKey },
    region: match[2]!,
    service: 'sqs',
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      ...{ method: 'POST', protocol: 'http:', hostname: headers.host ?? '', path, query: {}, body },
      headers: Object.fromEntries(names.map((name) => [name, headers[name] ?? ''])),
    },
    {
      signingDate: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
      signableHeaders: new Set(names),
    },
  );
  return signed.headers.authorization?.endsWith(`Signature=${match[4]}`) === true;
}
