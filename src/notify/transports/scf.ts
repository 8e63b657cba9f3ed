// NotifyType SCF: the account's function is invoked with the event, as an MPS trigger does it: asynchronously (API
// documentation of SCF: Invoke, version 2018-04-16, and "MPS Trigger").
import type { Delivery } from '../delivery.ts';
import type { DueCallback } from '../dueCallback.ts';
import type { ScfTarget } from '../target.ts';
import { tc3Headers } from './tc3Headers.ts';
import {
  callService,
  type Limits,
  type ServiceAnswer,
  serviceDelivery,
  tooLarge,
  USER_AGENT,
} from './transport.ts';

/** Of an asynchronous call (Invoke, ClientContext). */
const MAX_BYTES = 128 * 1024;

export async function toScf(callback: DueCallback, target: ScfTarget, limits: Limits): Promise<Delivery> {
  const large = tooLarge(callback.body, MAX_BYTES, 'SCF');
  if (large) return large;
  const { region, keys } = target;
  const url = new URL(target.endpoint);
  const body = JSON.stringify({
    FunctionName: target.functionName,
    Namespace: target.namespace,
    Qualifier: target.qualifier,
    InvocationType: 'Event',
    ClientContext: callback.body,
  });
  const signed = { url, service: 'scf', action: 'Invoke', version: '2018-04-16', region, body, keys };
  const answer = await callService(
    url.href,
    { method: 'POST', headers: { ...tc3Headers(signed, Date.now()), 'User-Agent': USER_AGENT }, body },
    limits.timeoutMs,
  );
  return serviceDelivery(answer, refusal(answer), keys.secretId);
}

/** Errors come with 200, as in all APIs of this kind. */
function refusal({ json }: ServiceAnswer): string | null {
  const answer = json?.Response as
    | { Error?: { Code?: string; Message?: string }; Result?: unknown }
    | undefined;
  if (answer?.Error) return `${answer.Error.Code} ${answer.Error.Message}`;
  return answer?.Result ? null : '';
}
