// npm run bench:media [-- ROUNDS]: what the system costs. Wall and CPU time of the documented three-rendition task
// through the whole system, against the same three ffmpeg commands one after another, and against one ffmpeg with the
// three outputs. The three ways take turns, so that a busy machine is busy for all of them; medians are shown.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError, runCommand } from '../../src/cli/commandError.ts';
import { putObject } from '../../src/cli/objects.ts';
import { pollTask } from '../../src/cli/pollTask.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { subtasksOf } from '../../src/cli/results.ts';
import { documentedRequest, sdkClient } from '../../src/cli/sdk.ts';
import { ROOT } from '../../src/cli/settings.ts';
import { type Stack, startStack } from '../../src/cli/stack.ts';
import { table } from '../../src/cli/table.ts';
import { documentedOutputs, runByHand } from './byHand.ts';
import { cpuSeconds, endedChildrenSeconds } from './cpuTime.ts';

interface Cost {
  /** Seconds. */
  wall: number;
  /** Seconds, user and system, all processes. */
  cpu: number;
}

const RECORDING = join(ROOT, 'test/media/hello.mov');
const BUCKET = 'bench-1250000000';
const KEY = 'movie/201907/WildAnimal.mov';

await runCommand(async () => {
  const rounds = Number(process.argv[2] ?? 5);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new CommandError('usage: npm run bench:media [-- ROUNDS]');
  const folder = await mkdtemp(join(tmpdir(), 'edge-mps-bench-'));
  const [port, backendPort] = (await freePorts(2)) as [number, number];
  const stack = await startStack({ port, backendPort, stateDir: join(folder, 'state'), note: console.error });
  try {
    await putObject(stack, { bucket: BUCKET, key: KEY }, RECORDING);
    await measure(stack, folder, rounds);
  } finally {
    await stack.stop();
    await rm(folder, { recursive: true });
  }
});

async function measure(stack: Stack, folder: string, rounds: number): Promise<void> {
  const outputs = documentedOutputs();
  const stackSeconds = () => cpuSeconds(stack.edgePid() ?? 0) + cpuSeconds(stack.backendPid() ?? 0);
  const byHand = (name: string, groups: (typeof outputs)[]) => async (round: number) =>
    runByHand(RECORDING, groups, join(folder, `${name}-${round}`));
  const ways = [
    { name: 'through the system', work: () => runTask(stack), seconds: stackSeconds, costs: [] as Cost[] },
    {
      name: 'three ffmpeg, one after another',
      work: byHand(
        'three',
        outputs.map((output) => [output]),
      ),
      seconds: endedChildrenSeconds,
      costs: [] as Cost[],
    },
    {
      name: 'one ffmpeg with three outputs',
      work: byHand('one', [outputs]),
      seconds: endedChildrenSeconds,
      costs: [] as Cost[],
    },
  ];
  for (let round = 0; round < rounds; round++)
    for (const { work, seconds, costs } of ways) {
      const before = { wall: performance.now(), cpu: seconds() };
      await work(round);
      costs.push({ wall: (performance.now() - before.wall) / 1000, cpu: seconds() - before.cpu });
    }

  const medians = ways.map(({ name, costs }) => ({
    name,
    wall: median(costs.map(({ wall }) => wall)),
    cpu: median(costs.map(({ cpu }) => cpu)),
  }));
  const [system, ...others] = medians as [(typeof medians)[number], ...typeof medians];
  console.log(`presets 30, 20 and 40 of test/media/hello.mov, medians of ${rounds} rounds\n`);
  console.log(
    table([
      ['way', 'wall s', 'CPU s'],
      ...medians.map(({ name, wall, cpu }) => [name, wall.toFixed(2), cpu.toFixed(2)]),
    ]),
  );
  console.log();
  for (const { name, wall, cpu } of others)
    console.log(
      `system / ${name}: wall ${(system.wall / wall).toFixed(2)}, CPU ${(system.cpu / cpu).toFixed(2)}`,
    );
}

/** From the call to FINISH: admission, dispatch, download, encoding, checks, upload and reports. */
async function runTask(stack: Stack): Promise<void> {
  const client = sdkClient(stack.url, stack.secrets.account);
  const { TaskId = '' } = await client.ProcessMedia(documentedRequest(BUCKET, KEY));
  const subtasks = subtasksOf(await pollTask(client, TaskId, () => {}));
  const failed = subtasks.filter(({ status }) => status !== 'SUCCESS');
  if (failed.length > 0 || subtasks.length !== 3)
    throw new CommandError(`the task failed: ${failed.map(({ reason }) => reason).join('; ')}`);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
