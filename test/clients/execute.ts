// Programs that a test needs, run to their end.
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface ExecuteOptions {
  cwd: string;
  /** Over the process's own environment. */
  env?: Record<string, string>;
  /** Exit codes that are answered instead of thrown; 0 when absent. */
  codes?: number[];
}

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

const LIMIT_MS = 600_000;

/** Rejects with the end of the program's output when it exits with another code, or is not done in 10 minutes. */
export function execute(argv: string[], { cwd, env, codes = [0] }: ExecuteOptions): Promise<Outcome> {
  const [program, ...args] = argv as [string, ...string[]];
  // Some SDKs would send even loopback calls through a proxy.
  const whole = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', ...env };
  const options = { cwd, env: whole, timeout: LIMIT_MS, maxBuffer: 64 * 2 ** 20 };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      if (codes.includes(code)) return resolve({ code, stdout, stderr });
      const tail = `${stdout}\n${stderr}`.trim().slice(-2000);
      reject(new Error(`${program} ended with ${error?.signal ?? code}:\n${tail}`));
    });
  });
}

/** Whether a program is on the PATH. */
export function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
