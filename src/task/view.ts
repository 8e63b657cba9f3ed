// A stored task as the API's renderers see it.
import type { SubtaskView, TaskRequest, TaskView } from '../mps/view.ts';
import type { Plan } from '../plan/plan.ts';
import type { TaskState } from './state.ts';
import { taskKind } from './taskId.ts';

/** `percents` by subtask; what ended with success is at 100. */
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
        progress: subtask.status === 'SUCCESS' ? 100 : (percents?.[index] ?? 0),
      };
    }),
  };
}
