// Finds out how far this machine can shut ffmpeg in.
import { realpath } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { log } from '../log.ts';
import { confine, runProcess } from './process.ts';
import { type Limits, SANDBOXES, type Sandbox, type SandboxKind } from './sandbox.ts';
import type { Tools } from './tools.ts';

const CANDIDATES: readonly Pick<Sandbox, 'kind' | 'proc'>[] = [
  { kind: 'closed', proc: true },
  ...SANDBOXES.map((kind) => ({ kind, proc: false })),
];

/** "auto": as far as possible; a kind: at least so far. */
export type SandboxSetting = 'auto' | SandboxKind;

/**
 * Tries the sandboxes from the closest on with the programs themselves, and puts the first that works around all that
 * is started from then on. The log says which one it is.
 * @throws Error with one line for people when the one that the setting demands does not work here
 */
export async function chooseSandbox(
  setting: SandboxSetting,
  tools: Tools,
  limits: Limits,
): Promise<SandboxKind> {
  const programs = await ownFolders(tools);
  const demanded = setting === 'auto' ? SANDBOXES.length : SANDBOXES.indexOf(setting);
  const candidates = CANDIDATES.filter(({ kind }) =>
    setting === 'none' ? kind === 'none' : SANDBOXES.indexOf(kind) <= demanded,
  );
  for (const { kind, proc } of candidates) {
    const sandbox: Sandbox = { kind, proc, programs, ...limits };
    confine(sandbox);
    if (!(await works(tools))) continue;
    log('sandbox.chosen', { kind, memory: limits.memory, fileSize: limits.fileSize });
    return kind;
  }
  throw new Error(`SANDBOX=${setting} does not work here: install bubblewrap and allow user namespaces`);
}

async function works({ ffmpeg, ffprobe }: Tools): Promise<boolean> {
  for (const program of [ffmpeg, ffprobe]) {
    const signal = AbortSignal.timeout(20_000);
    const options = { program, args: ['-version'], cwd: '/', signal, onStdout: () => {} };
    const end = await runProcess(options).catch(() => null);
    if (end?.code !== 0) return false;
  }
  return true;
}

/** Folders of programs that are not the system's own, with the libraries beside them. */
async function ownFolders(tools: Tools): Promise<string[]> {
  const folders = new Set<string>();
  for (const program of Object.values(tools)) {
    for (const path of [await found(program), await realpath(await found(program)).catch(() => program)]) {
      if (!isAbsolute(path) || /^\/(usr\/)?s?bin\//.test(path)) continue;
      folders.add(dirname(path));
      folders.add(join(dirname(dirname(path)), 'lib'));
    }
  }
  return [...folders];
}

/** Where a program lies that is named without its folder. */
async function found(program: string): Promise<string> {
  if (program.includes('/')) return program;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    if (
      await realpath(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return program;
}
