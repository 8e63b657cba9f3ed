// One edge and some backends as processes that can be killed, frozen and started again, on state that stays.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { backendsOf, healthy } from '../../src/cli/edgeHealth.ts';
import { type Guardian, startGuardian } from '../../src/cli/guardian.ts';
import { claimPort, freePorts } from '../../src/cli/ports.ts';
import { type LocalSecrets, localSecrets, ROOT } from '../../src/cli/settings.ts';
import { Faults } from './faults.ts';

export interface BackendOptions {
  id: string;
  env?: Record<string, string>;
  /** It is not started with the others. */
  later?: boolean;
}

interface Member {
  argv: string[];
  env: Record<string, string>;
  log: string;
  port: number;
  child: ChildProcess | null;
}

const START_LIMIT_MS = 60_000;
/** All times of the edge are a tenth: a lease is 3 s, a busy heartbeat comes every 0.2 s. */
const TIME_SCALE = '0.1';

export class Cluster {
  readonly url: string;
  readonly secrets: LocalSecrets = localSecrets();
  /** Everything of this cluster; removed by stop(). */
  readonly folder: string;
  readonly #guardian: Guardian;
  readonly #edge: Member;
  readonly #backends = new Map<string, Member>();

  private constructor(folder: string, guardian: Guardian, ports: number[], backends: BackendOptions[]) {
    const [port = 0, ...others] = ports;
    this.folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    this.#guardian = guardian;
    this.#edge = { ...edgeProgram(folder, port), port, child: null };
    for (const [index, options] of backends.entries()) {
      const backendPort = others[index]!;
      const program = backendProgram(folder, this.url, this.secrets.internalToken, backendPort, options);
      this.#backends.set(options.id, { ...program, port: backendPort, child: null });
    }
  }

  /** Starts all and waits until every backend has announced itself. */
  static async start(backends: BackendOptions[]): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'edge-mps-faults-'));
    const cluster = new Cluster(
      folder,
      await startGuardian(folder),
      await freePorts(backends.length + 1),
      backends,
    );
    try {
      await mkdir(join(folder, 'logs'), { recursive: true });
      await cluster.startEdge();
      const first = backends.filter(({ later }) => !later);
      for (const { id } of first) cluster.startBackend(id);
      await until(
        async () => (await backendsOf(cluster.url, cluster.secrets.internalToken)) === first.length,
      );
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** Starts the edge on the state that is there; resolves when it answers. */
  async startEdge(): Promise<void> {
    await claimPort(this.#edge.port, 'run again');
    this.#launch(this.#edge);
    await until(() => healthy(this.url));
  }

  /** Ends all processes of the edge at once, as a power cut would. */
  async killEdge(): Promise<void> {
    await this.#end(this.#edge, 'SIGKILL');
  }

  startBackend(id: string): void {
    this.#launch(this.#member(id));
  }

  /** Process id of a backend. */
  backendPid(id: string): number {
    return this.#member(id).child!.pid!;
  }

  /** Sends SIGSTOP or SIGCONT to a backend's Node; its ffmpeg goes on. */
  signalBackend(id: string, signal: 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(this.backendPid(id), signal);
  }

  /** Ends a backend and waits until it is gone. */
  async endBackend(id: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.#end(this.#member(id), signal);
  }

  /** What a backend says of itself. */
  async health(id: string): Promise<{ busy: number; draining: boolean }> {
    const response = await fetch(`http://127.0.0.1:${this.#member(id).port}/health`);
    return (await response.json()) as { busy: number; draining: boolean };
  }

  /** What the pool says of itself. */
  async ready(): Promise<{ backends: number; waiting: number; running: number }> {
    const headers = { Authorization: `Bearer ${this.secrets.internalToken}` };
    const response = await fetch(`${this.url}/internal/ready`, { headers });
    return (await response.json()) as { backends: number; waiting: number; running: number };
  }

  /** Says what fails from now on; what is not named does not. */
  async setFaults(faults: Partial<Faults>): Promise<void> {
    const init = { method: 'POST', body: JSON.stringify(Faults.parse(faults)) };
    const response = await fetch(`${this.url}/faults`, init);
    if (!response.ok) throw new Error(`the Worker under faults answered ${response.status}`);
    await response.body?.cancel();
  }

  /** How many requests were held since the faults were last set. */
  async held(): Promise<number> {
    const response = await fetch(`${this.url}/faults/held`);
    return (await response.json()) as number;
  }

  /** What is stored with an object of the local account; null when there is none. */
  async metadata(bucket: string, path: string): Promise<Record<string, string> | null> {
    const key = `${this.secrets.account.appId}/${bucket}${path}`;
    const response = await fetch(`${this.url}/faults/object?key=${encodeURIComponent(key)}`);
    const object = (await response.json()) as { metadata: Record<string, string> } | null;
    return object?.metadata ?? null;
  }

  /** The paths of the local account's objects whose key in the bucket begins so. */
  async objects(bucket: string, prefix: string): Promise<string[]> {
    const root = `${this.secrets.account.appId}/${bucket}/`;
    const response = await fetch(`${this.url}/faults/objects?prefix=${encodeURIComponent(root + prefix)}`);
    const keys = (await response.json()) as string[];
    return keys.map((key) => key.slice(root.length - 1));
  }

  /** Ends all processes and, unless it is to be looked at, removes the folder. */
  async stop(keep = false): Promise<void> {
    for (const { child } of this.#backends.values()) child?.kill('SIGCONT');
    await this.#guardian.end();
    if (!keep) await rm(this.folder, { recursive: true, force: true });
  }

  #member(id: string): Member {
    const member = this.#backends.get(id);
    if (!member) throw new Error(`no backend ${id}`);
    return member;
  }

  #launch(member: Member): void {
    const log = createWriteStream(member.log, { flags: 'a' });
    const child = spawn(process.execPath, member.argv, {
      cwd: ROOT,
      env: { ...process.env, ...member.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.stdin.on('error', () => {}); // It was killed.
    this.#guardian.watch(child.pid!);
    member.child = child;
  }

  async #end(member: Member, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = member;
    if (!child?.pid) return;
    const ended = once(child, 'exit');
    // The leader alone is told to end; a kill takes the whole group.
    process.kill(signal === 'SIGKILL' ? -child.pid : child.pid, signal);
    await ended;
    this.#guardian.forget(child.pid);
    member.child = null;
  }
}

/** Waits until `test` holds; asks every 50 ms. */
export async function until(test: () => Promise<boolean> | boolean, limitMs = START_LIMIT_MS): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await test())) {
    if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain for: ${test}`);
    await sleep(50);
  }
}

function edgeProgram(folder: string, port: number) {
  return {
    log: join(folder, 'logs/edge.log'),
    argv: [
      join(ROOT, 'node_modules/wrangler/bin/wrangler.js'),
      ...['dev', join(ROOT, 'test/faults/worker.ts'), '--config', join(ROOT, 'wrangler.toml')],
      ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
      ...['--persist-to', join(folder, 'edge'), '--show-interactive-dev-session=false', '--log-level', 'log'],
      ...['--var', `TIME_SCALE:${TIME_SCALE}`],
    ],
    env: {
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_WRITE_LOGS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      WRANGLER_REGISTRY_PATH: join(folder, 'registry'),
      X_LOCAL_OBSERVABILITY: 'false',
      X_LOCAL_EXPLORER: 'false',
    },
  };
}

function backendProgram(
  folder: string,
  edge: string,
  token: string,
  port: number,
  { id, env }: BackendOptions,
) {
  return {
    log: join(folder, `logs/${id}.log`),
    argv: [join(ROOT, 'src/backend/main.ts')],
    env: {
      BACKEND_PORT: String(port),
      BACKEND_URL: `http://127.0.0.1:${port}`,
      BACKEND_ID: id,
      EDGE_URL: edge,
      INTERNAL_TOKEN: token,
      WORK_DIR: join(folder, 'work'),
      STALL_MS: '3000',
      EXIT_WITH_STDIN: '1',
      ...env,
    },
  };
}
