// An editing task in the API's words (EditMediaTask).
import { storageEcho } from './echo.ts';
import { errCode } from './errcode.ts';
import { mediaMetaData } from './mediaMetaData.ts';
import type { TaskView } from './view.ts';

/** EditMediaTask. Its one subtask's failure is the task's own: the type knows no other place for it. */
export function editMediaTask(view: TaskView): Record<string, unknown> {
  const [subtask] = view.subtasks;
  const failure = view.failure ?? subtask?.failure ?? null;
  return {
    TaskId: view.taskId,
    Status: view.status === 'FINISH' ? 'FINISH' : 'PROCESSING',
    ErrCode: errCode(failure?.code),
    Message: failure?.message ?? '',
    Input: subtask?.input ?? null,
    Output:
      subtask?.output?.kind === 'media'
        ? {
            OutputStorage: storageEcho(subtask.storage),
            Path: subtask.path,
            MetaData: mediaMetaData(subtask.output.media),
          }
        : null,
  };
}
