// The renditions of a job: as many as can be of one decode, and pictures beside them.
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MediaOutput } from '../contract/media.ts';
import { withContentQuality } from './contentQuality.ts';
import { encodeOutputs } from './encodeOutputs.ts';
import type { Rendition } from './ffmpeg/command.ts';
import { outputGroups } from './ffmpeg/groups.ts';
import type { Scan } from './ffmpeg/pictureCommand.ts';
import type { Source } from './ffmpeg/source.ts';
import { inChunks } from './inChunks.ts';
import { JobFailure } from './jobFailure.ts';
import type { JobWork } from './jobWork.ts';
import { log } from './log.ts';
import type { PictureOutput } from './makePicture.ts';
import { mendManifest } from './output/mendManifest.ts';
import { outputFiles } from './output/outputFiles.ts';
import { checkedFacts, countedPackets } from './outputCheck.ts';
import { decodesAll, pictureScan } from './pictureScan.ts';
import type { Made } from './pictureWork.ts';
import { madeIn } from './settling.ts';

/** Makes and settles `outputs`. Answers the folders of those `pictures` whose intervals were taken by the way. */
export async function makeMedia(
  outputs: MediaOutput[],
  pictures: PictureOutput[],
  work: JobWork,
): Promise<Map<PictureOutput, string>> {
  const { job, folder, input, source, context, settling } = work;
  const all: MediaOutput[] = [];
  for (const output of outputs) all.push(await withContentQuality(output, input, source, folder, context));
  const groups = job.isolate ? all.map((output) => [output]) : outputGroups(all, source);
  // Of several outputs one decode is worth more than several backends.
  const whole = job.outputs.length === 1;
  const scanned = new Map<PictureOutput, string>();
  const decoding = job.isolate
    ? -1
    : groups.findIndex((group) => group.some((one) => decodesAll(one, source)));
  for (const [n, group] of groups.entries()) {
    const scans = n === decoding ? await scansOf(pictures, source, folder) : new Map<PictureOutput, Scan>();
    const together =
      group.length > 1 || scans.size > 0 ? await encodeTogether(group, work, [...scans.values()]) : null;
    for (const [picture, { pattern }] of scans) {
      if (together) scanned.set(picture, dirname(pattern));
      else await rm(dirname(pattern), { recursive: true });
    }
    for (const [index, output] of group.entries()) {
      await settling.settle(output, async () => {
        const made =
          together?.[index] ??
          (whole ? await inChunks(output, input, source, folder, context) : null) ??
          (await encodeOutputs([output], work))[0];
        if (!made) throw new Error('no rendition of an output');
        return madeIn(made.folder, () => finish(made, work));
      });
    }
  }
  return scanned;
}

async function finish(rendition: Rendition, { source, context }: JobWork): Promise<Made> {
  const { config, signal } = context;
  const counted = await countedPackets(config.tools.ffprobe, rendition, signal);
  if (rendition.output.segment && counted) await mendManifest(rendition, source, counted);
  const files = await outputFiles(rendition);
  const facts = await checkedFacts(config.tools.ffprobe, rendition, files, counted, source, signal);
  return { files, facts };
}

/** All outputs in one run; null when that run failed, so that each is to be tried by itself and fails alone. */
async function encodeTogether(
  outputs: MediaOutput[],
  work: JobWork,
  scans: Scan[],
): Promise<Rendition[] | null> {
  try {
    return await encodeOutputs(outputs, work, scans);
  } catch (error) {
    if (!(error instanceof JobFailure)) throw error;
    log('job.alone', { outputs: outputs.length, reason: error.message });
    return null;
  }
}

/** The scans of those pictures that can be taken while the source is decoded, each into a new folder. */
async function scansOf(
  pictures: PictureOutput[],
  source: Source,
  folder: string,
): Promise<Map<PictureOutput, Scan>> {
  const scans = new Map<PictureOutput, Scan>();
  for (const picture of pictures) {
    const own = await mkdtemp(join(folder, 'out-'));
    const scan = pictureScan(picture, source, own);
    if (scan) scans.set(picture, scan);
    else await rm(own, { recursive: true });
  }
  return scans;
}
