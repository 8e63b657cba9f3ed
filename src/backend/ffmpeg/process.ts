// The one place that starts programs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { folderOf, type Sandbox, sandboxArgv } from './sandbox.ts';

export interface ProcessOptions {
  program: string;
  args: string[];
  /** A job's folder or one in it, which is all that the program may write to; "/" for none. */
  cwd: string;
  /** The program may reach the network: only with a protocol whitelist that suits. */
  network?: boolean;
  /** Variables besides PATH and LANG. */
  env?: Record<string, string>;
  /** Kills the process and its children; `run` then throws the signal's reason. */
  signal: AbortSignal;
  onStdout: (chunk: string) => void;
}

export interface ProcessEnd {
  /** Exit code, null when a signal ended it. */
  code: number | null;
  killedBy: NodeJS.Signals | null;
  /** It was killed because it took longer than programs may. */
  late: boolean;
  /** The last characters of stderr. */
  stderr: string;
}

const STDERR_KEPT = 8_192;
const SETPRIV = '/usr/bin/setpriv';
/** Where util-linux is there, the kernel kills the program when this process is gone, however it went. */
const DIES_WITH_US =
  process.platform === 'linux' && existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL'] : [];

let sandbox: Sandbox = { kind: 'none', proc: false, programs: [], memory: 0, fileSize: 0, time: 0 };

/** Puts `around` around everything that this process starts from now on. What it may do is a fact of the machine. */
export function confine(around: Sandbox): void {
  sandbox = around;
}

/**
 * Runs a program to its end, in a process group of its own, without a shell, stdin or our environment.
 * @throws the signal's reason once it is aborted and the group is killed; an Error when the program can't be started
 */
export function runProcess(options: ProcessOptions): Promise<ProcessEnd> {
  const { program, args, cwd, signal, onStdout, network = false, env = {} } = options;
  signal.throwIfAborted();
  const around = sandboxArgv(sandbox, { folder: folderOf(cwd), cwd, network });
  const [file = program, ...rest] = [...DIES_WITH_US, ...around, program, ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(file, rest, {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' },
    });
    const kill = () => {
      if (child.pid !== undefined) killGroup(child.pid);
    };
    let late = false;
    const timer =
      sandbox.time > 0 &&
      setTimeout(() => {
        late = true;
        kill();
      }, sandbox.time);
    const settled = () => {
      clearTimeout(timer || undefined);
      signal.removeEventListener('abort', kill);
    };
    signal.addEventListener('abort', kill, { once: true });
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', onStdout);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    child.once('error', (error) => {
      settled();
      reject(error);
    });
    child.once('close', (code, killedBy) => {
      settled();
      if (signal.aborted) reject(signal.reason);
      else resolve({ ...ended(code, killedBy), late, stderr });
    });
  });
}

/** A sandbox tells the signal that ended its program as a shell does: 128 and its number. */
function ended(code: number | null, killedBy: NodeJS.Signals | null): Pick<ProcessEnd, 'code' | 'killedBy'> {
  if (code === null || code <= 128) return { code, killedBy };
  const [name] = Object.entries(constants.signals).find(([, number]) => number === code - 128) ?? [];
  return name === undefined ? { code, killedBy } : { code: null, killedBy: name as NodeJS.Signals };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
