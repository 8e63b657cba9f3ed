// What is measured: a request for the system, and the commands that make the same by hand.
import type { ProcessMediaRequest } from '../../../src/cli/sdk.ts';
import { type BareCommand, gif, hlsRung, type Rung, rendition, shots, sprite } from './bareCommands.ts';
import type { WorkloadId } from './options.ts';

type MediaProcessTask = NonNullable<ProcessMediaRequest['MediaProcessTask']>;

export interface Workload {
  id: WorkloadId;
  title: string;
  /** Goals for the ratios of system to bare commands. */
  goal: { wall?: number; cpu?: number };
  task: (ladder: number) => MediaProcessTask;
  /** One after another, each for an output of `task`, in the order of its results; a ladder takes one for each rung. */
  bare: (source: string, seconds: number, folder: string) => BareCommand[][];
}

/** The presets 40, 30 and 20. */
const RENDITIONS: { definition: number; rung: Rung }[] = [
  { definition: 40, rung: { width: 1920, kbps: 2500, fps: 24 } },
  { definition: 30, rung: { width: 1280, kbps: 1024, fps: 24 } },
  { definition: 20, rung: { width: 640, kbps: 512, fps: 24 } },
];
/** Sampled shots of the preset: a picture each ten percent. */
const SHOTS = 10;
const GIF_SECONDS = 5;

export const SEGMENT_SECONDS = 6;
export const LADDER: Rung[] = [
  { width: 1920, kbps: 2500, fps: 24 },
  { width: 1280, kbps: 1500, fps: 24 },
  { width: 960, kbps: 1000, fps: 24 },
  { width: 854, kbps: 700, fps: 24 },
  { width: 640, kbps: 400, fps: 24 },
  { width: 426, kbps: 250, fps: 24 },
];

const transcodes = RENDITIONS.map(({ definition }) => ({ Definition: definition }));
const pictures = { SampleSnapshotTaskSet: [{ Definition: 10 }], ImageSpriteTaskSet: [{ Definition: 10 }] };
const animation = { Definition: 20000, StartTimeOffset: 0, EndTimeOffset: GIF_SECONDS };

const bareRenditions: Workload['bare'] = (source, _, folder) =>
  RENDITIONS.map(({ rung }) => [rendition(source, rung, folder)]);
const barePictures: Workload['bare'] = (source, seconds, folder) => [
  [shots(source, seconds / SHOTS, folder)],
  [sprite(source, folder)],
];
const bareLadder: Workload['bare'] = (source, _, folder) => [
  LADDER.map((rung) => hlsRung(source, rung, SEGMENT_SECONDS, folder)),
];

export const MEASURED: Workload[] = [
  {
    ...{ id: 'a', title: 'one rendition (preset 30)', goal: { wall: 1.05 } },
    task: () => ({ TranscodeTaskSet: [{ Definition: 30 }] }),
    bare: (source, _, folder) => [[rendition(source, RENDITIONS[1]!.rung, folder)]],
  },
  {
    ...{ id: 'b', title: 'three renditions, sprite, sampled shots', goal: { wall: 0.55, cpu: 0.6 } },
    task: () => ({ TranscodeTaskSet: transcodes, ...pictures }),
    bare: (...args) => [...bareRenditions(...args), ...barePictures(...args)],
  },
  {
    ...{ id: 'c', title: 'HLS ladder of six', goal: {} },
    task: (ladder) => ({ AdaptiveDynamicStreamingTaskSet: [{ Definition: ladder }] }),
    bare: bareLadder,
  },
  {
    ...{ id: 'd', title: 'sprite and sampled shots', goal: { wall: 0.2 } },
    task: () => pictures,
    bare: barePictures,
  },
  {
    ...{ id: 'e', title: 'all of these and a GIF', goal: {} },
    task: (ladder) => ({
      ...{ TranscodeTaskSet: transcodes, AnimatedGraphicTaskSet: [animation], ...pictures },
      AdaptiveDynamicStreamingTaskSet: [{ Definition: ladder }],
    }),
    bare: (source, seconds, folder) => [
      ...bareRenditions(source, seconds, folder),
      [gif(source, GIF_SECONDS, folder)],
      ...barePictures(source, seconds, folder),
      ...bareLadder(source, seconds, folder),
    ],
  },
];

/** The template of LADDER, as CreateAdaptiveDynamicStreamingTemplate takes it. */
export const LADDER_TEMPLATE = {
  Format: 'HLS',
  StreamInfos: LADDER.map(({ width, kbps, fps }) => ({
    Video: { Codec: 'h264', Fps: fps, Bitrate: kbps, Width: width, Height: 0, HlsTime: SEGMENT_SECONDS },
    Audio: { Codec: 'aac', Bitrate: 48, SampleRate: 44_100, AudioChannel: 2 },
  })),
};
