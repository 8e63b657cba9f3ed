// A job as its pool keeps it.
import type { GrantedFile, PoolJob } from '../contract/rpc.ts';

export interface JobRow extends Record<string, SqlStorageValue> {
  id: string;
  task: string;
  book: string;
  app_id: string;
  spec: string;
  priority: number;
  /** 0 or 1 */
  offline: number;
  state: 'ready' | 'running';
  created_at: number;
  not_before: number;
  deadline: number;
  attempt: number;
  failures: number;
  reason: string | null;
  done: string;
  backend: string | null;
  boot: string | null;
  lease_until: number | null;
  /** The job of which this is a chunk. */
  parent: string | null;
  /** 1 once the backend is known to run the attempt. */
  confirmed: number;
}

/** A job that was leased to a backend. */
export interface LeasedJob {
  job: PoolJob;
  attempt: number;
  /** An earlier attempt failed: the outputs are made one by one, so that one of them can't take the others along. */
  isolate: boolean;
}

/** The same, with where to send it. */
export interface Lease extends LeasedJob {
  backendUrl: string;
}

/** What a row's job still has to do: outputs that are already whole are not made again. */
export function remainingJob(row: JobRow): PoolJob {
  const spec = JSON.parse(row.spec) as PoolJob;
  const done = JSON.parse(row.done) as number[];
  const left = spec.outputs
    .map((output, index) => ({ output, target: spec.targets[index]! }))
    .filter(({ output }) => !done.includes(output.subtask));
  return { ...spec, outputs: left.map(({ output }) => output), targets: left.map(({ target }) => target) };
}

/** A file to remove again: the job that was to write it, and where. */
export interface Discard {
  taskId: string;
  files: GrantedFile[];
  /** When it is given up, ms since 1970; absent = never. */
  until?: number;
  /** Only uploads that were not completed: the files stay. */
  uploadsOnly?: boolean;
}
