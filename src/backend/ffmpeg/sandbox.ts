// What ffmpeg and ffprobe may reach, whatever a file makes them do: commands that go before theirs.
import { dirname } from 'node:path';

/**
 * closed: sees its job's folder and the system's programs and libraries, and nothing else: no other files, processes
 * or network, as nobody. no-network: cannot reach any address. limits: only so much memory and output. Each has what
 * the next one has.
 */
export const SANDBOXES = ['closed', 'no-network', 'limits', 'none'] as const;
export type SandboxKind = (typeof SANDBOXES)[number];

export interface Limits {
  /** Bytes of address space of a process. */
  memory: number;
  /** Bytes of a file. */
  fileSize: number;
  /** Milliseconds from start to end. */
  time: number;
}

export interface Sandbox extends Limits {
  kind: SandboxKind;
  /** Closed ones may have a /proc of their own: containers often forbid it. */
  proc: boolean;
  /** Folders besides the system's that the programs need, with all that is in them. */
  programs: string[];
}

export interface Confined {
  /** The job's folder; null: nothing may be written. */
  folder: string | null;
  cwd: string;
  /** It may reach addresses all the same. */
  network: boolean;
}

/** What of the file system programs on Debian and its kin need to run, to find fonts and to know the time zone. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];
const SETTINGS = [
  ...['/etc/alternatives', '/etc/ld.so.cache', '/etc/fonts', '/etc/localtime', '/var/cache/fontconfig'],
  // x265 uses one thread only where it can't count processors and their memories.
  '/sys/devices/system',
];
/** And what it reads of itself for that. This is another process's, which says the same. */
const STATUS = '/proc/self/status';
const NOBODY = '65534';
/** Files and processes that one command has at once; more than the largest needs on any machine. */
const OPEN_FILES = 4096;
const PROCESSES = 4096;

/** The words before a program's own: the tools are those of util-linux and bubblewrap. Pure. */
export function sandboxArgv(sandbox: Sandbox, confined: Confined): string[] {
  const { kind } = sandbox;
  if (kind === 'none') return [];
  const limits = ['prlimit', ...limitOptions(sandbox, kind !== 'limits')];
  if (kind === 'limits') return limits;
  if (kind === 'closed') return [...closed(sandbox, confined), ...limits];
  const without = ['unshare', '--user', '--map-current-user', '--net', '--'];
  return [...(confined.network ? [] : without), 'setpriv', '--no-new-privs', ...limits];
}

function closed({ programs, proc }: Sandbox, { folder, cwd, network }: Confined): string[] {
  const readable = (paths: string[]) => paths.flatMap((path) => ['--ro-bind-try', path, path]);
  return [
    ...['bwrap', '--unshare-all', ...(network ? ['--share-net'] : [])],
    ...['--die-with-parent', '--uid', NOBODY, '--gid', NOBODY, '--cap-drop', 'ALL'],
    ...['--tmpfs', '/tmp', '--dev', '/dev'],
    ...(proc ? ['--proc', '/proc'] : ['--ro-bind', STATUS, STATUS]),
    ...readable([...SYSTEM, ...SETTINGS, ...programs]),
    // Name look-ups, for the one program that may have the network.
    ...(network ? readable(['/etc/hosts', '/etc/resolv.conf', '/etc/nsswitch.conf']) : []),
    ...(folder === null ? [] : ['--bind', folder, folder]),
    ...['--chdir', folder === null ? '/' : cwd, '--'],
  ];
}

function limitOptions({ memory, fileSize }: Limits, ownUser: boolean): string[] {
  const some = [`--as=${memory}`, `--fsize=${fileSize}`, '--core=0', `--nofile=${OPEN_FILES}`];
  // Counted for each user: outside a namespace it would be for all that this user runs.
  return ownUser ? [...some, `--nproc=${PROCESSES}`] : some;
}

/** The job's folder that `cwd` lies in; `cwd` itself outside of one, null for the root. */
export function folderOf(cwd: string): string | null {
  const job = /^.*?\/job-[^/]+(?=\/|$)/.exec(cwd)?.[0];
  return job ?? (dirname(cwd) === cwd ? null : cwd);
}
