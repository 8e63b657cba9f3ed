// What `npm run bench:media` is told.
import { parseArgs } from 'node:util';
import { CommandError } from '../../../src/cli/commandError.ts';
import { userPath } from '../../../src/cli/settings.ts';

export const WORKLOADS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;
export type WorkloadId = (typeof WORKLOADS)[number];

export interface Options {
  workloads: WorkloadId[];
  rounds: number;
  /** Length of the source, and of the one that is cut into chunks, in seconds. */
  seconds: number;
  longSeconds: number;
  /** Lines of the picture that the source is made with, or a file of one's own. */
  source: 720 | 1080 | 2160 | { file: string };
}

const USAGE = `usage: npm run bench:media [-- OPTIONS]
  --workloads a,b,c,d,e,f,g  which of them; all by default
  --rounds N                 medians of N rounds; 3
  --source 720|1080|2160|F   lines of the source that is made, or a file; 1080
  --seconds S                length of the source; 60
  --long-seconds S           length of the one that is cut into chunks; 600
  --short                    1 round, 20 and 60 seconds`;

/** Reads the command line. @throws CommandError with the usage */
export function readOptions(argv: string[]): Options {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        workloads: { type: 'string', default: WORKLOADS.join() },
        rounds: { type: 'string' },
        source: { type: 'string', default: '1080' },
        seconds: { type: 'string' },
        'long-seconds': { type: 'string' },
        short: { type: 'boolean', default: false },
      },
    });
    const { short } = values;
    return {
      workloads: values.workloads.split(',').map(workload),
      rounds: whole(values.rounds ?? (short ? '1' : '3')),
      seconds: whole(values.seconds ?? (short ? '20' : '60')),
      longSeconds: whole(values['long-seconds'] ?? (short ? '60' : '600')),
      source: sourceOption(values.source),
    };
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`);
  }
}

function workload(text: string): WorkloadId {
  const found = WORKLOADS.find((id) => id === text);
  if (!found) throw new Error(`there is no workload "${text}"`);
  return found;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`"${text}" is not a whole number from 1 on`);
  return value;
}

function sourceOption(text: string): Options['source'] {
  return text === '720' || text === '1080' || text === '2160'
    ? (Number(text) as 720 | 1080 | 2160)
    : { file: userPath(text) };
}
