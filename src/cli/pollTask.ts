// The life of a task, seen through DescribeTaskDetail.
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowTask } from './results.ts';
import type { MpsClient } from './sdk.ts';

const INTERVAL_MS = 300;

/**
 * Asks until the task is FINISH, and answers it as it is then.
 * @param onState called with each state that was seen
 */
export async function pollTask(
  client: MpsClient,
  taskId: string,
  onState: (task: WorkflowTask) => void,
  signal?: AbortSignal,
): Promise<WorkflowTask> {
  for (;;) {
    const detail = await client.DescribeTaskDetail({ TaskId: taskId });
    const task = WorkflowTask.parse(detail.WorkflowTask);
    onState(task);
    if (task.Status === 'FINISH') return task;
    await sleep(INTERVAL_MS, undefined, signal ? { signal } : {});
  }
}
