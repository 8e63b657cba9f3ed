// What planning one subtask takes and gives.
import type { Templates } from '../catalog/templates.ts';
import type { BucketRef } from '../contract/location.ts';
import type { Output } from '../contract/output.ts';
import type { PlannedSubtask } from '../mps/view.ts';
import type { FileList } from './fileList.ts';
import type { InputName } from './inputName.ts';

/** What a subtask takes from its request. */
export interface SubtaskContext {
  /** Index of the subtask in its task. */
  subtask: number;
  /** Dotted name of the subtask in the request, for messages. */
  parameter: string;
  appId: string;
  input: InputName;
  outputDir: string;
  /** The request's bucket; null when neither it nor the input has one. */
  bucket: BucketRef | null;
  /** Presets, and the account's own templates that the request names. */
  templates: Templates;
  /** Takes what the outputs need besides the input; they refer to it by name. */
  files: FileList;
}

/** One file, or one manifest with its segments, and where it goes. */
export interface PlannedOutput {
  parameter: string;
  planned: PlannedSubtask;
  output: Output;
  target: BucketRef;
}
