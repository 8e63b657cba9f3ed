// All outputs of a job whose source is there, kind by kind.
import type { ComposeOutput } from '../contract/compose.ts';
import type { JoinOutput } from '../contract/join.ts';
import type { LadderOutput } from '../contract/ladder.ts';
import type { MediaOutput } from '../contract/media.ts';
import { type Output, usedFiles } from '../contract/output.ts';
import type { Failure } from '../contract/report.ts';
import { makeLadder } from './adaptive/makeLadder.ts';
import { isChunk } from './ffmpeg/chunkCommand.ts';
import { drawingsOf } from './ffmpeg/drawing.ts';
import { keyFrameGap } from './ffmpeg/keyFrames.ts';
import type { Source } from './ffmpeg/source.ts';
import { outputFailure, pictureFailure, stillFailure } from './ffmpeg/streams.ts';
import { JobFailure } from './jobFailure.ts';
import type { JobWork } from './jobWork.ts';
import { makeComposition } from './makeComposition.ts';
import { makeJoin } from './makeJoin.ts';
import { makeMedia } from './makeMedia.ts';
import { makePicture, type PictureOutput } from './makePicture.ts';

/** Outputs that are pictures and being made at once: each of their commands leaves the processor idle now and then. */
const PICTURES_AT_ONCE = 2;

/**
 * Makes and settles every output. What ends one of several things at once is given to `onError`, which ends the others.
 * @throws what ends the whole job
 */
export async function makeOutputs(work: JobWork, onError: (error: unknown) => void): Promise<void> {
  const { input, source, files, overlays, settling, context } = work;
  const { media, pictures, edits, ladders } = await possibleOutputs(work);
  const scanned = await makeMedia(media, pictures, work);
  await makePictures(pictures, scanned, work, onError);
  for (const output of ladders)
    await settling.settleAlone(output, (own) =>
      makeLadder(output, input, source, { files, pictures: overlays }, own, context),
    );
  for (const output of edits)
    await settling.settleAlone(output, (own) =>
      output.kind === 'join'
        ? makeJoin(output, input, source, files, own, context)
        : makeComposition(output, input, source, files, own, context),
    );
}

/** The outputs that can be made, with all that is laid over them drawn; the others are settled as failed. */
async function possibleOutputs(work: JobWork) {
  const media: MediaOutput[] = [];
  const pictures: PictureOutput[] = [];
  const edits: (JoinOutput | ComposeOutput)[] = [];
  const ladders: LadderOutput[] = [];
  for (const output of work.job.outputs) {
    const reason = await prepare(output, work).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (reason) await work.settling.settle(output, () => Promise.reject(reason.error));
    else if (output.kind === 'join' || output.kind === 'compose') edits.push(output);
    else if (output.kind === 'ladder') ladders.push(output);
    else if (output.kind === 'media') media.push(output);
    else pictures.push(output);
  }
  return { media, pictures, edits, ladders };
}

/** Throws why an output can't be made; draws what is laid over it. */
async function prepare(output: Output, { source, files, overlays }: JobWork): Promise<void> {
  const failure = failureOf(output, source);
  if (failure) throw new JobFailure(failure);
  for (const name of usedFiles(output)) files.path(name);
  const { video } = source;
  if (video) await overlays.draw(drawingsOf(output, { ...source, video }));
}

/** Why an output can't be made of `source`, or null. What is joined or composed is looked at part by part. */
function failureOf(output: Output, source: Source): Failure | null {
  switch (output.kind) {
    case 'media':
      return chunkFailure(output, source) ?? outputFailure(output, source);
    case 'join':
    case 'compose':
      return null;
    // It can do without a picture.
    case 'ladder':
      return stillFailure(source);
    case 'animation':
      return stillFailure(source) ?? pictureFailure(source);
    default:
      return pictureFailure(source);
  }
}

/** Its frames would be others than those that it stands for: whoever cut the output makes it himself. */
function chunkFailure(output: MediaOutput, { rough }: Source): Failure | null {
  return isChunk(output) && rough
    ? { code: 'InternalError', message: 'This backend can not begin at the chunk.' }
    : null;
}

/** `scanned`: the folders of those whose intervals are taken already. */
async function makePictures(
  pictures: PictureOutput[],
  scanned: Map<PictureOutput, string>,
  { input, source, overlays, settling, context }: JobWork,
  onError: (error: unknown) => void,
): Promise<void> {
  const queue = [...pictures];
  let known: Promise<number> | undefined;
  const gap = (index: number) =>
    (known ??= keyFrameGap(context.config.tools.ffprobe, input, index, context.signal));
  const lane = async () => {
    for (let output = queue.shift(); output; output = queue.shift()) {
      const picture = output;
      const begun = scanned.get(picture);
      const how = { gap, scanned: begun !== undefined };
      await settling.settleAlone(
        picture,
        (own) => makePicture(picture, input, source, own, context, overlays, how),
        begun,
      );
    }
  };
  const lanes = Array.from({ length: PICTURES_AT_ONCE }, lane);
  // What ends one ends the other, and nothing goes on when this returns.
  for (const one of lanes) one.catch(onError);
  await Promise.allSettled(lanes);
  await Promise.all(lanes);
}
