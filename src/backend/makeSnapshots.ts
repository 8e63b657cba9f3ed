// Single pictures: at moments that were listed, or at an interval.
import { segmentKey } from '../contract/media.ts';
import type { SnapshotOutput } from '../contract/picture.ts';
import { picturesEvery, secondsOf } from './ffmpeg/moments.ts';
import { localFile } from './output/outputFiles.ts';
import type { Made, PictureWork } from './pictureWork.ts';
import { picturesAt, picturesEach } from './takePictures.ts';

/** @throws JobFailure when a moment is beyond the end, or the source has no picture there */
export async function makeSnapshots(output: SnapshotOutput, work: PictureWork): Promise<Made> {
  const { at, picture } = output;
  const times = !Array.isArray(at) ? [] : work.still ? at.map(() => 0) : secondsOf(at, work.duration);
  const taken = Array.isArray(at)
    ? await picturesAt(work, picture, times)
    : await picturesEach(work, picture, { ...picturesEvery(at, work.videoDuration), rough: false });
  const files = [];
  for (const [index, file] of taken.entries()) {
    files.push(await localFile(file, segmentKey({ ...output.files }, index)));
  }
  return { files, facts: { kind: 'pictures', times, files: files.length } };
}
