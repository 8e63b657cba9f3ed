// The programs that do the work.
import { runProcess } from './process.ts';

/** Paths or names of the programs. */
export interface Tools {
  ffmpeg: string;
  ffprobe: string;
}

/** Encoders that commands are made for. That ffmpeg was built with an encoder of a GPU says nothing of the machine. */
const KNOWN_ENCODERS = ['libx264', 'libx265', 'aac', 'libmp3lame'];

export interface ToolFacts {
  /** "5.1.9-0+deb12u1" */
  version: string;
  encoders: string[];
}

/**
 * Asks ffmpeg what it is and can, and ffprobe whether it is there.
 * @throws Error with one line for people when one of them can't be run
 */
export async function toolFacts(tools: Tools): Promise<ToolFacts> {
  const version = await ask(tools.ffmpeg, 'FFMPEG_PATH', ['-version']);
  await ask(tools.ffprobe, 'FFPROBE_PATH', ['-version']);
  const list = await ask(tools.ffmpeg, 'FFMPEG_PATH', ['-hide_banner', '-encoders']);
  const listed = new Set(list.split('\n').map((line) => line.trim().split(/\s+/)[1]));
  return {
    version: /^ffmpeg version (\S+)/.exec(version)?.[1] ?? 'unknown',
    encoders: KNOWN_ENCODERS.filter((name) => listed.has(name)),
  };
}

const withVmaf = new Map<string, Promise<boolean>>();

/** Whether ffmpeg can measure VMAF; it is asked once. */
export function hasVmaf(ffmpeg: string): Promise<boolean> {
  const known = withVmaf.get(ffmpeg);
  if (known) return known;
  const asked = ask(ffmpeg, 'FFMPEG_PATH', ['-hide_banner', '-filters']).then((list) =>
    /\slibvmaf\s/.test(list),
  );
  withVmaf.set(ffmpeg, asked);
  return asked;
}

async function ask(program: string, variable: string, args: string[]): Promise<string> {
  let output = '';
  const onStdout = (chunk: string) => {
    output += chunk;
  };
  const signal = AbortSignal.timeout(20_000);
  const end = await runProcess({ program, args, cwd: '/', signal, onStdout }).catch(() => null);
  if (end?.code !== 0) {
    throw new Error(
      `${program} can't be run: install ffmpeg (Debian: apt-get install ffmpeg) or set ${variable}`,
    );
  }
  return output;
}
