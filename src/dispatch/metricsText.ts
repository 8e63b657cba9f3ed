// What GET /internal/metrics says.
import type { CounterName } from '../platform/count.ts';
import type { Counted } from '../platform/counters.ts';
import { type Metric, prometheusText, series } from '../platform/prometheus.ts';

/** A pool as it is now. */
export interface PoolGauges {
  backends: number;
  slots: number;
  /** Jobs by state and priority. */
  jobs: { state: 'waiting' | 'running'; priority: number; jobs: number }[];
  /** When the task was created that has waited longest; ms since 1970. */
  oldestWaiting: number | null;
}

const COUNTERS: Record<CounterName, string> = {
  edge_mps_requests_accepted_total: 'API calls that were answered with a result.',
  edge_mps_requests_refused_total: 'API calls that were answered with an error, by its code.',
  edge_mps_attempts_total: 'Attempts of jobs that were given to a backend.',
  edge_mps_lease_losses_total: 'Attempts that ended without a word of their backend.',
  edge_mps_callback_attempts_total: 'Attempts to deliver a callback, by what came of them.',
  edge_mps_uploads_total: 'New objects that a scheme listens for, by what came of them.',
};

/** @param now milliseconds since 1970 */
export function metricsText(counted: Counted, pools: Map<string, PoolGauges>, now: number): string {
  const metrics = Object.entries(COUNTERS).map(
    ([name, help]): Metric => ({
      name,
      help,
      type: 'counter',
      samples: Object.entries(counted.counters).filter(([key]) => key === name || key.startsWith(`${name}{`)),
    }),
  );
  const gauge = (name: string, help: string, samples: Metric['samples']) =>
    metrics.push({ name, help, type: 'gauge', samples });
  const each = (name: string, value: (pool: PoolGauges) => number): Metric['samples'] =>
    [...pools].map(([pool, gauges]) => [series(name, { pool }), value(gauges)]);
  const age = (since: number | null) => (since === null ? 0 : Math.max(0, (now - since) / 1000));

  gauge(
    'edge_mps_jobs',
    'Jobs that wait or run, by priority.',
    [...pools].flatMap(([pool, { jobs }]) =>
      jobs.map((row): [string, number] => [
        series('edge_mps_jobs', { pool, state: row.state, priority: row.priority }),
        row.jobs,
      ]),
    ),
  );
  const name = 'edge_mps_oldest_waiting_task_seconds';
  gauge(
    name,
    'Age of the oldest job that waits; 0 when none does.',
    each(name, (pool) => age(pool.oldestWaiting)),
  );
  gauge(
    'edge_mps_backends',
    'Backends that take jobs.',
    each('edge_mps_backends', (pool) => pool.backends),
  );
  gauge(
    'edge_mps_slots',
    'Jobs that the backends can run at once.',
    each('edge_mps_slots', (pool) => pool.slots),
  );
  gauge(
    'edge_mps_oldest_waiting_callback_seconds',
    'Time since the first failed attempt of the oldest callback that is still to be delivered; 0 when none is.',
    [['edge_mps_oldest_waiting_callback_seconds', age(counted.lateSince)]],
  );
  return prometheusText(metrics);
}
