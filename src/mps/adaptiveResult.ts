// An adaptive stream in the API's words (MediaProcessTaskResult of type AdaptiveDynamicStreaming).
import { storageEcho } from './echo.ts';
import { subtaskResult } from './subtaskResult.ts';
import { apiTime } from './times.ts';
import type { SubtaskView } from './view.ts';

/** MediaProcessTaskAdaptiveDynamicStreamingResult. */
export function adaptiveResult(subtask: SubtaskView): Record<string, unknown> {
  const { output, storage, definition, known, path } = subtask;
  return {
    ...subtaskResult(subtask),
    Output:
      output?.kind === 'ladder'
        ? { Storage: storageEcho(storage), Definition: definition, ...known, Path: path }
        : null,
    BeginProcessTime: apiTime(subtask.beginAt),
    FinishTime: apiTime(subtask.finishAt),
  };
}
