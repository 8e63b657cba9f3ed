// Who is who among the machine's processes, from Linux' /proc. Elsewhere nothing is found, and nothing breaks.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** "process 123 (node src/cli/start.ts)", or "process 123" when it can't be read. */
export function describeProcess(pid: number): string {
  const command = tryRead(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  const words = command?.split('\0').join(' ').trim().slice(0, 120);
  return words ? `process ${pid} (${words})` : `process ${pid}`;
}

/** The process that listens on a TCP port of this machine; null when it is not known (another user's). */
export function listenerOf(port: number): number | null {
  const inodes = new Set([...listenInodes('/proc/net/tcp', port), ...listenInodes('/proc/net/tcp6', port)]);
  if (inodes.size === 0) return null;
  for (const pid of processIds()) {
    const files = tryRead(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
    for (const file of files) {
      const target = tryRead(() => readlinkSync(`/proc/${pid}/fd/${file}`));
      if (target && inodes.has(target)) return pid;
    }
  }
  return null;
}

/** All processes of this machine that are visible. */
export function processIds(): number[] {
  const names = tryRead(() => readdirSync('/proc')) ?? [];
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Columns of proc_pid_stat(5) after the command's name: [0] state, [1] parent, [2] process group, … */
export function processStat(pid: number): string[] | null {
  const line = tryRead(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return line ? line.slice(line.lastIndexOf(')') + 2).split(' ') : null;
}

/** Process ids of a process group; zombies are none. */
export function groupMembers(group: number): number[] {
  return processIds().filter((pid) => {
    const stat = processStat(pid);
    return stat !== null && Number(stat[2]) === group && stat[0] !== 'Z';
  });
}

// proc_net(5): column 2 is the local address in hex, column 4 the state (0A = LISTEN), column 10 the inode.
function listenInodes(table: string, port: number): string[] {
  const lines = (tryRead(() => readFileSync(table, 'utf8')) ?? '').split('\n').slice(1);
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[3] === '0A' && Number.parseInt(columns[1]?.split(':')[1] ?? '', 16) === port)
    .map((columns) => `socket:[${columns[9]}]`);
}

// Processes come and go while they are read.
function tryRead<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
