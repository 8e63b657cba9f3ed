// Who ends the processes of a stack, whatever becomes of the command that started them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from './commandError.ts';
import { describeProcess } from './processes.ts';

export interface Guardian {
  /** From now on this process group is ended with the command. */
  watch(group: number): void;
  /** The group is gone. */
  forget(group: number): void;
  /** Ends all groups and frees the state folder; resolves when both is done. */
  end(): Promise<void>;
}

/**
 * Takes the state folder and starts guardian.sh, in a session of its own so that Ctrl-C does not reach it.
 * @throws CommandError when another command has the state folder.
 */
export async function startGuardian(stateDir: string): Promise<Guardian> {
  await mkdir(stateDir, { recursive: true });
  const script = join(import.meta.dirname, 'guardian.sh');
  const child = spawn('sh', [script, join(stateDir, 'lock'), String(process.pid)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const gone = once(child, 'exit');
  child.stdin.on('error', () => {}); // It went away first: nothing is left to tell.
  const [answer] = await Promise.race([once(child.stdout, 'data'), gone.then(() => [''])]);
  const [word, owner] = String(answer).trim().split(' ');
  if (word !== 'locked') {
    await gone;
    const holder = owner ? describeProcess(Number(owner)) : 'another process';
    throw new CommandError(
      `the state folder ${stateDir} is in use by ${holder}: end that first, or set STATE_DIR to another folder`,
    );
  }
  return {
    watch: (group) => void child.stdin.write(`+ ${group}\n`),
    forget: (group) => void child.stdin.write(`- ${group}\n`),
    end: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
