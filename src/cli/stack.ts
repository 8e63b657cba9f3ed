// A whole edge-mps on this machine: the Worker in wrangler dev (workerd with its state on local disk) and one backend.
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BoundedLog } from './boundedLog.ts';
import { CommandError } from './commandError.ts';
import { backendsOf, healthy } from './edgeHealth.ts';
import { startGuardian } from './guardian.ts';
import { claimPort } from './ports.ts';
import type { LocalSecrets } from './settings.ts';
import { localSecrets, ROOT } from './settings.ts';
import { Supervised } from './supervised.ts';

export interface StackOptions {
  /** The edge listens here, on 127.0.0.1. */
  port: number;
  backendPort: number;
  /** Absolute path of the folder where all local state lives. */
  stateDir: string;
  /** More variables for the Worker, over those of wrangler.toml. */
  vars?: Record<string, string>;
  /** Takes a line for people when something is started again. */
  note?: (line: string) => void;
  /** Gives the start up. */
  signal?: AbortSignal;
}

export interface Stack {
  url: string;
  secrets: LocalSecrets;
  /** Process groups; null between two runs. */
  edgePid(): number | null;
  backendPid(): number | null;
  /** Ends all its processes. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 120_000;
const PROBE_INTERVAL_MS = 1_000;
const PROBES_FAILED = 3;

/**
 * Starts edge and backend and waits until work is accepted. From then on the edge is probed every second and started
 * again after three failures in a row (wrangler stays up when the workerd that holds the port dies); a backend that
 * ends is started again.
 * @throws CommandError when a port or the state folder is taken, ffmpeg is missing, or one of them does not start
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { port, backendPort, stateDir } = options;
  const url = `http://127.0.0.1:${port}`;
  const note = options.note ?? (() => {});
  const secrets = localSecrets();
  requireProgram('FFMPEG_PATH', 'ffmpeg');
  requireProgram('FFPROBE_PATH', 'ffprobe');
  const guardian = await startGuardian(stateDir);
  const watching = new AbortController();
  const members: Supervised[] = [];
  const stop = async () => {
    watching.abort();
    for (const member of members) member.retire();
    await guardian.end();
  };
  try {
    await claimPort(port, 'set PORT to another one');
    await claimPort(backendPort, 'set BACKEND_PORT to another one');
    const logs = join(stateDir, 'logs');
    await mkdir(logs, { recursive: true });
    const edge = new Supervised(edgeProgram(options), guardian, new BoundedLog(join(logs, 'edge.log')), note);
    const backend = new Supervised(
      backendProgram(options, url, secrets.internalToken),
      guardian,
      new BoundedLog(join(logs, 'backend.log')),
      note,
    );
    members.push(edge, backend);
    await untilReady(url, secrets.internalToken, edge, backend, options.signal);
    void watchEdge(url, edge, note, watching.signal);
    return { url, secrets, edgePid: () => edge.pid, backendPid: () => backend.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function edgeProgram({ port, stateDir, vars }: StackOptions) {
  const variables = Object.entries(vars ?? {}).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  return {
    name: 'edge',
    argv: [
      join(ROOT, 'node_modules/wrangler/bin/wrangler.js'),
      ...['dev', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
      ...[
        '--persist-to',
        join(stateDir, 'edge'),
        '--show-interactive-dev-session=false',
        '--log-level',
        'log',
      ],
      ...variables,
    ],
    env: {
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_WRITE_LOGS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      // Workers of other stacks are none of its business.
      WRANGLER_REGISTRY_PATH: join(stateDir, 'registry'),
      // Both cost a third of the local throughput.
      X_LOCAL_OBSERVABILITY: 'false',
      X_LOCAL_EXPLORER: 'false',
    },
  };
}

function backendProgram({ backendPort, stateDir }: StackOptions, url: string, internalToken: string) {
  return {
    name: 'backend',
    argv: [join(ROOT, 'src/backend/main.ts')],
    env: {
      BACKEND_PORT: String(backendPort),
      BACKEND_URL: `http://127.0.0.1:${backendPort}`,
      BACKEND_ID: 'local',
      EDGE_URL: url,
      INTERNAL_TOKEN: internalToken,
      WORK_DIR: join(stateDir, 'work'),
      EXIT_WITH_STDIN: '1',
    },
  };
}

async function untilReady(
  url: string,
  token: string,
  edge: Supervised,
  backend: Supervised,
  signal: AbortSignal | undefined,
): Promise<void> {
  const failure = (name: string, member: Supervised, what: string) =>
    new CommandError(
      `the ${name} did not start (${what}). The end of ${member.log.file}:\n${member.log.tail()}`,
    );
  let failed: CommandError | null = null;
  void edge.firstEnd.then((what) => (failed ??= failure('edge', edge, what)));
  void backend.firstEnd.then((what) => (failed ??= failure('backend', backend, what)));
  const deadline = Date.now() + START_LIMIT_MS;
  while ((await backendsOf(url, token)) === 0) {
    if (signal?.aborted) throw new CommandError('stopped while starting');
    if (failed) throw failed;
    // wrangler would wait for a change of the sources.
    if (/Build failed with \d+ error/.test(edge.log.tail())) throw failure('edge', edge, 'build failed');
    if (Date.now() > deadline) {
      const late = `not ready after ${START_LIMIT_MS / 1000} s`;
      throw (await healthy(url)) ? failure('backend', backend, late) : failure('edge', edge, late);
    }
    await sleep(100);
  }
}

async function watchEdge(url: string, edge: Supervised, note: (line: string) => void, signal: AbortSignal) {
  let failures = 0;
  let startingUntil = 0;
  while (!signal.aborted) {
    await sleep(PROBE_INTERVAL_MS, undefined, { ref: false });
    if (await healthy(url)) {
      failures = 0;
      startingUntil = 0;
    } else if (Date.now() > startingUntil) {
      failures++;
    }
    if (failures < PROBES_FAILED || signal.aborted) continue;
    note('the edge does not answer, starting it again');
    edge.kill();
    failures = 0;
    startingUntil = Date.now() + START_LIMIT_MS;
  }
}

function requireProgram(variable: string, name: string): void {
  const program = process.env[variable] || name;
  if (spawnSync(program, ['-version'], { stdio: 'ignore' }).status === 0) return;
  throw new CommandError(
    `${program} does not run: install ffmpeg (Debian: apt-get install ffmpeg), or set ${variable} to where it is`,
  );
}
