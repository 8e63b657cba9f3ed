// What surrounds a job that runs.
import type { Config } from './config.ts';
import type { JobEdge } from './edge.ts';
import type { ReadyProbes } from './ffmpeg/readyProbe.ts';
import type { InputCache } from './input/inputCache.ts';
import type { InputClient } from './input/inputClient.ts';

export interface RunContext {
  config: Config;
  /** Existing folder for the job's own folder. */
  folder: string;
  probes: ReadyProbes | null;
  inputs: InputCache;
  /** For what is no input: chunks that other backends have made. */
  client: InputClient;
  edge: JobEdge;
  /** Stops everything of the job at once; `runJob` then throws its reason and reports nothing. */
  signal: AbortSignal;
  /** Percent done of a subtask. */
  onProgress: (subtask: number, percent: number) => void;
  /** Only the last report is left to do: another job may start. */
  onWorkDone: () => void;
}
