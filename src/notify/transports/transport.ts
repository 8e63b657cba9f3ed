// What all ways to deliver a callback have in common.
import { oneLine, startOf } from '../answer.ts';
import type { Delivery } from '../delivery.ts';
import type { DueCallback } from '../dueCallback.ts';

export interface Limits {
  allowLoopback: boolean;
  /** For the whole attempt. */
  timeoutMs: number;
}

/** May throw: then there was no answer. */
export type Transport<T> = (callback: DueCallback, target: T, limits: Limits) => Promise<Delivery>;

export const USER_AGENT = 'edge-mps';
const MAX_ANSWER_BYTES = 64 * 1024;

/** The answer of a queue service. */
export interface ServiceAnswer {
  response: Response;
  /** Its beginning. */
  text: string;
  /** null when it is none. */
  json: Record<string, unknown> | null;
}

/** Sends a request to a queue service. Redirects are not followed. */
export async function callService(url: string, init: RequestInit, timeoutMs: number): Promise<ServiceAnswer> {
  const response = await fetch(url, {
    ...init,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await startOf(response, MAX_ANSWER_BYTES);
  return { response, text, json: objectOf(text) };
}

/**
 * A queue's answer as a Delivery. `refusal` is why it said no, "" when its answer is not one of the service's; null
 * when it took the message.
 */
export function serviceDelivery(
  { response, text }: ServiceAnswer,
  refusal: string | null,
  secretId: string,
): Delivery {
  const reason = refusal === '' ? `${response.status}, not the answer of the service: ${text}` : refusal;
  return {
    status: response.status,
    // Some services repeat the SecretId, which is the operator's and not the account's.
    error: reason && oneLine(reason.replaceAll(secretId, '***')),
    retryAfter: response.headers.get('Retry-After'),
  };
}

/** The Delivery of a body that the service would never take; null when it is small enough. */
export function tooLarge(body: string, maxBytes: number, service: string): Delivery | null {
  const bytes = new TextEncoder().encode(body).byteLength;
  if (bytes <= maxBytes) return null;
  const error = `the event has ${bytes} bytes, ${service} takes ${maxBytes}`;
  return { status: null, error, retryAfter: null, final: true };
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
