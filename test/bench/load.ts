// Sends calls: as fast as they are answered, or at a fixed rate.
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/** A call that was signed beforehand, so that signing takes no part in the measurement. */
export interface Call {
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface LoadResult {
  /** Calls that were answered with a TaskId. */
  answered: number;
  /** What else was answered, by code or message. */
  errors: Map<string, number>;
  /** Seconds. */
  seconds: number;
  /** Milliseconds of each call, sorted. */
  latencies: number[];
}

const CONNECTIONS = 32;

/** Sends `calls` over 32 connections, each waiting for its answer, for `seconds` or until none is left. */
export async function closedLoop(url: string, calls: Iterator<Call>, seconds: number): Promise<LoadResult> {
  return measured(url, CONNECTIONS, async (send) => {
    const end = performance.now() + seconds * 1000;
    const worker = async () => {
      while (performance.now() < end) {
        const { value, done } = calls.next();
        if (done) return;
        await send(value, performance.now());
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  });
}

/** Sends `rate` calls a second for `seconds`. A late answer holds up nothing; latency counts from when a call was due. */
export async function openLoop(
  url: string,
  calls: Iterator<Call>,
  rate: number,
  seconds: number,
): Promise<LoadResult> {
  return measured(url, 4 * CONNECTIONS, async (send) => {
    const start = performance.now();
    const sent: Promise<void>[] = [];
    for (let n = 0; n < rate * seconds; n++) {
      const due = start + (n / rate) * 1000;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      const { value, done } = calls.next();
      if (done) break;
      sent.push(send(value, due));
    }
    await Promise.all(sent);
  });
}

/** The value below which a share of the sorted values lies. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function measured(
  url: string,
  connections: number,
  work: (send: (call: Call, since: number) => Promise<void>) => Promise<void>,
): Promise<LoadResult> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const latencies: number[] = [];
  const errors = new Map<string, number>();
  const start = performance.now();
  await work(async ({ path, headers, body }, since) => {
    const outcome = await pool
      .request({ path, method: 'POST', headers, body })
      .then(async (response) => codeOf(await response.body.text()), String);
    if (outcome === null) latencies.push(performance.now() - since);
    else errors.set(outcome, (errors.get(outcome) ?? 0) + 1);
  });
  const seconds = (performance.now() - start) / 1000;
  await pool.destroy();
  latencies.sort((a, b) => a - b);
  return { answered: latencies.length, errors, seconds, latencies };
}

/** null for an answer with a TaskId. */
function codeOf(text: string): string | null {
  if (text.includes('"TaskId":"')) return null;
  return /"Code":"([^"]+)"/.exec(text)?.[1] ?? text.slice(0, 100);
}
