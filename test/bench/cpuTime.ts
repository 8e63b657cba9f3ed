// CPU time of processes, from proc_pid_stat(5): columns 14 to 17 are user and system time of a process and of the
// children that it has waited for, in clock ticks.
import { execFileSync } from 'node:child_process';
import { processIds, processStat } from '../../src/cli/processes.ts';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
// Counted from the state, which is column 3.
const USER = 11;
const CHILDREN_SYSTEM = 14;

/** Seconds of a process, its living descendants, and all that they have waited for. */
export function cpuSeconds(root: number): number {
  const stats = new Map(processIds().map((pid) => [pid, processStat(pid)]));
  const family = [root];
  for (const parent of family)
    for (const [pid, stat] of stats) if (Number(stat?.[1]) === parent) family.push(pid);
  return family.reduce((sum, pid) => sum + own(stats.get(pid)), 0);
}

/** Seconds of the children that a process, by default this one, has waited for. */
export function endedChildrenSeconds(pid: number = process.pid): number {
  return ticks(processStat(pid), USER + 2, CHILDREN_SYSTEM);
}

function own(stat: string[] | null | undefined): number {
  return ticks(stat, USER, CHILDREN_SYSTEM);
}

function ticks(stat: string[] | null | undefined, first: number, last: number): number {
  const columns = stat?.slice(first, last + 1) ?? [];
  return columns.reduce((sum, column) => sum + Number(column), 0) / TICKS_PER_SECOND;
}
