// What is in an input, as a live backend sees it. No job and no slot: an answer within seconds.
import type { InputLocation } from '../contract/location.ts';
import type { ProbeAnswer } from '../contract/probe.ts';
import type { Env } from '../platform/env.ts';
import { PROBE_TIMEOUT } from '../platform/settings.ts';
import { inputAccess } from '../storage/access.ts';
import { probeOn } from './backendClient.ts';
import { poolOf } from './pools.ts';

/** Backends to ask before it is given up: one may just have gone. */
const TRIES = 3;

/** Facts or failure of an input; null when no backend could be asked. */
export async function probeInput(env: Env, input: InputLocation): Promise<ProbeAnswer | null> {
  const urls = await poolOf(env, 'cpu').reachable();
  const first = Math.floor(Math.random() * urls.length);
  // The backend's own limit is not scaled, so this one is not either.
  const signal = AbortSignal.timeout(PROBE_TIMEOUT);
  const access = await inputAccess(env, input, Date.now());
  for (const url of [...urls.slice(first), ...urls.slice(0, first)].slice(0, TRIES)) {
    const answer = await probeOn(env, url, access, signal);
    if (answer) return answer;
  }
  return null;
}
