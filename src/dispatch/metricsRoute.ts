// GET /internal/metrics, for Prometheus.
import { Hono } from 'hono';
import { internalOnly } from '../platform/bearer.ts';
import { countersOf } from '../platform/count.ts';
import type { Env } from '../platform/env.ts';
import { metricsText, type PoolGauges } from './metricsText.ts';
import { POOLS, poolOf } from './pools.ts';

export const metricsRoute = new Hono<{ Bindings: Env }>();

metricsRoute.get('/metrics', internalOnly, async (c) => {
  const gauges = Promise.all(
    POOLS.map(async (name): Promise<[string, PoolGauges]> => [name, await poolOf(c.env, name).gauges()]),
  );
  const counted = await countersOf(c.env).read();
  return c.body(metricsText(counted, new Map(await gauges), Date.now()), 200, {
    'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
  });
});
