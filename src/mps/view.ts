// A task as the API shows it, before it is written in the API's words. Built by task/, rendered by detail.ts
// and event.ts. Times are milliseconds since 1970.
import type { MediaFacts } from '../contract/facts.ts';
import type { NumberRule } from '../contract/media.ts';
import type { Failure, OutputFacts } from '../contract/report.ts';

export type TaskStatus = 'WAITING' | 'PROCESSING' | 'FINISH';
/** SKIPPED: of a scheme, on a branch that was not chosen. */
export type SubtaskStatus = 'WAITING' | 'PROCESSING' | 'SUCCESS' | 'FAIL' | 'SKIPPED';

/** What a task is to the API (TaskType). */
export type TaskKind = 'WorkflowTask' | 'ScheduleTask' | 'EditMediaTask';

/** The kinds of MediaProcessResultSet items (their Type). */
export type MediaKind =
  | 'Transcode'
  | 'AnimatedGraphics'
  | 'SnapshotByTimeOffset'
  | 'SampleSnapshot'
  | 'ImageSprites'
  | 'AdaptiveDynamicStreaming';

/** The kinds of subtasks. ExecRules, of schemes only, makes no file: it chooses who comes next. EditMedia is an editing task's. */
export type ActivityKind = MediaKind | 'ExecRules';
export type SubtaskKind = ActivityKind | 'EditMedia';

/** TaskOutputStorage as it is echoed: what was asked for with inheritance done, keys left out. */
export interface StorageEcho {
  Type: string;
  CosOutputStorage: { Bucket: string; Region: string } | null;
  S3OutputStorage: { S3Bucket: string; S3Region: string } | null;
  /** Absent = null. */
  VODOutputStorage?: { Bucket: string; Region: string; SubAppId: number | null; VodBasic: null };
}

/** What planning fixed for a subtask. JSON, stored with the task. */
export interface PlannedSubtask {
  kind: SubtaskKind;
  /** The subtask's Input as the API echoes it: paths resolved, storage filled. */
  input: Record<string, unknown>;
  storage: StorageEcho;
  definition: number;
  /** Absolute path of the main file, with leading slash and extension; of pictures, with {number} in it. */
  path: string;
  /** How {number} of `path` is written. */
  number?: NumberRule;
  /** Fields of the Output that do not depend on the source. */
  known?: Record<string, unknown>;
  /** Its index in the Activities of a scheme. */
  activity?: number;
}

/** What an `action-exec-rules` node chose: indexes in Activities. */
export interface RulesOutput {
  kind: 'rules';
  chosen: number[];
}

export interface SubtaskView extends PlannedSubtask {
  status: SubtaskStatus;
  /** 0–100 */
  progress: number;
  failure: Failure | null;
  output: OutputFacts | RulesOutput | null;
  beginAt: number | null;
  finishAt: number | null;
}

export interface TaskView {
  taskId: string;
  kind: TaskKind;
  status: TaskStatus;
  createdAt: number;
  beginAt: number | null;
  finishAt: number | null;
  /** The request as it was validated; secrets are masked before it is stored. */
  request: TaskRequest;
  source: MediaFacts | null;
  /** Why the whole task failed (the source can't be read); null otherwise. */
  failure: Failure | null;
  subtasks: SubtaskView[];
}

/** The parts of a ProcessMedia request that are echoed or that callbacks need. */
export interface TaskRequest {
  InputInfo: Record<string, unknown>;
  TaskNotifyConfig: NotifyConfig | null;
  TasksPriority: number;
  SessionId: string;
  SessionContext: string;
}

/** Without NotifyKey, which is kept apart, sealed. */
export interface NotifyConfig {
  NotifyType?: string;
  NotifyMode?: string;
  NotifyUrl?: string;
  [field: string]: unknown;
}
