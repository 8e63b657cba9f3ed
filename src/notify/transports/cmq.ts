// NotifyType TDMQ-CMQ: SendMessage to a queue or PublishMessage to a topic, by the HTTP API of TDMQ for CMQ, which is
// that of CMQ (API documentation of CMQ: SendMessage, PublishMessage, "Signature method").
import { createHmac } from 'node:crypto';
import type { Delivery } from '../delivery.ts';
import type { DueCallback } from '../dueCallback.ts';
import type { CmqTarget } from '../target.ts';
import {
  callService,
  type Limits,
  type ServiceAnswer,
  serviceDelivery,
  tooLarge,
  USER_AGENT,
} from './transport.ts';

const MAX_BYTES = 1024 * 1024;

export async function toCmq(callback: DueCallback, target: CmqTarget, limits: Limits): Promise<Delivery> {
  const large = tooLarge(callback.body, MAX_BYTES, 'CMQ');
  if (large) return large;
  const nonce = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const answer = await callService(
    target.endpoint,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'User-Agent': USER_AGENT },
      body: cmqForm(target, callback.body, Date.now(), nonce).toString(),
    },
    limits.timeoutMs,
  );
  return serviceDelivery(answer, refusal(answer), target.keys.secretId);
}

/**
 * The signed parameters of a message. `now` in milliseconds since 1970; `nonce` makes two calls of one second differ.
 */
export function cmqForm(target: CmqTarget, msgBody: string, now: number, nonce: number): URLSearchParams {
  const { endpoint, model, name, keys } = target;
  const parameters: Record<string, string> = {
    Action: model === 'Topic' ? 'PublishMessage' : 'SendMessage',
    [model === 'Topic' ? 'topicName' : 'queueName']: name,
    msgBody,
    SecretId: keys.secretId,
    ...(keys.token && { Token: keys.token }),
    SignatureMethod: 'HmacSHA256',
    Timestamp: String(Math.floor(now / 1_000)),
    Nonce: String(nonce),
    RequestClient: USER_AGENT,
  };
  const Signature = signature(new URL(endpoint), parameters, keys.secretKey);
  return new URLSearchParams({ ...parameters, Signature });
}

/** Base64 HMAC-SHA256 of "POST<host><path>?<k>=<v>&…": names sorted, values as they are before any encoding. */
function signature({ host, pathname }: URL, parameters: Record<string, string>, secretKey: string): string {
  const pairs = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${parameters[name]}`);
  return createHmac('sha256', secretKey)
    .update(`POST${host}${pathname}?${pairs.join('&')}`)
    .digest('base64');
}

/** Whatever the HTTP status is, `code` 0 alone means that the message was taken. */
function refusal({ json }: ServiceAnswer): string | null {
  if (json?.code === undefined) return '';
  return json.code === 0 ? null : `${json.code} ${json.message ?? ''}`;
}
