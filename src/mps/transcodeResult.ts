// A transcoding subtask in the API's words (MediaProcessTaskResult of type Transcode).
import type { MediaOutputFacts } from '../contract/report.ts';
import { storageEcho } from './echo.ts';
import { audioStreamItem, videoStreamItem } from './mediaMetaData.ts';
import { subtaskResult } from './subtaskResult.ts';
import type { PlannedSubtask, SubtaskView } from './view.ts';

/** MediaProcessTaskTranscodeResult. A waiting subtask is PROCESSING at 0 percent. */
export function transcodeResult(subtask: SubtaskView): Record<string, unknown> {
  const { status, output } = subtask;
  return {
    ...subtaskResult(subtask),
    Output: output?.kind === 'media' ? transcodeItem(subtask, output) : null,
    Progress: status === 'SUCCESS' ? 100 : status === 'WAITING' ? 0 : Math.trunc(subtask.progress),
  };
}

/** MediaTranscodeItem: the main file that was written. */
function transcodeItem(subtask: PlannedSubtask, output: MediaOutputFacts): Record<string, unknown> {
  const { media } = output;
  return {
    OutputStorage: storageEcho(subtask.storage),
    Path: subtask.path,
    Definition: subtask.definition,
    Bitrate: media.bitrate,
    Height: media.height,
    Width: media.width,
    Size: media.size,
    Duration: media.duration,
    Container: media.container,
    Md5: output.md5,
    AudioStreamSet: media.audio.map(audioStreamItem),
    VideoStreamSet: media.video.map(videoStreamItem),
    CallBackExtInfo: null,
    Usage: null,
  };
}
