// Where backends that the edge cannot reach come for their jobs.
import { Hono } from 'hono';
import { NextJobRequest } from '../contract/pull.ts';
import { internalOnly } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { jobOrFailure } from './leasedJob.ts';
import { poolOf } from './pools.ts';

export const pullRoute = new Hono<{ Bindings: Env }>();

pullRoute.post('/pools/:pool{[a-z]+}/next', internalOnly, async (c) => {
  const request = NextJobRequest.safeParse(await c.req.json().catch(() => null));
  if (!request.success) return c.json({ error: 'backendId and bootId are needed' }, 400);
  const name = c.req.param('pool');
  const pool = poolOf(c.env, name);
  const leased = await pool.next(request.data.backendId, request.data.bootId);
  const job = leased && (await jobOrFailure(c.env, name, pool, leased));
  return job ? c.json(job) : c.body(null, 204);
});
