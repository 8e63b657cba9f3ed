// A transcoding subtask in the API's words (MediaProcessTaskResult of type Transcode).
import type { MediaOutputFacts } from '../contract/report.ts';
import { storageEcho } from './echo.ts';
import { errCode } from './errcode.ts';
import { audioStreamItem, videoStreamItem } from './mediaMetaData.ts';
import type { PlannedSubtask, SubtaskView } from './view.ts';

/**
 * MediaProcessTaskTranscodeResult. The type knows PROCESSING, SUCCESS and FAIL only: a waiting subtask is
 * PROCESSING at 0 percent. ErrCodeExt is "" on success (field text).
 */
export function transcodeResult(subtask: SubtaskView): Record<string, unknown> {
  const { status, failure, output } = subtask;
  return {
    Status: status === 'WAITING' ? 'PROCESSING' : status,
    ErrCodeExt: failure?.code ?? '',
    ErrCode: errCode(failure?.code),
    Message: failure?.message ?? (status === 'SUCCESS' ? 'SUCCESS' : ''),
    Input: subtask.input,
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
