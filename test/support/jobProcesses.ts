// What a backend runs and keeps for its jobs.
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { processIds, processStat } from '../../src/cli/processes.ts';

/** Processes that a backend has started for jobs. The ffprobe that waits for the next one is none of them. */
export function jobProcesses(backend: number | null): number[] {
  return processIds().filter((pid) => {
    const stat = processStat(pid);
    return stat !== null && stat[0] !== 'Z' && Number(stat[1]) === backend && !waits(pid);
  });
}

function waits(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes('FFREPORT=file=gate');
  } catch {
    return false;
  }
}

/** Files of jobs in the folder in which backends have their own; not the pipe at which that ffprobe waits. */
export async function jobFiles(workDir: string): Promise<string[]> {
  const entries = await readdir(workDir, { recursive: true });
  // <backend>/<run> stays while it runs; what lies in there belongs to a job and goes with it.
  const ofJobs = entries.filter((name) => name.split('/').length > 2);
  const waiting = ofJobs.filter(
    (folder) => ofJobs.filter((name) => name.startsWith(`${folder}/`)).join() === `${folder}/gate`,
  );
  return ofJobs.filter((name) => !waiting.some((folder) => name === folder || name === `${folder}/gate`));
}
