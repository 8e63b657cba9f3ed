// The one place that starts programs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface ProcessOptions {
  program: string;
  args: string[];
  cwd: string;
  /** Kills the process and its children; `run` then throws the signal's reason. */
  signal: AbortSignal;
  onStdout: (chunk: string) => void;
}

export interface ProcessEnd {
  /** Exit code, null when a signal ended it. */
  code: number | null;
  killedBy: NodeJS.Signals | null;
  /** The last characters of stderr. */
  stderr: string;
}

const STDERR_KEPT = 8_192;
const SETPRIV = '/usr/bin/setpriv';
/** Where util-linux is there, the kernel kills the program when this process is gone, however it went. */
const DIES_WITH_US =
  process.platform === 'linux' && existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL'] : [];

/**
 * Runs a program to its end, in a process group of its own, without a shell, stdin or our environment.
 * @throws the signal's reason once it is aborted and the group is killed; an Error when the program can't be started
 */
export function runProcess({ program, args, cwd, signal, onStdout }: ProcessOptions): Promise<ProcessEnd> {
  signal.throwIfAborted();
  const [file = program, ...rest] = [...DIES_WITH_US, program, ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(file, rest, {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' },
    });
    const kill = () => {
      if (child.pid !== undefined) killGroup(child.pid);
    };
    signal.addEventListener('abort', kill, { once: true });
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', onStdout);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    child.once('error', (error) => {
      signal.removeEventListener('abort', kill);
      reject(error);
    });
    child.once('close', (code, killedBy) => {
      signal.removeEventListener('abort', kill);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code, killedBy, stderr });
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
