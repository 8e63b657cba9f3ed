// The edge alone, in wrangler dev: no backend, so that tasks are accepted and wait.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../src/cli/commandError.ts';
import { healthy } from '../../src/cli/edgeHealth.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { ROOT } from '../../src/cli/settings.ts';
import { cpuSeconds } from './cpuTime.ts';

/** May send as much as it likes. */
export const UNLIMITED = { appId: '1250000000', secretId: 'AKIDlocal', secretKey: 'local-secret-key' };
/** Has the limits that everyone has. */
export const LIMITED = { appId: '1250000001', secretId: 'AKIDother', secretKey: 'other-secret-key' };
export const TOKEN = 'bench-token';

export interface EdgeProcess {
  url: string;
  /** Seconds of CPU time that its processes have used. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

const SETTINGS = {
  MPS_ACCOUNTS: JSON.stringify([UNLIMITED, LIMITED]),
  RATE_LIMITS: JSON.stringify({ [UNLIMITED.appId]: { '*': 100_000 } }),
  INTERNAL_TOKEN: TOKEN,
  SIGNING_KEY: 'bench-signing-key',
  ALLOW_LOOPBACK: 'true',
};
const START_LIMIT_MS = 60_000;

/** Starts test/bench/worker.ts with its state in `folder`. Local observability is off: it costs a third. */
export async function startEdge(folder: string): Promise<EdgeProcess> {
  await mkdir(folder, { recursive: true });
  const settings = join(folder, 'settings.env');
  await writeFile(
    settings,
    Object.entries(SETTINGS)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
  );
  const [port] = (await freePorts(1)) as [number];
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/wrangler/bin/wrangler.js'),
      ...['dev', 'test/bench/worker.ts', '--ip', '127.0.0.1', '--port', String(port)],
      ...['--inspector-port', '0', '--persist-to', join(folder, 'edge'), '--env-file', settings],
      ...['--show-interactive-dev-session=false', '--log-level', 'error'],
    ],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_WRITE_LOGS: 'false',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        WRANGLER_REGISTRY_PATH: join(folder, 'registry'),
        X_LOCAL_OBSERVABILITY: 'false',
        X_LOCAL_EXPLORER: 'false',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
      detached: true,
    },
  );
  const gone = once(child, 'exit');
  const running = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (running() && child.pid) process.kill(-child.pid, 'SIGKILL');
    await gone;
  };
  // Ended by a signal, too, this command leaves no process behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.once('exit', () => {
    if (running() && child.pid) process.kill(-child.pid, 'SIGKILL');
  });
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await healthy(url))) {
    if (!running() || Date.now() > deadline) {
      await stop();
      throw new CommandError('the edge did not start: what it said is above');
    }
    await sleep(100);
  }
  return { url, cpuSeconds: () => cpuSeconds(child.pid ?? 0), stop };
}
