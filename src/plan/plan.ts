// What a plan is. It is made once, when the task is accepted, and stored with the task.

import type { JobKind } from '../contract/job.ts';
import type { BucketRef, InputLocation } from '../contract/location.ts';
import type { Output } from '../contract/output.ts';
import type { PlannedFile } from '../contract/rpc.ts';
import type { PlannedSubtask } from '../mps/view.ts';

/** One unit of work for one backend. */
export interface PlannedJob {
  /** Pool that can do it. */
  pool: string;
  kind: JobKind;
  input: InputLocation;
  /** Further inputs, which outputs refer to by name; absent = none. */
  files?: PlannedFile[];
  outputs: Output[];
  /** Where each output's files go, by position in `outputs`. */
  targets: BucketRef[];
}

export interface Plan {
  subtasks: PlannedSubtask[];
  jobs: PlannedJob[];
}
