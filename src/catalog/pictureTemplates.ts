// Templates of pictures as the API's Describe actions show them.

interface PictureTemplate {
  readonly Definition: number;
  readonly Type: 'Preset' | 'Custom';
  readonly Name: string;
  readonly Comment: string;
  /** Pixels; 0 is scaled from the other side, both 0 the source's size. */
  readonly Width: number;
  readonly Height: number;
  /** "open": Width is the long side and Height the short one. "close": as written. */
  readonly ResolutionAdaptive: string;
  /** jpg, png, webp; gif or webp of animated pictures. */
  readonly Format: string;
  readonly CreateTime: string;
  readonly UpdateTime: string;
}

/** Data type SnapshotByTimeOffsetTemplate. */
export interface SnapshotByTimeOffsetTemplate extends PictureTemplate {
  readonly FillType: string;
}

/** Data type SampleSnapshotTemplate. */
export interface SampleSnapshotTemplate extends SnapshotByTimeOffsetTemplate {
  /** "Percent" or "Time", of which SampleInterval is the percentage or the seconds. */
  readonly SampleType: string;
  readonly SampleInterval: number;
}

/** Data type ImageSpriteTemplate. Width and Height are those of one small picture. */
export interface ImageSpriteTemplate extends SampleSnapshotTemplate {
  readonly RowCount: number;
  readonly ColumnCount: number;
}

/** Data type AnimatedGraphicsTemplate. */
export interface AnimatedGraphicsTemplate extends PictureTemplate {
  /** Frames per second. */
  readonly Fps: number;
  /** 1–100. */
  readonly Quality: number;
}
