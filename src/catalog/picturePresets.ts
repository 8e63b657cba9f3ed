// The preset templates of pictures (MPS document 1041/48786 "preset templates", shared with VOD).
import type {
  AnimatedGraphicsTemplate,
  ImageSpriteTemplate,
  SampleSnapshotTemplate,
  SnapshotByTimeOffsetTemplate,
} from './pictureTemplates.ts';

/** As of the transcoding presets. */
const CREATED = '2020-03-04T07:39:36+08:00';

const SOURCE_SIZE = { Width: 0, Height: 0, ResolutionAdaptive: 'open' };
const COMMON = { Type: 'Preset', Comment: '', CreateTime: CREATED, UpdateTime: CREATED } as const;

/** A picture at listed moments: as large as the source. */
export const snapshotByTimeOffsetPresets: readonly SnapshotByTimeOffsetTemplate[] = Object.freeze([
  { ...COMMON, ...SOURCE_SIZE, Definition: 10, Name: 'Snapshot-JPG', Format: 'jpg', FillType: 'stretch' },
]);

/** A picture each ten percent. */
export const sampleSnapshotPresets: readonly SampleSnapshotTemplate[] = Object.freeze([
  {
    ...{ ...COMMON, ...SOURCE_SIZE, Definition: 10, Name: 'Sample-JPG-10%' },
    ...{ Format: 'jpg', FillType: 'stretch', SampleType: 'Percent', SampleInterval: 10 },
  },
]);

/** Sheets of a hundred small pictures, one each ten seconds. FillType is the API's default. */
export const imageSpritePresets: readonly ImageSpriteTemplate[] = Object.freeze([
  {
    ...{ ...COMMON, Definition: 10, Name: 'Sprite-JPG-10s', Format: 'jpg', FillType: 'black' },
    ...{ Width: 142, Height: 80, ResolutionAdaptive: 'open' },
    ...{ SampleType: 'Time', SampleInterval: 10, RowCount: 10, ColumnCount: 10 },
  },
]);

/** Two frames per second, as large as the source. Quality is the API's default. */
export const animatedGraphicsPresets: readonly AnimatedGraphicsTemplate[] = Object.freeze([
  { ...COMMON, ...SOURCE_SIZE, Definition: 20000, Name: 'GIF', Format: 'gif', Fps: 2, Quality: 75 },
  { ...COMMON, ...SOURCE_SIZE, Definition: 20001, Name: 'WEBP', Format: 'webp', Fps: 2, Quality: 75 },
]);
