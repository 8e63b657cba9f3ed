// A job whose source is there.
import type { Job } from '../contract/job.ts';
import type { Source } from './ffmpeg/source.ts';
import type { JobFiles } from './input/jobFiles.ts';
import type { OverlayPictures } from './overlay/overlayPictures.ts';
import type { RunContext } from './runContext.ts';
import type { Settling } from './settling.ts';

/** What the makers of a job's outputs work with. */
export interface JobWork {
  job: Job;
  /** The job's own folder. */
  folder: string;
  /** The source's file. */
  input: string;
  source: Source;
  files: JobFiles;
  overlays: OverlayPictures;
  settling: Settling;
  context: RunContext;
}
