// npm run bench:media [-- OPTIONS]: what the system costs. Each workload goes through the whole system (edge in wrangler
// dev, backend, from the accepted ProcessMedia to the callback) and is made by hand with ffmpeg commands one after another. Both
// take turns, so that a busy machine is busy for both; what is told are medians and the ratios of one run.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { CommandError, runCommand } from '../../../src/cli/commandError.ts';
import { ffprobe } from '../../../src/cli/ffprobe.ts';
import { putObject } from '../../../src/cli/objects.ts';
import { freePorts } from '../../../src/cli/ports.ts';
import { sdkClient } from '../../../src/cli/sdk.ts';
import { type Stack, startStack } from '../../../src/cli/stack.ts';
import { table } from '../../../src/cli/table.ts';
import { type Options, readOptions } from './options.ts';
import { type Cost, median, runBare, runTask } from './runs.ts';
import { bareFiles, compareOutputs, fetchMade } from './sameOutputs.ts';
import { madeSource } from './source.ts';
import { topSpeed } from './topSpeed.ts';
import { twoBackends } from './twoBackends.ts';
import { LADDER_TEMPLATE, MEASURED, type Workload } from './workloads.ts';

const BUCKET = 'bench-1250000000';

interface Bench {
  stack: Stack;
  client: ReturnType<typeof sdkClient>;
  source: string;
  seconds: number;
  folder: string;
  ladder: number;
  rounds: number;
}

await runCommand(async () => {
  const options = readOptions(process.argv.slice(2));
  const folder = await mkdtemp(join(tmpdir(), 'edge-mps-bench-'));
  try {
    const chosen = MEASURED.filter(({ id }) => options.workloads.includes(id));
    if (chosen.length > 0 || options.workloads.includes('g')) await withStack(options, chosen, folder);
    if (options.workloads.includes('f')) console.log(await twoBackends(options, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function withStack(options: Options, workloads: Workload[], folder: string): Promise<void> {
  const source = await sourceOf(options);
  const seconds = (await ffprobe(source)).format.duration ?? 0;
  const [port, backendPort] = (await freePorts(2)) as [number, number];
  const stack = await startStack({ port, backendPort, stateDir: join(folder, 'state'), note: console.error });
  try {
    const client = sdkClient(stack.url, stack.secrets.account);
    await putObject(stack, { bucket: BUCKET, key: `in/source${extname(source)}` }, source);
    const { Definition } = await client.CreateAdaptiveDynamicStreamingTemplate(LADDER_TEMPLATE);
    const bench: Bench = {
      ...{ stack, client, source, seconds, folder, ladder: Number(Definition), rounds: options.rounds },
    };
    console.log(`${basename(source)}, ${seconds.toFixed(1)} s; medians of ${options.rounds} rounds\n`);
    const rows = [
      ['', 'workload', 'wall s', 'by hand', 'ratio', 'goal', 'CPU s', 'by hand', 'ratio', 'goal'],
    ];
    for (const workload of workloads) rows.push(await measure(workload, bench));
    if (workloads.length > 0) console.log(`${table(rows)}\n`);
    if (options.workloads.includes('g')) console.log(await topSpeed({ ...bench, bucket: BUCKET }));
  } finally {
    await stack.stop();
  }
}

function sourceOf({ source, seconds }: Options): Promise<string> {
  return typeof source === 'number' ? madeSource(source, seconds) : Promise.resolve(source.file);
}

/** Rounds of one workload in turns; the row of the table. Outputs are compared in the first one. */
async function measure(workload: Workload, bench: Bench): Promise<string[]> {
  const { stack, client, source, seconds, folder, ladder, rounds } = bench;
  const costs: { system: Cost; bare: Cost }[] = [];
  for (let round = 0; round < rounds; round++) {
    const own = join(folder, `${workload.id}-${round}`);
    const bare = workload.bare(source, seconds, join(own, 'bare'));
    const bareCost = await runBare(bare.flat());
    const { cost, made, parts } = await runTask(client, requestOf(workload, source, ladder, round), {
      edge: stack.edgePid(),
      backends: [stack.backendPid()],
    });
    if (process.env.BENCH_VERBOSE) console.error(workload.id, bareCost, cost, parts);
    costs.push({ system: cost, bare: bareCost });
    if (round === 0) {
      const ours = [];
      for (const one of made) ours.push(await fetchMade(stack, BUCKET, one, join(own, 'system')));
      const theirs = await Promise.all(bare.map(bareFiles));
      if (ours.length !== theirs.length)
        throw new CommandError(`${ours.length} outputs, by hand ${theirs.length}`);
      console.log(`${workload.id}: ${workload.title}\n${await compareOutputs(ours, theirs, source)}\n`);
    }
    await rm(own, { recursive: true, force: true });
  }
  const of = (who: 'system' | 'bare', what: keyof Cost) => median(costs.map((cost) => cost[who][what]));
  const ratios = (['wall', 'cpu'] as const).flatMap((what) => {
    const [system, bare] = [of('system', what), of('bare', what)];
    const goal = workload.goal[what];
    const ratio = system / bare;
    const verdict = goal === undefined ? '' : `<= ${goal} ${ratio <= goal ? 'met' : 'missed'}`;
    return [system.toFixed(1), bare.toFixed(1), ratio.toFixed(2), verdict];
  });
  return [workload.id, workload.title, ...ratios];
}

function requestOf(workload: Workload, source: string, ladder: number, round: number) {
  const key = `/in/source${extname(source)}`;
  return {
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: key } },
    OutputDir: `/${workload.id}-${round}/`,
    MediaProcessTask: workload.task(ladder),
  };
}
