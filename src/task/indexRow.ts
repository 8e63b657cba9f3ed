// A task's row in lists.
import type { SubtaskKind } from '../mps/view.ts';
import type { Plan } from '../plan/plan.ts';
import { hasFailed, type TaskState } from './state.ts';
import { taskKind } from './taskId.ts';
import type { IndexRow } from './taskIndex.ts';

/** SubTaskTypes of DescribeTasks: the names of activities (TaskSimpleInfo). */
const TYPES: Record<SubtaskKind, string | null> = {
  Transcode: 'action-trans',
  AnimatedGraphics: 'action-animated-graphics',
  SnapshotByTimeOffset: 'action-snapshotByTimeOffset',
  SampleSnapshot: 'action-samplesnapshot',
  ImageSprites: 'action-image-sprite',
  AdaptiveDynamicStreaming: 'action-adaptive-substream',
  ExecRules: 'action-exec-rules',
  EditMedia: null,
};

/** The row of a task in this state. */
export function indexRow(taskId: string, createdAt: number, plan: Plan, state: TaskState): IndexRow {
  return {
    taskId,
    kind: taskKind(taskId),
    status: state.status,
    failed: hasFailed(state),
    types: [...new Set(plan.subtasks.flatMap((subtask) => TYPES[subtask.kind] ?? []))],
    createdAt,
    beginAt: state.beginAt,
    finishAt: state.finishAt,
  };
}
