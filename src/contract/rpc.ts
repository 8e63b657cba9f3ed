// What the Durable Objects say to each other. Every call is idempotent: it may come twice.

import type { MediaFacts } from './facts.ts';
import type { JobFile, JobKind } from './job.ts';
import type { BucketRef, InlineText, InputLocation, ObjectRef } from './location.ts';
import type { Output } from './output.ts';
import type { Failure, SubtaskReport } from './report.ts';

/** A further input of a job before it has a URL (JobFile). */
export interface PlannedFile extends Pick<JobFile, 'name' | 'maxBytes' | 'parameter'> {
  location: InputLocation | InlineText;
}

/** A job as its book hands it to a pool. */
export interface PoolJob {
  /** `<TaskId>-<n>` */
  id: string;
  taskId: string;
  /** Name of the TaskBook that owns the task. */
  book: string;
  appId: string;
  kind: JobKind;
  /** Higher starts first, −10…10. */
  priority: number;
  /** Starts only while no online job waits, or when it has waited long. */
  offline: boolean;
  /** Milliseconds since 1970; older starts first within a priority. */
  createdAt: number;
  input: InputLocation;
  /** Other jobs of the task may read the same inputs; absent = no. */
  inputAgain?: boolean;
  /** Further inputs; absent = none. */
  files?: PlannedFile[];
  outputs: Output[];
  /** Where each output's files go, by position in `outputs`. */
  targets: BucketRef[];
  /** Schemes that its files come from; absent = none. */
  lineage?: string[];
  /** The job of which this is a chunk: its book knows nothing of it. */
  parent?: string;
}

/** What happened to a job, in order. */
export type JobEvent =
  | { type: 'started'; jobId: string; at: number }
  | { type: 'source'; jobId: string; at: number; facts: MediaFacts }
  | { type: 'subtasks'; jobId: string; at: number; reports: SubtaskReport[] }
  /** The job is over; subtasks without a report have failed with `failure`. */
  | { type: 'ended'; jobId: string; at: number; failure: Failure | null };

/** A subtask that a job did. */
export interface JobSubtask {
  jobId: string;
  subtask: number;
}

/** TaskBook, as pools and the notify consumer see it. */
export interface BookRpc {
  /** Answers which successes came too late: their subtask is over without them, and their files are not wanted. */
  apply(taskId: string, events: JobEvent[]): Promise<JobSubtask[]>;
  progress(updates: { taskId: string; subtask: number; percent: number }[]): Promise<void>;
}

/** "abandoned": the task's id was given up before, it will never exist. */
export type CreateAnswer = 'created' | 'abandoned';

/** TaskBook, as ledgers see it: what a task is they hand on unread. */
export interface CreatingBook {
  create(book: string, records: unknown[]): Promise<CreateAnswer[]>;
}

/** JobPool, as books see it. */
export interface PoolRpc {
  submit(jobs: PoolJob[]): Promise<void>;
  cancel(jobIds: string[]): Promise<void>;
}

/** A file that a job was allowed to write. */
export interface GrantedFile {
  target: ObjectRef;
  /** Set once a multipart upload was begun. */
  uploadId: string | null;
  /** A PUT that begins until then (ms since 1970) may still write it; absent = the edge has the last word. */
  openUntil?: number;
  /** Schemes that the file comes from; absent = none. */
  lineage?: string[];
}
