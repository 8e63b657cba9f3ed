// One attempt to deliver a callback, by the transport of its target.
import type { Delivery } from './delivery.ts';
import type { DueCallback } from './dueCallback.ts';
import type { Target } from './target.ts';
import { toCmq } from './transports/cmq.ts';
import { toScf } from './transports/scf.ts';
import { toSqs } from './transports/sqs.ts';
import type { Limits, Transport } from './transports/transport.ts';
import { toUrl } from './transports/url.ts';

const TRANSPORTS: { [K in Target['kind']]: Transport<Extract<Target, { kind: K }>> } = {
  url: toUrl,
  cmq: toCmq,
  scf: toScf,
  sqs: toSqs,
  unset: async (_, { missing }) => failed(`the account has no "${missing}" in MPS_NOTIFY`),
};

/** Sends a callback once. Never throws. */
export async function deliver(callback: DueCallback, limits: Limits): Promise<Delivery> {
  const { target } = callback;
  try {
    return await (TRANSPORTS[target.kind] as Transport<Target>)(callback, target, limits);
  } catch (error) {
    if (!(error instanceof Error)) return failed(String(error));
    return failed(error.name === 'TimeoutError' ? `none within ${limits.timeoutMs} ms` : error.message);
  }
}

function failed(error: string): Delivery {
  return { status: null, error, retryAfter: null };
}
