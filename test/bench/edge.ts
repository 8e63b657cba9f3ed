// npm run bench:edge [-- --seconds 5 --rounds 3 --offered 60 --stored 100000 --starts 30 --schemes 1]: what accepting a task costs.
// All numbers are ratios of one run, or times on this machine. The state lies on disk first, then in a tmpfs folder: on
// disk the local platform waits for every file.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CommandError, runCommand } from '../../src/cli/commandError.ts';
import { table } from '../../src/cli/table.ts';
import { bareCalls, signedCalls } from './calls.ts';
import { type EdgeProcess, LIMITED, startEdge, UNLIMITED } from './edgeProcess.ts';
import { closedLoop, type LoadResult, openLoop, percentile } from './load.ts';
import { measureSchemes } from './schemes.ts';
import { startTimes } from './startTimes.ts';

interface Options {
  /** Seconds of each measurement of a rate. */
  seconds: number;
  rounds: number;
  /** Seconds during which 95 calls a second are offered. */
  offered: number;
  /** Tasks that are stored besides the 1,000. */
  stored: number;
  /** Tasks whose start is timed. */
  starts: number;
  /** 0: schemes are not measured. */
  schemes: number;
}

const TMPFS = '/dev/shm';
const OFFERED_RATE = 95;
/** More than are answered in a second here. */
const CALLS_PER_SECOND = 1_000;

await runCommand(async () => {
  const options = readOptions();
  for (const [name, parent] of [
    ['disk', tmpdir()],
    ['memory', TMPFS],
  ] as const) {
    if (!existsSync(parent)) continue;
    const folder = await mkdtemp(join(parent, 'edge-mps-bench-'));
    try {
      await measure(name, folder, options);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  if (options.starts > 0) {
    const times = await startTimes(options.starts);
    console.log(
      `\naccepted → ffmpeg started, idle backend, ${times.length} tasks: p50 ${ms(percentile(times, 0.5))}, p99 ${ms(percentile(times, 0.99))}`,
    );
  }
});

async function measure(name: string, folder: string, options: Options): Promise<void> {
  const edge = await startEdge(folder);
  try {
    await full(edge, 2);
    const bare: Round[] = [];
    const accepted: Round[] = [];
    for (let round = 0; round < options.rounds; round++) {
      bare.push(await withCpu(edge, () => bareRoute(edge, options.seconds)));
      accepted.push(await withCpu(edge, () => full(edge, options.seconds)));
    }
    console.log(`\nstate ${name === 'disk' ? 'on disk' : 'in memory'} (${folder})`);
    console.log(
      table([
        ['route', 'ratio', 'requests/s', 'p50', 'p99', 'CPU of the edge', 'errors'],
        row('bare Hono and zod', bare, rate(bare)),
        row('ProcessMedia', accepted, rate(bare)),
      ]),
    );
    if (options.schemes > 0) await measureSchemes(edge, options.seconds, options.rounds);
    if (options.offered > 0) await offer(edge, options.offered);
    const before = await full(edge, options.seconds);
    for (const count of [1_000, options.stored].filter((n) => n > 0)) {
      await store(edge, count);
      const after = await full(edge, options.seconds);
      console.log(
        `with ${count} more tasks stored: ${(rate([after]) / rate([before])).toFixed(2)} of the rate`,
      );
    }
  } finally {
    await edge.stop();
  }
}

interface Round extends LoadResult {
  /** Milliseconds of CPU time. */
  cpu: number;
}

async function withCpu(edge: EdgeProcess, work: () => Promise<LoadResult>): Promise<Round> {
  const before = edge.cpuSeconds();
  const result = await work();
  return { ...result, cpu: (edge.cpuSeconds() - before) * 1000 };
}

async function bareRoute(edge: EdgeProcess, seconds: number): Promise<LoadResult> {
  return closedLoop(edge.url, bareCalls(await signedCalls(edge.url, UNLIMITED, 100)), seconds);
}

async function full(edge: EdgeProcess, seconds: number): Promise<LoadResult> {
  const calls = await signedCalls(edge.url, UNLIMITED, seconds * CALLS_PER_SECOND);
  return closedLoop(edge.url, calls.values(), seconds);
}

/** With the limit that everyone has. */
async function offer(edge: EdgeProcess, seconds: number): Promise<void> {
  const calls = await signedCalls(edge.url, LIMITED, OFFERED_RATE * seconds);
  const { answered, errors, latencies } = await openLoop(edge.url, calls.values(), OFFERED_RATE, seconds);
  const failed = [...errors].map(([code, count]) => `${count} × ${code}`).join(', ') || 'none';
  console.log(
    `${OFFERED_RATE}/s offered for ${seconds} s: ${answered} accepted, p50 ${ms(percentile(latencies, 0.5))}, p99 ${ms(percentile(latencies, 0.99))}, errors: ${failed}`,
  );
}

/** Fills the books and the index of now, and the pool. */
async function store(edge: EdgeProcess, tasks: number): Promise<void> {
  const hour = Math.floor(Date.now() / 3_600_000);
  const answer = await fetch(`${edge.url}/bench/seed`, {
    method: 'POST',
    body: JSON.stringify({
      books: [`${UNLIMITED.appId}/${hour}/0`],
      index: `${UNLIMITED.appId}/${Math.floor(hour / 24)}`,
      tasks,
    }),
  });
  if (!answer.ok) throw new CommandError(`storing tasks failed: ${await answer.text()}`);
}

/** Answered calls a second: the median of the rounds. */
function rate(results: LoadResult[]): number {
  const rates = results.map(({ answered, seconds }) => answered / seconds).sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)]!;
}

function row(name: string, results: Round[], base: number): string[] {
  const latencies = results.flatMap((result) => result.latencies).sort((a, b) => a - b);
  const errors = results.flatMap((result) => [...result.errors]);
  return [
    name,
    (rate(results) / base).toFixed(2),
    rate(results).toFixed(0),
    ms(percentile(latencies, 0.5)),
    ms(percentile(latencies, 0.99)),
    `${(results.reduce((sum, { cpu }) => sum + cpu, 0) / latencies.length).toFixed(2)} ms`,
    errors.map(([code, count]) => `${count} × ${code}`).join(', ') || 'none',
  ];
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function readOptions(): Options {
  const number = (preset: number) => ({ type: 'string', default: String(preset) }) as const;
  const { values } = parseArgs({
    options: {
      seconds: number(5),
      rounds: number(3),
      offered: number(60),
      stored: number(0),
      starts: number(30),
      schemes: number(1),
    },
  });
  const options = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, Number(text)]));
  if (Object.values(options).some((value) => !(value >= 0)))
    throw new CommandError('bench:edge: every option takes a number');
  return options as unknown as Options;
}
