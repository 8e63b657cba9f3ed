// When a task's changes are told.
import type { NotifyConfig, TaskStatus } from '../mps/view.ts';

/** NotifyMode: "Finish" (default) tells the end only, "Change" every change of a status (TaskNotifyConfig). */
export function wantsCallback(config: NotifyConfig | null, status: TaskStatus): boolean {
  if (!config) return false;
  return status === 'FINISH' || config.NotifyMode === 'Change';
}
