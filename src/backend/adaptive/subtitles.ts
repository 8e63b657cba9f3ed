// Subtitles beside a ladder.

export interface SubtitleTrack {
  /** {subStreamNumber} */
  number: number;
  name: string;
  language: string;
  isDefault: boolean;
  /** The whole file, and its segments with their keys and seconds. */
  whole: string;
  segments: { path: string; key: string; duration: number }[];
}
