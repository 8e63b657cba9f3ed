// A stored task as the API's renderers see it.
import type { SubtaskView, TaskRequest, TaskView } from '../mps/view.ts';
import type { Plan } from '../plan/plan.ts';
import type { SubtaskState, TaskState } from './state.ts';
import { taskKind } from './taskId.ts';

/**
 * `percents` by subtask, of the running ones: they are kept in memory only, and what has ended reads the same for ever.
 */
export function taskView(
  taskId: string,
  createdAt: number,
  request: TaskRequest,
  plan: Plan,
  state: TaskState,
  percents: number[] | undefined,
): TaskView {
  return {
    taskId,
    kind: taskKind(taskId),
    status: state.status,
    createdAt,
    beginAt: state.beginAt,
    finishAt: state.finishAt,
    request,
    source: state.source,
    failure: state.failure,
    subtasks: plan.subtasks.map((planned, index): SubtaskView => {
      const subtask = state.subtasks[index]!;
      return {
        ...planned,
        ...subtask,
        progress: progressOf(subtask.status, percents?.[index] ?? 0),
      };
    }),
  };
}

/** A failed subtask is at 0, however far it came. */
function progressOf(status: SubtaskState['status'], percent: number): number {
  if (status === 'SUCCESS') return 100;
  return status === 'FAIL' ? 0 : percent;
}
