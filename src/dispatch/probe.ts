// What is in an input, as a live backend sees it. No job and no slot: an answer within seconds.
import type { InputLocation } from '../contract/location.ts';
import type { ProbeAnswer, ProbeRequest, ProbeResult } from '../contract/probe.ts';
import type { Env } from '../platform/env.ts';
import { PROBE_TIMEOUT } from '../platform/settings.ts';
import { inputAccess } from '../storage/access.ts';
import { probeOn } from './backendClient.ts';
import { besideOf, isObject } from './beside.ts';
import { poolOf } from './pools.ts';

/** Backends to ask before it is given up: one may just have gone. */
const TRIES = 3;

/** A playlist names playlists, which name segments, keys and what those begin with. */
const ROUNDS = 4;

/** Facts or failure of an input; null when no backend could be asked. */
export async function probeInput(env: Env, input: InputLocation): Promise<ProbeResult | null> {
  // The backend's own limit is not scaled, so this one is not either.
  const signal = AbortSignal.timeout(PROBE_TIMEOUT);
  const now = Date.now();
  const access = { ...(await inputAccess(env, input, now)), ...(isObject(input) && { beside: true }) };
  const besides: NonNullable<ProbeRequest['besides']> = {};
  for (let round = 0; round < ROUNDS; round++) {
    const answer = await askOne(env, { ...access, besides }, signal);
    if (!answer || !('wants' in answer)) return answer;
    if (!isObject(input)) break;
    const { wants } = answer;
    const inputs = await Promise.all(wants.map((name) => inputAccess(env, besideOf(input, name), now)));
    for (const [n, name] of wants.entries()) besides[name] = inputs[n]!;
  }
  return {
    failure: { code: 'SourceFileError.ContentUnsupported', message: 'The playlist names too much.' },
  };
}

async function askOne(env: Env, request: ProbeRequest, signal: AbortSignal): Promise<ProbeAnswer | null> {
  const urls = await poolOf(env, 'cpu').reachable();
  const first = Math.floor(Math.random() * urls.length);
  for (const url of [...urls.slice(first), ...urls.slice(0, first)].slice(0, TRIES)) {
    const answer = await probeOn(env, url, request, signal);
    if (answer) return answer;
  }
  return null;
}
