import { expect, test } from 'vitest';
import { metricsText } from './metricsText.ts';

const NOW = 1_800_000_000_000;

test('counters, gauges of each pool, and ages in seconds', () => {
  const text = metricsText(
    {
      counters: {
        'edge_mps_attempts_total{pool="cpu"}': 7,
        'edge_mps_requests_refused_total{action="ProcessMedia",code="RequestLimitExceeded"}': 3,
      },
      lateSince: NOW - 90_000,
    },
    new Map([
      [
        'cpu',
        {
          backends: 2,
          slots: 5,
          jobs: [
            { state: 'waiting', priority: -10, jobs: 4 },
            { state: 'running', priority: 0, jobs: 1 },
          ],
          oldestWaiting: NOW - 1_500,
        },
      ],
    ]),
    NOW,
  );
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
    'edge_mps_requests_refused_total{action="ProcessMedia",code="RequestLimitExceeded"} 3',
    'edge_mps_attempts_total{pool="cpu"} 7',
    'edge_mps_jobs{pool="cpu",priority="-10",state="waiting"} 4',
    'edge_mps_jobs{pool="cpu",priority="0",state="running"} 1',
    'edge_mps_oldest_waiting_task_seconds{pool="cpu"} 1.5',
    'edge_mps_backends{pool="cpu"} 2',
    'edge_mps_slots{pool="cpu"} 5',
    'edge_mps_oldest_waiting_callback_seconds 90',
  ]);
});

test('nothing waits: ages are 0', () => {
  const text = metricsText(
    { counters: {}, lateSince: null },
    new Map([['cpu', { backends: 0, slots: 0, jobs: [], oldestWaiting: null }]]),
    NOW,
  );
  expect(text).toContain('\nedge_mps_oldest_waiting_task_seconds{pool="cpu"} 0\n');
  expect(text).toContain('\nedge_mps_oldest_waiting_callback_seconds 0\n');
});
