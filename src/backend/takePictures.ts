// Pictures of a source as files.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PictureSpec } from '../contract/picture.ts';
import { scanCommand, seekCommand, shotsAtOnce } from './ffmpeg/pictureCommand.ts';
import { JobFailure } from './jobFailure.ts';
import type { PictureWork } from './pictureWork.ts';

/** Shorter intervals are cheaper to decode through than to seek. */
const LEAST_SEEK_SECONDS = 2;
/** A source that gives fewer than this part of its pictures is damaged. */
const LEAST_PART = 0.9;

/** Takes a picture at each moment (seconds); answers the files in that order. @throws JobFailure */
export async function picturesAt(work: PictureWork, spec: PictureSpec, seconds: number[]): Promise<string[]> {
  const shots = seconds.map((at, index) => ({
    seconds: at,
    file: join(work.folder, `${numbered(index)}.${spec.format}`),
  }));
  const batch = shotsAtOnce(work.video);
  for (let first = 0; first < shots.length; first += batch) {
    const part = shots.slice(first, first + batch);
    await work.ffmpeg(seekCommand(work.input, work.video, spec, part, work.overlay), 0, () => {});
    const missing = part.find(({ file }) => !existsSync(file));
    if (missing) throw noPicture(work, missing.seconds);
    work.onProgress(first + part.length, shots.length);
  }
  return shots.map(({ file }) => file);
}

/**
 * Takes a picture each `seconds` from 0 on, `count` at most; answers the files in order. They show what is on screen
 * at these moments or, when `rough` is good enough, the key frame before them: then only key frames are decoded,
 * unless the source has too few.
 * @throws JobFailure
 */
export async function picturesEach(
  work: PictureWork,
  spec: PictureSpec,
  { seconds, count, rough }: { seconds: number; count: number; rough: boolean },
): Promise<string[]> {
  if (work.scanned) return scannedFiles(work, spec, seconds, count);
  const gap = count > 1 ? await work.gap(work.video.index) : 0;
  const keyFramesOnly = rough && count > 1 && gap <= seconds && !work.video.interlaced;
  if (!keyFramesOnly && (count === 1 || seconds >= Math.max(gap, LEAST_SEEK_SECONDS))) {
    return picturesAt(
      work,
      spec,
      Array.from({ length: count }, (_, index) => index * seconds),
    );
  }
  const pattern = join(work.folder, `%06d.${spec.format}`);
  const scan = { spec, seconds, count, pattern };
  const args = scanCommand(work.input, work.video, scan, keyFramesOnly, work.overlay);
  await work.ffmpeg(args, work.videoDuration, (done) => work.onProgress(done, work.videoDuration));
  return scannedFiles(work, spec, seconds, count);
}

/** The files of a scan. @throws JobFailure when they are far too few */
function scannedFiles(work: PictureWork, { format }: PictureSpec, seconds: number, count: number): string[] {
  const files: string[] = [];
  for (let index = 0; index < count; index++) {
    const file = join(work.folder, `${numbered(index)}.${format}`);
    if (existsSync(file)) files.push(file);
  }
  const isShort = files.length < count - 1 && files.length < count * LEAST_PART;
  if (files.length === 0 || (isShort && work.announced)) throw noPicture(work, files.length * seconds);
  return files;
}

function numbered(index: number): string {
  return String(index).padStart(6, '0');
}

function noPicture({ announced }: PictureWork, seconds: number): JobFailure {
  return announced
    ? new JobFailure({
        code: 'SourceFileError.ContentMalformed',
        message: `The source is damaged: it has no picture at ${seconds.toFixed(3)} seconds.`,
      })
    : new JobFailure({
        code: 'InvalidInput.InvalidTimeOffset',
        message: `The source has no picture at ${seconds.toFixed(3)} seconds.`,
      });
}
