// A long source in chunks: two backends with one core each against one backend with one core.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CommandError } from '../../../src/cli/commandError.ts';
import { backendsOf } from '../../../src/cli/edgeHealth.ts';
import { putObject } from '../../../src/cli/objects.ts';
import { freePorts } from '../../../src/cli/ports.ts';
import { sdkClient } from '../../../src/cli/sdk.ts';
import { ROOT } from '../../../src/cli/settings.ts';
import { type Stack, startStack } from '../../../src/cli/stack.ts';
import { table } from '../../../src/cli/table.ts';
import type { Options } from './options.ts';
import { type Cost, median, runTask } from './runs.ts';
import { compareOutputs, fetchMade } from './sameOutputs.ts';
import { madeSource } from './source.ts';

const BUCKET = 'bench-1250000000';
const GOAL = 1.7;
/** A minute each of the long source; of a short one a tenth. */
const CHUNKS = 10;

/** Both ways in turns; answers what is told. The edge runs on any core. */
export async function twoBackends(options: Options, folder: string): Promise<string> {
  if (availableParallelism() < 2) throw new CommandError('workload f needs two cores');
  const { longSeconds, rounds } = options;
  const source =
    typeof options.source === 'number' ? await madeSource(720, longSeconds) : options.source.file;
  process.env.CHUNK_SECONDS = String(Math.max(1, Math.round(longSeconds / CHUNKS)));
  const [port, backendPort, otherPort] = (await freePorts(3)) as [number, number, number];
  const stateDir = join(folder, 'state-f');
  const stack = await startStack({ port, backendPort, stateDir, note: console.error });
  try {
    await promisify(execFile)('taskset', ['-a', '-p', '-c', '0', String(stack.backendPid())]);
    const client = sdkClient(stack.url, stack.secrets.account);
    await putObject(stack, { bucket: BUCKET, key: 'in/long.mp4' }, source);
    const run = async (name: string, others: number[]) =>
      runTask(
        client,
        {
          InputInfo: {
            ...{
              Type: 'COS',
              CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: '/in/long.mp4' },
            },
          },
          OutputDir: `/${name}/`,
          MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30 }] },
        },
        { edge: stack.edgePid(), backends: [stack.backendPid(), ...others] },
      );
    const costs: { one: Cost; two: Cost }[] = [];
    let compared = '';
    for (let round = 0; round < rounds; round++) {
      const one = await run(`one-${round}`, []);
      const helper = await startHelper(stack, otherPort, folder);
      const two = await run(`two-${round}`, [helper.pid]).finally(helper.stop);
      costs.push({ one: one.cost, two: two.cost });
      if (round > 0) continue;
      const [whole, joined] = await Promise.all(
        [one, two].map(({ made }, n) => fetchMade(stack, BUCKET, made[0]!, join(folder, `f-${n}`))),
      );
      compared = await compareOutputs([joined!], [whole!], source);
    }
    return report(costs, compared, longSeconds);
  } finally {
    await stack.stop();
  }
}

function report(costs: { one: Cost; two: Cost }[], compared: string, seconds: number): string {
  const of = (who: 'one' | 'two', what: keyof Cost) => median(costs.map((cost) => cost[who][what]));
  const faster = of('one', 'wall') / of('two', 'wall');
  const rows = (['one', 'two'] as const).map((who) => [
    who,
    of(who, 'wall').toFixed(1),
    of(who, 'cpu').toFixed(1),
  ]);
  return [
    `f: ${seconds} s in chunks (by hand: in one piece by one backend)\n${compared}\n`,
    `${table([['backends of one core', 'wall s', 'CPU s'], ...rows])}\n`,
    `two are ${faster.toFixed(2)} times as fast as one (goal ${GOAL}: ${faster >= GOAL ? 'met' : 'missed'})`,
  ].join('\n');
}

/** A second backend, on the second core. */
async function startHelper(stack: Stack, port: number, folder: string) {
  const child = spawn('taskset', ['-c', '1', process.execPath, join(ROOT, 'src/backend/main.ts')], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...{ BACKEND_PORT: String(port), BACKEND_URL: `http://127.0.0.1:${port}`, BACKEND_ID: 'helper' },
      ...{ EDGE_URL: stack.url, INTERNAL_TOKEN: stack.secrets.internalToken },
      ...{ WORK_DIR: join(folder, 'helper'), EXIT_WITH_STDIN: '1' },
    },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const stop = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  const deadline = Date.now() + 60_000;
  while ((await backendsOf(stack.url, stack.secrets.internalToken)) < 2) {
    if (Date.now() > deadline) {
      await stop();
      throw new CommandError('the second backend did not start');
    }
    await sleep(100);
  }
  return { pid: child.pid ?? 0, stop };
}
