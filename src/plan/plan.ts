// What a plan is. It is made when the task is accepted and stored with it; one with `rest` grows while the task runs.

import type { JobKind } from '../contract/job.ts';
import type { BucketRef, InputLocation } from '../contract/location.ts';
import type { Output } from '../contract/output.ts';
import type { PlannedFile } from '../contract/rpc.ts';
import type { PlannedSubtask } from '../mps/view.ts';
import type { PlannedRule } from './graph/rules.ts';

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
  /** The subtask whose file is the input; absent: it is the task's own. */
  from?: number;
  /** Subtasks that end with this job though it makes no file for them: they wait for the facts of its input. */
  asks?: number[];
}

export interface Plan {
  subtasks: PlannedSubtask[];
  jobs: PlannedJob[];
  /** What is not in a job yet, of a task whose jobs wait for each other. */
  rest?: PlanRest;
  /** Names of the schemes that the task's files come from; absent = none. */
  lineage?: string[];
}

export interface PlanRest {
  /** The task's own input. */
  source: InputLocation;
  /** As the task's first jobs have it. */
  offline: boolean;
  /** Further inputs that outputs refer to by name; absent = none. */
  files?: PlannedFile[];
  /** By subtask. */
  nodes: PlannedNode[];
}

export interface PlannedWork {
  pool: string;
  kind: JobKind;
  output: Output;
  target: BucketRef;
}

/** How a subtask hangs together with the others. */
export interface PlannedNode {
  /** Subtasks that it waits for, the one that feeds it first; none: the task's own input feeds it. */
  after: number[];
  /** It takes the task's own input although it waits for others. */
  ofSource?: boolean;
  /** What is to be made of its input; gone once it is in a job. */
  work?: PlannedWork;
  /** Of `action-exec-rules`, which makes no file but chooses. */
  rules?: PlannedRule[];
}

/** The subtasks that a job ends. */
export function membersOf({ outputs, asks }: PlannedJob): number[] {
  return [...outputs.map(({ subtask }) => subtask), ...(asks ?? [])];
}
