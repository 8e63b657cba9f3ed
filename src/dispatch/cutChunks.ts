// A running job asks for chunks of one of its outputs.
import type { ChunkRequest } from '../contract/chunk.ts';
import { log } from '../platform/log.ts';
import type { Attempts } from './attempts.ts';
import type { Backends } from './backends.ts';
import type { Chunks } from './chunks.ts';
import type { JobRow } from './jobRow.ts';
import type { Jobs } from './jobs.ts';

interface Books {
  jobs: Jobs;
  backends: Backends;
  attempts: Attempts;
  chunks: Chunks;
}

/**
 * The first call for an output cuts it, if another backend has a free slot and no other job waits for that. Answers the
 * number of the chunk that the job's own attempt has taken, where it asked for one; null when it has none. The caller
 * holds the transaction.
 * @param row the live attempt of a job that is not itself a chunk
 */
export function cutChunks(
  { jobs, backends, attempts, chunks }: Books,
  row: JobRow,
  request: ChunkRequest,
  now: number,
): number | null {
  const { subtask } = request;
  if (!chunks.any(row.id, subtask)) {
    const idle = backends.freeBeside(row.backend!, now) && jobs.startable(now, 1) === 0;
    if (!idle || !chunks.cut(row, request)) return null;
    log('job.cut', { job: row.id, attempt: row.attempt, subtask, chunks: request.ranges.length });
  }
  const chunk = request.take ? chunks.take(row.id, subtask, row.attempt) : null;
  const job = chunk && jobs.row(chunk.job);
  if (job) attempts.drop(job);
  return chunk?.number ?? null;
}
