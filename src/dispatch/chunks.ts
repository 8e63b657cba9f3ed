// The chunks of jobs that were cut. Each that waits for a backend is a job of its own in the pool, which no book knows of;
// the job that it is a part of, its parent, is told when it asks. Callers hold the transaction.
import type { ChunkRequest } from '../contract/chunk.ts';
import type { ChunkRange } from '../contract/chunkRange.ts';
import type { ObjectRef } from '../contract/location.ts';
import type { MediaOutput } from '../contract/media.ts';
import type { PoolJob } from '../contract/rpc.ts';
import { type JobRow, remainingJob } from './jobRow.ts';
import type { Jobs } from './jobs.ts';

interface ChunkRow extends Record<string, SqlStorageValue> {
  parent: string;
  subtask: number;
  number: number;
  job: string;
  range: string;
  /** "open": its job is in the pool; "mine": an attempt of the parent took it; "stored"; "failed". */
  state: 'open' | 'mine' | 'stored' | 'failed';
  /** The parent's attempt that took it. */
  attempt: number;
  target: string;
}

/** A chunk as its parent sees it, before it has a URL. */
export interface KnownChunk {
  range: ChunkRange;
  state: 'ready' | 'running' | 'mine' | 'stored';
  object: ObjectRef;
}

export class Chunks {
  private readonly sql: SqlStorage;
  private readonly jobs: Jobs;

  constructor(sql: SqlStorage, jobs: Jobs) {
    this.sql = sql;
    this.jobs = jobs;
  }

  /** Whether an output of the job was cut. */
  any(parent: string, subtask: number): boolean {
    return this.of(parent, subtask).length > 0;
  }

  /** Cuts an output of a running job into jobs. Answers whether it has such an output. */
  cut(row: JobRow, { subtask, ranges }: ChunkRequest): boolean {
    const job = remainingJob(row);
    const index = job.outputs.findIndex((output) => output.subtask === subtask && output.kind === 'media');
    const output = job.outputs[index] as MediaOutput | undefined;
    const target = job.targets[index];
    if (!output?.video || !target) return false;
    for (const [number, range] of ranges.entries()) {
      const id = `${row.id}.${subtask}.${number}`;
      const key = `_work/${row.task}/${id.slice(row.task.length + 1)}.mp4`;
      const { files: _, ...common } = job;
      const part: PoolJob = {
        ...common,
        id,
        outputs: [chunkOutput(output, key, range)],
        targets: [target],
        parent: row.id,
        // Whoever makes one mostly makes another one of the same source.
        inputAgain: true,
      };
      this.jobs.add(part);
      this.sql.exec(
        "INSERT INTO chunks (parent, subtask, number, job, range, state, attempt, target) VALUES (?, ?, ?, ?, ?, 'open', 0, ?)",
        row.id,
        subtask,
        number,
        id,
        JSON.stringify(range),
        JSON.stringify({ ...target, key }),
      );
    }
    return true;
  }

  /** The chunks of an output, in order, as the parent's `attempt` finds them. */
  list(parent: string, subtask: number, attempt: number): KnownChunk[] {
    return this.of(parent, subtask).map((row) => ({
      range: JSON.parse(row.range) as ChunkRange,
      state: this.stateOf(row, attempt),
      object: JSON.parse(row.target) as ObjectRef,
    }));
  }

  /** Gives the parent's attempt the first chunk that nobody works on; null when there is none. */
  take(parent: string, subtask: number, attempt: number): { number: number; job: string } | null {
    const row = this.of(parent, subtask).find((one) => this.stateOf(one, attempt) === 'ready');
    if (!row) return null;
    this.set(row, 'mine', attempt);
    return { number: row.number, job: row.job };
  }

  /** The job of a chunk has ended. */
  ended(job: string, stored: boolean): void {
    this.sql.exec(
      "UPDATE chunks SET state = ? WHERE job = ? AND state = 'open'",
      stored ? 'stored' : 'failed',
      job,
    );
  }

  /** Takes all chunks of a job off the record: the jobs that are still in the pool, and the files that may be there. */
  remove(parent: string): { jobs: string[]; objects: ObjectRef[] } {
    const rows = this.sql.exec<ChunkRow>('DELETE FROM chunks WHERE parent = ? RETURNING *', parent).toArray();
    return {
      jobs: rows.filter(({ state }) => state === 'open').map(({ job }) => job),
      objects: rows.filter(({ state }) => state === 'stored').map(({ target }) => JSON.parse(target)),
    };
  }

  private of(parent: string, subtask: number): ChunkRow[] {
    return this.sql
      .exec<ChunkRow>(
        'SELECT * FROM chunks WHERE parent = ? AND subtask = ? ORDER BY number',
        parent,
        subtask,
      )
      .toArray();
  }

  private stateOf(row: ChunkRow, attempt: number): KnownChunk['state'] {
    switch (row.state) {
      case 'stored':
        return 'stored';
      case 'failed':
        return 'ready';
      case 'mine':
        // What an earlier attempt took is gone with it.
        return row.attempt === attempt ? 'mine' : 'ready';
      case 'open':
        return this.jobs.row(row.job)?.state === 'running' ? 'running' : 'ready';
    }
  }

  private set(row: ChunkRow, state: ChunkRow['state'], attempt: number): void {
    this.sql.exec(
      'UPDATE chunks SET state = ?, attempt = ? WHERE parent = ? AND subtask = ? AND number = ?',
      state,
      attempt,
      row.parent,
      row.subtask,
      row.number,
    );
  }
}

/** The picture of one chunk, without sound. MP4 keeps the times of frames exactly. */
function chunkOutput(output: MediaOutput, main: string, range: ChunkRange): MediaOutput {
  return { ...output, container: 'mp4', audio: null, main, segment: null, chunk: range };
}
