// A heartbeat: which backend it is, what it runs, how far that is.
import type { Heartbeat } from '../contract/report.ts';
import type { Attempts } from './attempts.ts';
import type { Backends } from './backends.ts';
import type { Jobs } from './jobs.ts';

/** Progress of subtasks, for their book. */
export type Progress = { taskId: string; subtask: number; percent: number }[];

export interface HeartbeatOutcome {
  /** Jobs that are no longer the backend's own. */
  stop: string[];
  /** By book. */
  progress: Map<string, Progress>;
  /** Attempts that ended since the backend was started anew. */
  lost: number;
}

/** Takes a heartbeat into the pool's books. The caller holds the transaction. */
export function takeHeartbeat(
  { jobs, backends, attempts }: { jobs: Jobs; backends: Backends; attempts: Attempts },
  pool: string,
  beat: Heartbeat,
  now: number,
): HeartbeatOutcome {
  backends.seen(pool, beat, now);
  jobs.adopt({ id: beat.backendId, boot: beat.bootId });
  const before = jobs.ofOtherBoot(beat.backendId, beat.bootId);
  for (const row of before) attempts.lost(row.id, 'the backend was restarted', now);
  const stop: string[] = [];
  const progress = new Map<string, Progress>();
  for (const job of beat.jobs) {
    const row = jobs.live(job.id, job.attempt);
    if (!row || row.backend !== beat.backendId) {
      stop.push(job.id);
      continue;
    }
    attempts.heardOf(row, now);
    // The percentage of a chunk is its parent's to count.
    if (row.parent) continue;
    const updates = job.subtasks.map((subtask) => ({ taskId: row.task, ...subtask }));
    progress.set(row.book, [...(progress.get(row.book) ?? []), ...updates]);
  }
  return { stop, progress, lost: before.length };
}
