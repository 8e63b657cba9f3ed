// The edge's calls to a backend. Short ones: a backend that does not answer at once is left to its heartbeat.
import type { Job } from '../contract/job.ts';
import { ProbeAnswer, type ProbeRequest } from '../contract/probe.ts';
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { SECOND, START_TIMEOUT } from '../platform/settings.ts';
import { containerOf } from './containers.ts';

/** A container has to start first: 12 s, then as any other. Real milliseconds. */
const CONTAINER_TIMEOUT = 14 * SECOND;
/** Answers of a backend that cannot do anything with a job, now or later. */
const UNREADABLE = [400, 413, 422];
const REASON_LENGTH = 300;
/** `probeOn` is given a signal of its own; this is only the end of all patience. */
const PROBE_TIMEOUT = 30 * SECOND;

/** Why a backend did not take a job. */
export interface Refusal {
  reason: string;
  /** It is the job that is wrong with it: another try there would end the same. */
  counts: boolean;
}

/** Gives a job to a backend; null when it took it (202). Never throws. */
export async function startJob(env: Env, backendUrl: string, job: Job): Promise<Refusal | null> {
  try {
    const url = new URL('/jobs', backendUrl);
    const response = await call(env, 'POST', url, JSON.stringify(job));
    if (response.status === 202) {
      await response.body?.cancel();
      return null;
    }
    const text = (await response.text()).slice(0, REASON_LENGTH);
    const reason = `the backend answered ${response.status}${text ? `: ${text}` : ''}`;
    return { reason, counts: UNREADABLE.includes(response.status) };
  } catch (error) {
    const reason = `the backend could not be reached: ${error instanceof Error ? error.message : String(error)}`;
    return { reason, counts: false };
  }
}

/** Tells a backend to stop a job. Never throws: what is missed here the next heartbeat's answer says again. */
export async function stopJob(env: Env, backendUrl: string, jobId: string): Promise<void> {
  try {
    const response = await call(
      env,
      'DELETE',
      new URL(`/jobs/${encodeURIComponent(jobId)}`, backendUrl),
      null,
    );
    await response.body?.cancel();
  } catch (error) {
    logError('backend.stop', error, { job: jobId });
  }
}

/** Asks a backend what is in an input; null when it gave no answer. Never throws. */
export async function probeOn(
  env: Env,
  backendUrl: string,
  input: ProbeRequest,
  signal: AbortSignal,
): Promise<ProbeAnswer | null> {
  try {
    const request = { method: 'POST', headers: headers(env), body: JSON.stringify(input), signal };
    const response = await send(env, new URL('/probe', backendUrl), request, PROBE_TIMEOUT);
    if (response.status === 200) return ProbeAnswer.parse(await response.json());
    await response.body?.cancel();
    throw new Error(`the backend answered ${response.status}`);
  } catch (error) {
    logError('backend.probe', error);
    return null;
  }
}

/** Sends a request to a backend, which may be a container that has to be started first. */
async function send(env: Env, url: URL, init: RequestInit, milliseconds: number): Promise<Response> {
  const container = env.BACKEND_CONTAINER && containerOf(url);
  const signal = AbortSignal.any([
    ...(init.signal ? [init.signal] : []),
    AbortSignal.timeout(container ? CONTAINER_TIMEOUT : milliseconds),
  ]);
  const request = new Request(url, { ...init, redirect: 'manual', signal });
  if (!env.BACKEND_CONTAINER || !container) return fetch(request);
  return env.BACKEND_CONTAINER.get(env.BACKEND_CONTAINER.idFromName(container)).fetch(request);
}

function call(env: Env, method: string, url: URL, body: string | null): Promise<Response> {
  return send(env, url, { method, headers: headers(env), body }, scaled(env, START_TIMEOUT));
}

function headers(env: Env): Record<string, string> {
  return { 'Content-Type': 'application/json', Authorization: `Bearer ${env.INTERNAL_TOKEN ?? ''}` };
}
