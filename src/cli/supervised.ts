// A program that is started again when it ends, in a process group of its own.

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BoundedLog } from './boundedLog.ts';
import type { Guardian } from './guardian.ts';
import { ROOT } from './settings.ts';

export interface Program {
  /** For messages: "edge". */
  name: string;
  /** Arguments of this Node. */
  argv: string[];
  env: Record<string, string>;
}

// The waiting time doubles with each end in a row, and starts over after a good run.
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const GOOD_RUN_MS = 30_000;

export class Supervised {
  /** Resolves with what happened when the program ended for the first time. */
  readonly firstEnd: Promise<string>;
  readonly log: BoundedLog;
  readonly #program: Program;
  readonly #guardian: Guardian;
  readonly #note: (line: string) => void;
  #child: ChildProcess | null = null;
  #stopped = false;

  constructor(program: Program, guardian: Guardian, log: BoundedLog, note: (line: string) => void) {
    this.#program = program;
    this.#guardian = guardian;
    this.#note = note;
    this.log = log;
    this.firstEnd = new Promise((resolve) => void this.#run(resolve));
  }

  /** Process id, which is the id of the process group too; null between two runs. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Ends the whole group at once; it is then started again. */
  kill(): void {
    if (this.pid !== null) killGroup(this.pid);
  }

  /** No new start from now on. The guardian ends what runs. */
  retire(): void {
    this.#stopped = true;
  }

  async #run(onEnd: (what: string) => void): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!this.#stopped) {
      const startedAt = Date.now();
      const what = await this.#runOnce();
      onEnd(what);
      if (this.#stopped) return;
      if (Date.now() - startedAt > GOOD_RUN_MS) wait = FIRST_WAIT_MS;
      this.#note(`the ${this.#program.name} ended (${what}), starting it again; see ${this.log.file}`);
      await sleep(wait, undefined, { ref: false });
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  async #runOnce(): Promise<string> {
    const child = spawn(process.execPath, this.#program.argv, {
      cwd: ROOT,
      env: { ...process.env, ...this.#program.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    const ended = once(child, 'exit').catch((error: Error) => [error.message]);
    child.stdin?.on('error', () => {}); // It ended: the exit event tells.
    this.log.take(child.stdout!);
    this.log.take(child.stderr!);
    if (child.pid !== undefined) this.#guardian.watch(child.pid);
    const [code, signal] = await ended;
    this.#child = null;
    if (child.pid !== undefined) {
      killGroup(child.pid); // What the leader left behind would hold the port.
      this.#guardian.forget(child.pid);
    }
    return signal ? `signal ${signal}` : typeof code === 'number' ? `exit code ${code}` : String(code);
  }
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}
