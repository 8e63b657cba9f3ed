// NotifyType AWS-SQS: SendMessage by the JSON protocol of SQS (Amazon SQS API Reference), signed with SigV4.
import { AwsClient } from 'aws4fetch';
import type { Delivery } from '../delivery.ts';
import type { DueCallback } from '../dueCallback.ts';
import type { SqsTarget } from '../target.ts';
import { webhookHeaders } from '../webhookHeaders.ts';
import {
  callService,
  type Limits,
  type ServiceAnswer,
  serviceDelivery,
  tooLarge,
  USER_AGENT,
} from './transport.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_KNOWN = 1_000;
/** Queue URLs by queue and key. A request names a queue, and SQS wants its URL, which has the account's number in it. */
const known = new Map<string, string>();

export async function toSqs(callback: DueCallback, target: SqsTarget, limits: Limits): Promise<Delivery> {
  const large = tooLarge(callback.body, MAX_BYTES, 'SQS');
  if (large) return large;
  const place = `${target.endpoint} ${target.queue} ${target.keys.id}`;
  let QueueUrl = known.get(place);
  if (!QueueUrl) {
    const asked = await call(target, 'GetQueueUrl', { QueueName: target.queue }, limits);
    if (typeof asked.json?.QueueUrl !== 'string') return answerOf(target, asked);
    QueueUrl = asked.json.QueueUrl;
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(place, QueueUrl);
  }
  const sent = await call(target, 'SendMessage', { QueueUrl, ...sqsMessage(callback, target) }, limits);
  const delivery = answerOf(target, sent);
  // The queue may have been made anew, in another account.
  if (delivery.error) known.delete(place);
  return delivery;
}

/** Of SendMessage, QueueUrl apart. What a URL gets as headers are attributes here; a FIFO queue keeps a task's order. */
function sqsMessage(callback: DueCallback, target: SqsTarget): Record<string, unknown> {
  const { eventId: id, body, secret, attempt, taskId } = callback;
  const headers = { ...webhookHeaders({ id, secret, body }, Date.now()), 'X-Mps-Attempt': String(attempt) };
  return {
    MessageBody: body,
    MessageAttributes: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
    ...(target.queue.endsWith('.fifo') && { MessageGroupId: taskId, MessageDeduplicationId: id }),
  };
}

/** Always to the endpoint: a QueueUrl is an answer, and where an answer points to is not called. */
async function call(target: SqsTarget, action: string, body: object, limits: Limits): Promise<ServiceAnswer> {
  const { id: accessKeyId, key: secretAccessKey } = target.keys;
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 'sqs', region: target.region });
  const signed = await client.sign(target.endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': `AmazonSQS.${action}`,
      'User-Agent': USER_AGENT,
    },
    body: JSON.stringify(body),
  });
  return callService(
    target.endpoint,
    { method: 'POST', headers: signed.headers, body: JSON.stringify(body) },
    limits.timeoutMs,
  );
}

function answerOf({ keys }: SqsTarget, answer: ServiceAnswer): Delivery {
  const { response, json } = answer;
  const taken = response.ok && json?.MessageId;
  const refusal = json?.__type ? `${json.__type} ${json.message ?? ''}` : '';
  return serviceDelivery(answer, taken ? null : refusal, keys.id);
}
