// What the makers of pictures work with, and what they make.
import type { OutputFacts } from '../contract/report.ts';
import type { Overlay } from './ffmpeg/pictureCommand.ts';
import type { VideoSource } from './ffmpeg/source.ts';
import type { LocalFile } from './output/outputFiles.ts';

export interface PictureWork {
  ffprobe: string;
  /** The source's file and its picture. */
  input: string;
  video: VideoSource;
  /** What is laid over the pictures; absent = nothing. */
  overlay?: Overlay;
  /** Seconds of the whole source and of its picture, 0 when unknown. */
  duration: number;
  videoDuration: number;
  /** The source's format says how long it is: what is missing before its end is damage. */
  announced: boolean;
  /** The source is a still picture: any moment shows it. */
  still: boolean;
  /** Finds out how far apart the key frames of a stream are, in seconds (keyFrames.ts). */
  gap: (index: number) => Promise<number>;
  /** A folder for nothing but this output. */
  folder: string;
  /** The pictures of its interval are there already (pictureScan.ts). */
  scanned?: boolean;
  signal: AbortSignal;
  /** Runs ffmpeg to its end; `duration` are the seconds of media expected of it, 0 when unknown. */
  ffmpeg: (args: string[], duration: number, onTime: (seconds: number) => void) => Promise<void>;
  /** How much of the whole is done, in any unit. */
  onProgress: (done: number, whole: number) => void;
}

/** An output that is ready for storage. A file that names others is the last one. */
export interface Made {
  files: LocalFile[];
  facts: OutputFacts;
}
