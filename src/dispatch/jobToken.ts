// The token of one attempt: it names the pool, the job and the attempt, so that no look-up is needed to check it.
import { signingKey } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { hmac, sameText } from '../platform/hmac.ts';

export interface AttemptRef {
  pool: string;
  jobId: string;
  attempt: number;
}

/** A bearer token for the attempt's own calls. */
export function jobToken(env: Env, ref: AttemptRef): string {
  return `${ref.pool}.${ref.attempt}.${mac(env, ref)}`;
}

/** The attempt that a token is for; null when it is not ours or belongs to another job. */
export function readJobToken(env: Env, jobId: string, token: string): AttemptRef | null {
  const match = /^([a-z]+)\.(\d{1,9})\.([0-9a-f]{64})$/.exec(token);
  if (!match) return null;
  const ref = { pool: match[1]!, jobId, attempt: Number(match[2]) };
  return sameText(match[3]!, mac(env, ref)) ? ref : null;
}

/** The fence of an upload URL. */
export function fenceOf(ref: AttemptRef): string {
  return `${ref.pool}:${ref.jobId}:${ref.attempt}`;
}

/** The attempt that a fence names. */
export function readFence(fence: string): AttemptRef {
  const [pool = '', jobId = '', attempt = '0'] = fence.split(':');
  return { pool, jobId, attempt: Number(attempt) };
}

function mac(env: Env, ref: AttemptRef): string {
  return hmac(signingKey(env), 'job-token', `${ref.pool}\n${ref.jobId}\n${ref.attempt}`);
}
