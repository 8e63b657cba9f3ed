// The edge's calls to a backend. Short ones: a backend that does not answer at once is left to its heartbeat.
import type { Job, JobInput } from '../contract/job.ts';
import { ProbeAnswer } from '../contract/probe.ts';
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { SECOND, START_TIMEOUT } from '../platform/settings.ts';
import { containerOf } from './containers.ts';

/** A container has to start first: 12 s, then as any other. Real milliseconds. */
const CONTAINER_TIMEOUT = 14 * SECOND;
/** `probeOn` is given a signal of its own; this is only the end of all patience. */
const PROBE_TIMEOUT = 30 * SECOND;

/** Gives a job to a backend; null when it took it (202), else why not. Never throws. */
export async function startJob(env: Env, backendUrl: string, job: Job): Promise<string | null> {
  try {
    const status = await call(env, 'POST', new URL('/jobs', backendUrl), JSON.stringify(job));
    return status === 202 ? null : `the backend answered ${status}`;
  } catch (error) {
    return `the backend could not be reached: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Tells a backend to stop a job. Never throws: what is missed here the next heartbeat's answer says again. */
export async function stopJob(env: Env, backendUrl: string, jobId: string): Promise<void> {
  try {
    await call(env, 'DELETE', new URL(`/jobs/${encodeURIComponent(jobId)}`, backendUrl), null);
  } catch (error) {
    logError('backend.stop', error, { job: jobId });
  }
}

/** Asks a backend what is in an input; null when it gave no answer. Never throws. */
export async function probeOn(
  env: Env,
  backendUrl: string,
  input: JobInput,
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

async function call(env: Env, method: string, url: URL, body: string | null): Promise<number> {
  const response = await send(env, url, { method, headers: headers(env), body }, scaled(env, START_TIMEOUT));
  await response.body?.cancel();
  return response.status;
}

function headers(env: Env): Record<string, string> {
  return { 'Content-Type': 'application/json', Authorization: `Bearer ${env.INTERNAL_TOKEN ?? ''}` };
}
