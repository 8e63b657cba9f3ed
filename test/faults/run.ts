// Runs that share one stack: in each, tasks are submitted while things die; at last everything is let live and the whole
// history is checked.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowTask } from '../../src/cli/results.ts';
import { type MpsClient, type ProcessMediaRequest, sdkClient } from '../../src/cli/sdk.ts';
import { BUCKET, type ClipKey, putClips } from './clips.ts';
import { Cluster, until } from './cluster.ts';
import type { Faults } from './faults.ts';
import {
  type Call,
  callbackComplaints,
  describe,
  fileComplaints,
  leftoverComplaints,
  sessionComplaints,
} from './history.ts';
import { randomFrom } from './random.ts';
import { type FaultyReceiver, startFaultyReceiver } from './receiver.ts';

export interface RunResult {
  complaints: string[];
  /** How often what happened. */
  counts: Record<string, number>;
  /** Where the logs are if there are complaints. */
  folder: string | null;
}

const BACKENDS = ['one', 'two'];
const TASKS = 10;
/** Everything must be over so long after the last fault, and so much later for each run. */
const SETTLE_MS = 90_000;
const SETTLE_RUN_MS = 20_000;
/** Checks that run side by side. */
const CHECKERS = 3;
/** Kinds of task: a clip and the presets to make of it (mp4, HLS, mp3; see transcodePresets.ts). */
const KINDS: { clip: ClipKey; definitions: number[] }[] = [
  { clip: 'one.mp4', definitions: [10] },
  { clip: 'two.mp4', definitions: [10, 1010] },
  { clip: 'one.mp4', definitions: [1010] },
  { clip: 'long.mp4', definitions: [210] },
  { clip: 'long.mp4', definitions: [10, 210] },
];

/** Does a run with each seed. Everything that is chosen follows from the seeds; what comes of it does not. */
export async function faultRuns(
  seeds: number[],
  note: (line: string) => void = () => {},
): Promise<RunResult> {
  const cluster = await Cluster.start(BACKENDS.map((id) => ({ id })));
  const receiver = await startFaultyReceiver();
  const runs = new Runs(cluster, receiver, note);
  let complaints: string[] = [];
  try {
    complaints = await runs.all(seeds);
  } catch (error) {
    complaints = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  } finally {
    receiver.close();
    await runs.countEvents();
    await cluster.stop(complaints.length > 0);
  }
  return { complaints, counts: runs.counts, folder: complaints.length > 0 ? cluster.folder : null };
}

class Runs {
  readonly counts: Record<string, number> = {};
  readonly #cluster: Cluster;
  readonly #receiver: FaultyReceiver;
  readonly #note: (line: string) => void;
  #seed = 0;
  #random: () => number = Math.random;
  readonly #client: MpsClient;
  readonly #calls: Call[] = [];
  readonly #submitting: Promise<void>[] = [];
  /** Tasks that somebody wanted to abort. */
  readonly #aborted = new Set<string>();
  #faults: Partial<Faults> = {};

  constructor(cluster: Cluster, receiver: FaultyReceiver, note: (line: string) => void) {
    this.#cluster = cluster;
    this.#receiver = receiver;
    this.#note = note;
    this.#client = sdkClient(cluster.url, cluster.secrets.account);
  }

  async all(seeds: number[]): Promise<string[]> {
    await putClips(this.#cluster);
    for (const seed of seeds) await this.#war(seed);
    await Promise.all(this.#submitting);
    await this.#cluster.setFaults({});
    this.#note('peace');
    return this.#judge(Date.now() + SETTLE_MS + seeds.length * SETTLE_RUN_MS);
  }

  async #war(seed: number): Promise<void> {
    this.#seed = seed;
    this.#random = randomFrom(seed);
    this.#note(`seed ${seed}`);
    this.#faults = { seed, drop: 0.2, double: 0.2, delay: 0.1, failBatch: 0.1, abort: 0.01 };
    await this.#cluster.setFaults(this.#faults);
    for (let task = 0; task < TASKS; task++) {
      this.#submit(task);
      await this.#violence();
    }
  }

  /** Counts what the edge said of itself, and what was tried. */
  async countEvents(): Promise<void> {
    const log = await readFile(join(this.#cluster.folder, 'logs/edge.log'), 'utf8');
    for (const event of ['job.attempt_lost', 'job.refused', 'job.reported', 'queue.dead_letter']) {
      this.counts[event] = log.split(`"event":"${event}"`).length - 1;
    }
    this.counts['objects thrown out'] = log.split('a fault: thrown out').length - 1;
    this.counts.calls = this.#calls.length;
    this.counts.callbacks = this.#receiver.delivered.length;
    this.counts['callbacks refused'] = this.#receiver.refused;
  }

  /** Calls ProcessMedia, some of the time three times at once with one SessionId; each until there is an answer. */
  #submit(index: number): void {
    const kind = this.#pick(KINDS);
    const sessionId = this.#random() < 0.7 ? `session-${this.#seed}-${index}` : '';
    const request: ProcessMediaRequest = {
      InputInfo: {
        Type: 'COS',
        CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: kind.clip },
      },
      OutputDir: `/out/${this.#seed}/${index}/`,
      MediaProcessTask: { TranscodeTaskSet: kind.definitions.map((Definition) => ({ Definition })) },
      TaskNotifyConfig: {
        NotifyType: 'URL',
        NotifyMode: this.#random() < 0.5 ? 'Finish' : 'Change',
        NotifyUrl: this.#receiver.url,
      },
      TasksPriority: Math.floor(this.#random() * 21) - 10,
      SessionId: sessionId,
    };
    const callers = sessionId && this.#random() < 0.5 ? 3 : 1;
    for (let caller = 0; caller < callers; caller++) this.#submitting.push(this.#call(request, sessionId));
  }

  async #call(request: ProcessMediaRequest, sessionId: string): Promise<void> {
    // Without a SessionId a call that may have been accepted is not repeated, as its caller would not.
    for (let tries = 0; tries < (sessionId ? 20 : 1); tries++) {
      const call = await this.#client.ProcessMedia(request).then(
        ({ TaskId }): Call => ({ sessionId, taskId: TaskId ?? null, code: '' }),
        (error: { code?: string }): Call => ({ sessionId, taskId: null, code: error.code ?? '?' }),
      );
      this.#calls.push(call);
      if (call.taskId || call.code === 'InvalidParameterValue.SessionId') return;
      await sleep(300);
    }
  }

  async #violence(): Promise<void> {
    const backend = this.#pick(BACKENDS);
    const acts: [string, number, () => Promise<void>][] = [
      ['nothing', 2, () => sleep(500)],
      ['kill a backend', 2, () => this.#restart(backend, 'SIGKILL')],
      ['end a backend', 1, () => this.#restart(backend, 'SIGTERM')],
      ['freeze a backend', 2, () => this.#freeze(backend)],
      ['kill the edge', 0.7, () => this.#restartEdge()],
      ['refuse uploads', 1, () => this.#refuseUploads()],
      ['receiver down', 1, () => this.#receiverDown()],
      ['abort a task', 1.5, () => this.#abort()],
    ];
    let at = this.#random() * acts.reduce((sum, [, weight]) => sum + weight, 0);
    const [name, , act] = acts.find(([, weight]) => {
      at -= weight;
      return at < 0;
    })!;
    this.#note(name);
    this.counts[name] = (this.counts[name] ?? 0) + 1;
    await act();
    await sleep(this.#random() * 800);
  }

  async #restart(backend: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.#cluster.endBackend(backend, signal);
    await sleep(this.#random() * 1_000);
    this.#cluster.startBackend(backend);
  }

  /** For longer than a lease (3 s) half of the time. */
  async #freeze(backend: string): Promise<void> {
    this.#cluster.signalBackend(backend, 'SIGSTOP');
    await sleep(500 + this.#random() * 5_000);
    this.#cluster.signalBackend(backend, 'SIGCONT');
  }

  async #restartEdge(): Promise<void> {
    await this.#cluster.killEdge();
    await this.#cluster.startEdge();
    await this.#cluster.setFaults(this.#faults);
  }

  async #refuseUploads(): Promise<void> {
    await this.#cluster.setFaults({ ...this.#faults, refuseUploads: true });
    await sleep(2_000);
    await this.#cluster.setFaults(this.#faults);
  }

  /** Aborts one of the last tasks that were accepted, at whatever point it is. */
  async #abort(): Promise<void> {
    await sleep(this.#random() * 1_500);
    const known = this.#calls.flatMap(({ taskId }) => taskId ?? []).slice(-3);
    if (known.length === 0) return;
    const TaskId = this.#pick(known);
    this.#aborted.add(TaskId);
    // It may be over, or the edge may fail: what counts is that it ends as it says.
    await this.#client.ManageTask({ OperationType: 'Abort', TaskId }).catch(() => {});
  }

  async #receiverDown(): Promise<void> {
    this.#receiver.down = true;
    await sleep(1_500);
    this.#receiver.down = false;
  }

  async #judge(deadline: number): Promise<string[]> {
    const tasks = await this.#finished(deadline);
    const told = (task: WorkflowTask) => callbackComplaints(task, this.#receiver.delivered);
    await until(() => tasks.every((task) => told(task).length === 0), deadline - Date.now()).catch(() => {});
    this.#note('all told');
    const complaints = [
      ...sessionComplaints(this.#calls, this.#receiver.delivered),
      ...tasks.flatMap(told),
      ...tasks
        .filter(({ Status }) => Status !== 'FINISH')
        .map(({ TaskId, Status }) => `${TaskId} is ${Status}`),
    ];
    const left = [...tasks];
    const check = async () => {
      for (let task = left.pop(); task; task = left.pop()) {
        const aborted = this.#aborted.has(task.TaskId);
        complaints.push(...(await fileComplaints(this.#cluster, task, aborted)));
      }
    };
    await Promise.all(Array.from({ length: CHECKERS }, check));
    this.#note('files seen');
    complaints.push(...(await leftoverComplaints(this.#cluster, tasks)));
    for (const task of tasks) {
      const again = await describe(this.#client, task.TaskId);
      if (JSON.stringify(again) !== JSON.stringify(task))
        complaints.push(`${task.TaskId} changed after its end`);
    }
    return [...complaints, ...(await this.#leaks())];
  }

  /** All tasks that anybody has heard of, as they are at their end, or at the deadline. */
  async #finished(deadline: number): Promise<WorkflowTask[]> {
    const tasks = new Map<string, WorkflowTask>();
    const done = async () => {
      const known = [
        ...this.#calls.map(({ taskId }) => taskId),
        ...this.#receiver.delivered.map(({ event }) => event.WorkflowTaskEvent?.TaskId ?? null),
      ];
      const open = new Set(known.filter((id) => id !== null && tasks.get(id)?.Status !== 'FINISH'));
      for (const id of open) tasks.set(id!, await describe(this.#client, id!));
      const { waiting, running } = await this.#cluster.ready();
      return waiting + running === 0 && [...tasks.values()].every(({ Status }) => Status === 'FINISH');
    };
    await until(done, deadline - Date.now()).catch((error) => this.#note(String(error)));
    this.counts.tasks = tasks.size;
    return [...tasks.values()];
  }

  async #leaks(): Promise<string[]> {
    const { waiting, running, backends } = await this.#cluster.ready();
    const busy = await Promise.all(BACKENDS.map(async (id) => (await this.#cluster.health(id)).busy));
    return [
      ...(waiting === 0 && running === 0
        ? []
        : [`the pool has ${waiting} waiting and ${running} running jobs`]),
      ...(backends === BACKENDS.length ? [] : [`the pool knows ${backends} backends`]),
      ...(busy.every((count) => count === 0) ? [] : [`backends are busy with ${busy.join(' and ')} jobs`]),
    ];
  }

  #pick<T>(list: T[]): T {
    return list[Math.floor(this.#random() * list.length)]!;
  }
}
