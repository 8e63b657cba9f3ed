// Where each kind of media result stands in MediaProcessTaskResult and ActivityResItem, and how it is written.
import { adaptiveResult } from './adaptiveResult.ts';
import {
  animatedGraphicResult,
  imageSpriteResult,
  sampleSnapshotResult,
  snapshotByTimeOffsetResult,
} from './pictureResults.ts';
import { transcodeResult } from './transcodeResult.ts';
import type { MediaKind, SubtaskView } from './view.ts';

export interface ResultForm {
  member: string;
  render: (view: SubtaskView) => Record<string, unknown>;
}

export const MEDIA_RESULTS: Record<MediaKind, ResultForm> = {
  Transcode: { member: 'TranscodeTask', render: transcodeResult },
  AnimatedGraphics: { member: 'AnimatedGraphicTask', render: animatedGraphicResult },
  SnapshotByTimeOffset: { member: 'SnapshotByTimeOffsetTask', render: snapshotByTimeOffsetResult },
  SampleSnapshot: { member: 'SampleSnapshotTask', render: sampleSnapshotResult },
  ImageSprites: { member: 'ImageSpriteTask', render: imageSpriteResult },
  AdaptiveDynamicStreaming: { member: 'AdaptiveDynamicStreamingTask', render: adaptiveResult },
};

/** The members of all kinds, each null. */
export const NO_MEDIA_RESULTS: Readonly<Record<string, null>> = Object.fromEntries(
  Object.values(MEDIA_RESULTS).map(({ member }) => [member, null]),
);
