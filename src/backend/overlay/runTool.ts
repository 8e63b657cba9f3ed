// One run of a program that draws.
import { basename } from 'node:path';
import { type ProcessEnd, runProcess } from '../ffmpeg/process.ts';
import type { Tools } from '../ffmpeg/tools.ts';
import { JobFailure, passing } from '../jobFailure.ts';

/** The programs, and what ends them. */
export interface DrawingTools extends Tools {
  rsvgConvert: string;
  pangoView: string;
  signal: AbortSignal;
}

export interface ToolRun {
  program: string;
  args: string[];
  cwd: string;
  signal: AbortSignal;
  /** Absent = LIMIT_MS. */
  limitMs?: number;
}

/** What is drawn is small: what takes longer than this is meant to. */
const LIMIT_MS = 20_000;
/** What setpriv and shells answer when there is no such program. */
const NOT_FOUND = 127;

/**
 * Runs a program to its end; answers also what it wrote to stdout.
 * @throws JobFailure ContentUnsupported when it takes too long; with retry when it is missing or was killed. The signal's reason
 */
export async function runTool({
  signal,
  limitMs = LIMIT_MS,
  ...run
}: ToolRun): Promise<ProcessEnd & { stdout: string }> {
  let stdout = '';
  const onStdout = (chunk: string) => {
    stdout += chunk;
  };
  const late = AbortSignal.timeout(limitMs);
  const both = AbortSignal.any([signal, late]);
  const end = await runProcess({ ...run, signal: both, onStdout }).catch((error: unknown) => {
    signal.throwIfAborted();
    if (!late.aborted) throw error;
    throw new JobFailure({
      code: 'SourceFileError.ContentUnsupported',
      message: 'It takes too long to be drawn.',
    });
  });
  const name = basename(run.program);
  if (end.killedBy) throw passing(`${name} was killed.`);
  if (end.code === NOT_FOUND || /failed to execute|execvp/.test(end.stderr))
    throw passing(`This backend has no ${name}.`);
  return { ...end, stdout };
}
