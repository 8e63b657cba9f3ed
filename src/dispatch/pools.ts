// Pools by name.
import type { Env } from '../platform/env.ts';
import { stub } from '../platform/stub.ts';
import type { JobPool } from './jobPool.ts';
import { readFence } from './jobToken.ts';

/** What the Worker itself asks a pool. */
export type Pool = Pick<
  JobPool,
  | 'lease'
  | 'next'
  | 'started'
  | 'refused'
  | 'heartbeat'
  | 'report'
  | 'grant'
  | 'inputs'
  | 'cutIntoChunks'
  | 'beginMultipart'
  | 'granted'
  | 'isLive'
  | 'reachable'
  | 'ready'
  | 'gauges'
>;

/** The pools that there are. */
export const POOLS = ['cpu'];

/** The pool of that name. It has one shard. */
export function poolOf(env: Env, pool: string): Pool {
  return stub<Pool>(env.JOB_POOL, `${pool}/0`);
}

/** Whether the attempt that a fence names is still the live one. */
export async function fenceHolds(env: Env, fence: string): Promise<boolean> {
  const { pool, jobId, attempt } = readFence(fence);
  return poolOf(env, pool).isLive(jobId, attempt);
}
