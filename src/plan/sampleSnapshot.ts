// One element of SampleSnapshotTaskSet.
import type { SampleSnapshotTaskInput } from '../mps/requests.ts';
import { sampleInterval } from './pictureSpec.ts';
import { planSnapshots } from './planSnapshots.ts';
import type { PlannedOutput, SubtaskContext } from './subtask.ts';

/** Resolves template, storage and names. Throws ApiError. */
export function planSampleSnapshot(task: SampleSnapshotTaskInput, context: SubtaskContext): PlannedOutput {
  return planSnapshots('SampleSnapshot', task, context, (template) => ({
    at: sampleInterval(template),
    known: { SampleType: template.SampleType, Interval: template.SampleInterval },
  }));
}
