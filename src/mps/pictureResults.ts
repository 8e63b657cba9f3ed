// Subtasks that make pictures in the API's words (MediaProcessTaskResult). Their storage is called Storage.
import { numberText } from '../contract/media.ts';
import { storageEcho } from './echo.ts';
import { subtaskResult } from './subtaskResult.ts';
import { apiTime } from './times.ts';
import type { SubtaskView } from './view.ts';

/** MediaProcessTaskAnimatedGraphicResult */
export function animatedGraphicResult(subtask: SubtaskView): Record<string, unknown> {
  const { output } = subtask;
  if (output?.kind !== 'media') return result(subtask, null);
  const { media, md5 } = output;
  return result(subtask, {
    Path: subtask.path,
    Container: media.container,
    Height: media.height,
    Width: media.width,
    Bitrate: media.bitrate,
    Size: media.size,
    Md5: md5,
  });
}

/** MediaProcessTaskSnapshotByTimeOffsetResult */
export function snapshotByTimeOffsetResult(subtask: SubtaskView): Record<string, unknown> {
  const { output } = subtask;
  if (output?.kind !== 'pictures') return result(subtask, null);
  const PicInfoSet = output.times.map((TimeOffset, index) => ({
    TimeOffset,
    Path: pathOf(subtask, index),
    WaterMarkDefinition: watermarks(subtask),
  }));
  return result(subtask, { PicInfoSet });
}

/** MediaProcessTaskSampleSnapshotResult */
export function sampleSnapshotResult(subtask: SubtaskView): Record<string, unknown> {
  const { output } = subtask;
  if (output?.kind !== 'pictures') return result(subtask, null);
  return result(subtask, {
    ImagePathSet: paths(subtask, output.files),
    WaterMarkDefinition: watermarks(subtask),
  });
}

/** MediaProcessTaskImageSpriteResult. Height and Width are those of a small picture, TotalCount how many there are. */
export function imageSpriteResult(subtask: SubtaskView): Record<string, unknown> {
  const { output } = subtask;
  if (output?.kind !== 'sprite') return result(subtask, null);
  return result(subtask, {
    Height: output.height,
    Width: output.width,
    TotalCount: output.tiles,
    ImagePathSet: paths(subtask, output.sheets),
  });
}

function result(subtask: SubtaskView, output: Record<string, unknown> | null): Record<string, unknown> {
  const { storage, definition, known } = subtask;
  return {
    ...subtaskResult(subtask),
    Output: output && { Storage: storageEcho(storage), Definition: definition, ...known, ...output },
    BeginProcessTime: apiTime(subtask.beginAt),
    FinishTime: apiTime(subtask.finishAt),
  };
}

/** The templates of the watermarks, by their Definition. */
function watermarks({ input }: SubtaskView): number[] {
  const set = (input.WatermarkSet ?? []) as { Definition: number }[];
  return set.map(({ Definition }) => Definition);
}

function paths(subtask: SubtaskView, count: number): string[] {
  return Array.from({ length: count }, (_, index) => pathOf(subtask, index));
}

function pathOf({ path, number }: SubtaskView, index: number): string {
  return number ? path.replaceAll('{number}', numberText(number, index)) : path;
}
