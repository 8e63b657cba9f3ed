// The commands of package.json as processes, without npm around them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { processIds, processStat } from '../../src/cli/processes.ts';
import { ROOT } from '../../src/cli/settings.ts';

export interface Command {
  child: ChildProcess;
  /** All that came out so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when stdout has such a line; rejects when the command ends without one. */
  line(pattern: RegExp): Promise<string>;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/** Starts src/cli/NAME.ts. */
export function command(name: string, args: string[], env: Record<string, string> = {}): Command {
  return run(process.execPath, [join(ROOT, 'src/cli', `${name}.ts`), ...args], env);
}

export function run(program: string, args: string[], env: Record<string, string> = {}): Command {
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: ROOT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  const ended = once(child, 'close').then(([code, signal]) => (signal ?? code) as number | string);
  const line = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(texts.stdout);
      if (found) return found[0];
      const more = await Promise.race([once(child.stdout, 'data'), ended.then(() => null)]);
      if (more === null && !pattern.test(texts.stdout))
        throw new Error(`${program} ${args.join(' ')} ended without ${pattern}:\n${texts.stderr}`);
    }
  };
  return { child, stdout: () => texts.stdout, stderr: () => texts.stderr, line, ended };
}

/** The process groups that a process has started (its children lead groups of their own). */
export function groupsOf(pid: number): number[] {
  return processIds().filter((child) => Number(processStat(child)?.[1]) === pid);
}
