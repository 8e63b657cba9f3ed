// Counts what happens. A count costs an addition in memory; every two seconds what has come together is sent off.
import { waitUntil } from 'cloudflare:workers';
import type { Counters } from './counters.ts';
import type { Env } from './env.ts';
import { logError } from './log.ts';
import { type Labels, series } from './prometheus.ts';
import { SECOND } from './settings.ts';
import { stub } from './stub.ts';

export type CountersRpc = Pick<Counters, 'add' | 'callbackLate' | 'callbackSettled' | 'read'>;

/** What is counted. */
export type CounterName =
  | 'edge_mps_requests_accepted_total'
  | 'edge_mps_requests_refused_total'
  | 'edge_mps_attempts_total'
  | 'edge_mps_lease_losses_total'
  | 'edge_mps_callback_attempts_total'
  | 'edge_mps_uploads_total';

// Real milliseconds: TIME_SCALE does not touch them.
const SEND_AFTER = 2 * SECOND;
const pending = new Map<string, number>();
let sending = false;

/** Counts one. What this isolate has not sent off when it ends is lost. */
export function count(env: Env, name: CounterName, labels: Labels): void {
  const key = series(name, labels);
  pending.set(key, (pending.get(key) ?? 0) + 1);
  if (sending) return;
  sending = true;
  waitUntil(send(env));
}

/** The object that holds the counts. */
export function countersOf(env: Env): CountersRpc {
  return stub<CountersRpc>(env.COUNTERS, 'all');
}

async function send(env: Env): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SEND_AFTER));
  sending = false;
  const counts = [...pending];
  pending.clear();
  try {
    await countersOf(env).add(counts);
  } catch (error) {
    logError('metrics.lost', error, { series: counts.length });
  }
}
