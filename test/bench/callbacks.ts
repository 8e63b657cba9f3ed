// npm run bench:callbacks [-- --tasks 1000 --rate 20 --seconds 20]: callbacks delivered a second, and the delay from the
// call that ends a task to its callback's arrival, while 1 % of the receivers are dead. No backend: tasks end by being
// aborted. The state lies in a tmpfs folder where there is one.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { CallbackEvent } from '../../src/cli/callbackEvent.ts';
import { CommandError, runCommand } from '../../src/cli/commandError.ts';
import { signedRequest } from '../worker/signedRequest.ts';
import { type EdgeProcess, startEdge, UNLIMITED } from './edgeProcess.ts';
import { percentile } from './load.ts';

const CONNECTIONS = 32;
/** One task in so many has a receiver that takes the request and never answers. */
const DEAD = 100;
const LIMIT_MS = 120_000;

interface Ended {
  taskId: string;
  dead: boolean;
  /** When the call that ends it was sent, by performance.now(). */
  at: number;
}

await runCommand(async () => {
  const { tasks, rate, seconds } = readOptions();
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'edge-mps-bench-'));
  const arrivals = new Map<string, number>();
  const good = await listen(
    createServer(async (request, response) => {
      const event = (await json(request)) as CallbackEvent;
      arrivals.set(event.WorkflowTaskEvent?.TaskId ?? '', performance.now());
      response.writeHead(204).end();
    }),
  );
  const dead = await listen(createServer(() => {}));
  let edge: EdgeProcess | null = null;
  try {
    edge = await startEdge(folder);
    await endAll(edge, await create(edge, 50, good.url, dead.url), CONNECTIONS);
    await sleep(2_000);

    const burst = await create(edge, tasks, good.url, dead.url);
    const ended = await endAll(edge, burst, CONNECTIONS);
    const start = Math.min(...ended.map(({ at }) => at));
    const calls = (performance.now() - start) / 1000;
    await untilArrived(ended, arrivals);
    const live = ended.filter((task) => !task.dead);
    const took = (Math.max(...live.map(({ taskId }) => arrivals.get(taskId)!)) - start) / 1000;
    console.log(
      `${tasks} tasks end at once, in ${calls.toFixed(1)} s: ${live.length} callbacks delivered in ${took.toFixed(1)} s, ${(live.length / took).toFixed(0)}/s; end → callback ${percentiles(live, arrivals)}`,
    );

    const steady = await endAtRate(edge, await create(edge, rate * seconds, good.url, dead.url), rate);
    await untilArrived(steady, arrivals);
    console.log(
      `${rate} tasks a second end for ${seconds} s, 1 % of the receivers dead: end → callback ${percentiles(steady, arrivals)}`,
    );
  } finally {
    await edge?.stop();
    for (const { server } of [good, dead]) {
      server.closeAllConnections();
      server.close();
    }
    await rm(folder, { recursive: true, force: true });
  }
});

async function listen(server: Server): Promise<{ server: Server; url: string }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** Tasks that wait, with a callback each. */
async function create(edge: EdgeProcess, count: number, good: string, dead: string): Promise<Ended[]> {
  return side(count, CONNECTIONS, async (n) => {
    const isDead = n % DEAD === DEAD - 1;
    const { TaskId } = await call(edge, 'ProcessMedia', {
      InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'bench-1250000000', Region: 'r', Object: 'a.mov' } },
      MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30 }, { Definition: 20 }, { Definition: 40 }] },
      TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: isDead ? dead : good },
    });
    return { taskId: String(TaskId), dead: isDead, at: 0 };
  });
}

function endAll(edge: EdgeProcess, tasks: Ended[], connections: number): Promise<Ended[]> {
  return side(tasks.length, connections, (n) => end(edge, tasks[n]!));
}

async function endAtRate(edge: EdgeProcess, tasks: Ended[], rate: number): Promise<Ended[]> {
  const start = performance.now();
  return Promise.all(
    tasks.map(async (task, n) => {
      await sleep(Math.max(0, start + (n / rate) * 1000 - performance.now()));
      return end(edge, task);
    }),
  );
}

async function end(edge: EdgeProcess, task: Ended): Promise<Ended> {
  const at = performance.now();
  await call(edge, 'ManageTask', { OperationType: 'Abort', TaskId: task.taskId });
  return { ...task, at };
}

async function untilArrived(tasks: Ended[], arrivals: Map<string, number>): Promise<void> {
  const open = () => tasks.filter(({ taskId, dead }) => !dead && !arrivals.has(taskId)).length;
  for (const deadline = performance.now() + LIMIT_MS; open() > 0; await sleep(20)) {
    if (performance.now() > deadline) throw new CommandError(`${open()} callbacks did not arrive`);
  }
}

/** How long the callbacks of tasks with live receivers took. */
function percentiles(tasks: Ended[], arrivals: Map<string, number>): string {
  const delays = tasks
    .filter((task) => !task.dead)
    .map(({ taskId, at }) => arrivals.get(taskId)! - at)
    .sort((a, b) => a - b);
  return [0.5, 0.99].map((p) => `p${p * 100} ${percentile(delays, p).toFixed(0)} ms`).join(', ');
}

async function call(edge: EdgeProcess, action: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(signedRequest(body, { action, url: `${edge.url}/`, ...UNLIMITED }));
  const { Response: answer } = (await response.json()) as { Response: Record<string, unknown> };
  if (answer.Error) throw new CommandError(`${action}: ${JSON.stringify(answer.Error)}`);
  return answer;
}

/** `work(0)` … `work(count - 1)`, `width` at once. */
async function side<T>(count: number, width: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let n = next++; n < count; n = next++) results[n] = await work(n);
    }),
  );
  return results;
}

function readOptions(): { tasks: number; rate: number; seconds: number } {
  const number = (preset: number) => ({ type: 'string', default: String(preset) }) as const;
  const { values } = parseArgs({ options: { tasks: number(1_000), rate: number(20), seconds: number(20) } });
  const [tasks, rate, seconds] = [values.tasks, values.rate, values.seconds].map(Number) as [
    number,
    number,
    number,
  ];
  if (![tasks, rate, seconds].every((value) => value > 0))
    throw new CommandError('bench:callbacks: every option takes a number above 0');
  return { tasks, rate, seconds };
}
