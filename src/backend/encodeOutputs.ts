// The outputs of one run of ffmpeg.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaOutput } from '../contract/media.ts';
import { chunkCommand, isChunk } from './ffmpeg/chunkCommand.ts';
import { mediaCommand, type Rendition } from './ffmpeg/command.ts';
import { encode } from './ffmpeg/encode.ts';
import type { Inputs } from './ffmpeg/filterGraph.ts';
import { type Scan, scanArgs } from './ffmpeg/pictureCommand.ts';
import { percentOf } from './ffmpeg/progress.ts';
import type { Source } from './ffmpeg/source.ts';
import { furtherInputs } from './furtherInputs.ts';
import type { JobWork } from './jobWork.ts';
import { expectedDuration } from './outputCheck.ts';
import type { OverlayPictures } from './overlay/overlayPictures.ts';

/** One ffmpeg for the outputs, each in a new folder of its own, which is removed if it fails, and for `scans` beside them. */
export async function encodeOutputs(
  outputs: MediaOutput[],
  { input, source, overlays, files, folder, context }: JobWork,
  scans: Scan[] = [],
): Promise<Rendition[]> {
  const { config, signal, onProgress } = context;
  const renditions: Rendition[] = [];
  const tools = { ...config.tools, signal };
  try {
    for (const output of outputs) {
      const own = await mkdtemp(join(folder, 'out-'));
      renditions.push({ output, folder: own });
      Object.assign(renditions.at(-1)!, await furtherInputs(output, source, files, tools, own));
    }
    const duration = Math.max(...renditions.map((rendition) => expectedDuration(rendition, source)));
    await encode({
      ffmpeg: config.tools.ffmpeg,
      args: commandOf(input, source, renditions, scans, overlays),
      cwd: folder,
      duration,
      stallMs: config.stallMs,
      signal,
      onTime: (seconds) => {
        for (const { subtask } of outputs) onProgress(subtask, percentOf(seconds, duration));
      },
    });
  } catch (error) {
    for (const rendition of renditions) await rm(rendition.folder, { recursive: true, force: true });
    throw error;
  }
  return renditions;
}

/** A chunk is alone in its job. */
function commandOf(
  input: string,
  source: Source,
  renditions: Rendition[],
  scans: Scan[],
  overlays: OverlayPictures,
): string[] {
  const [first] = renditions;
  return first && isChunk(first.output)
    ? chunkCommand(input, source, first.output, first.folder)
    : mediaCommand(input, source, renditions, overlays, scans.length > 0 ? scanAll(source, scans) : null);
}

function scanAll({ video }: Source, scans: Scan[]) {
  return (from: number, inputs: Inputs) =>
    video ? scans.flatMap((scan) => scanArgs(`${from}:${video.index}`, video, scan, inputs)) : [];
}
