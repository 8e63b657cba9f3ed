// An output that is put together on a canvas: from files on disk to files that are ready for storage.
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComposeOutput } from '../contract/compose.ts';
import { composeCommand, hasSound } from './ffmpeg/compose/composeCommand.ts';
import { layoutOf, type Material } from './ffmpeg/compose/layout.ts';
import { encode } from './ffmpeg/encode.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { percentOf } from './ffmpeg/progress.ts';
import { type Source, sourceOf } from './ffmpeg/source.ts';
import { sourceFailure } from './ffmpeg/streams.ts';
import type { JobFiles } from './input/jobFiles.ts';
import { JobFailure } from './jobFailure.ts';
import type { PictureContext } from './makePicture.ts';
import { outputFiles } from './output/outputFiles.ts';
import { measuredFacts } from './outputCheck.ts';
import { composedScript } from './overlay/composedText.ts';
import type { Made } from './pictureWork.ts';
import { seekable } from './seekable.ts';

/**
 * Composes `output` in `folder`, which is its own and empty. `input` and `source` are the job's own input.
 * @throws JobFailure naming the element that can't be used, or the signal's reason
 */
export async function makeComposition(
  output: ComposeOutput,
  input: string,
  source: Source,
  files: JobFiles,
  folder: string,
  context: PictureContext,
): Promise<Made> {
  const { config, signal, onProgress } = context;
  const { ffmpeg, ffprobe } = config.tools;
  const layout = layoutOf(output, await materialsOf(output, { file: input, source }, files, folder, context));
  const streams = { video: output.video !== null, audio: output.audio !== null && hasSound(layout) };
  if (!streams.video && !streams.audio) {
    const message = 'ComposeConfig.Tracks: Nothing of it is heard.';
    throw new JobFailure({ code: 'SourceFileError.ContentUnsupported', message });
  }
  const scripts = new Map<number, string>();
  for (const [index, track] of layout.tracks.entries()) {
    if (track.kind !== 'texts') continue;
    const name = `texts-${index}.ass`;
    await writeFile(join(folder, name), composedScript(track.items, output.styles, layout));
    scripts.set(index, name);
  }
  const { seconds } = layout;
  await encode({
    ...{ ffmpeg, args: composeCommand(layout, output, scripts, folder), cwd: folder, duration: seconds },
    ...{ stallMs: config.stallMs, signal },
    onTime: (done) => onProgress(output.subtask, percentOf(done, seconds)),
  });
  const rendition = { output, folder };
  const made = await outputFiles(rendition);
  return { files: made, facts: await measuredFacts(ffprobe, rendition, made, streams, seconds, signal) };
}

/** What the elements show, by the names of the job's files; null is its own input. */
async function materialsOf(
  { tracks }: ComposeOutput,
  own: Material,
  files: JobFiles,
  folder: string,
  { config, signal }: PictureContext,
): Promise<Map<string | null, Material>> {
  const materials = new Map<string | null, Material>();
  const elements = tracks.flatMap(({ items }) => items.flatMap((item) => ('file' in item ? [item] : [])));
  const fileMaterial = async (name: string, parameter: string): Promise<Material> => {
    const file = files.path(name);
    try {
      const probed = await probeInput(config.tools.ffprobe, file, signal);
      const source = sourceOf(probed, (await stat(file)).size);
      const inside = elements.some((element) => element.file === name && element.begin.value > 0);
      if (!inside || source.still) return { file, source };
      return { file, source: await seekable(file, source, folder, { config, signal }) };
    } catch (error) {
      throw error instanceof JobFailure ? named(error, parameter) : error;
    }
  };
  for (const { file, parameter } of elements) {
    if (materials.has(file)) continue;
    const material = file === null ? own : await fileMaterial(file, parameter);
    const unusable = sourceFailure(material.source);
    if (unusable) throw named(new JobFailure(unusable), parameter);
    materials.set(file, material);
  }
  return materials;
}

function named({ failure, retry }: JobFailure, parameter: string): JobFailure {
  return new JobFailure({ ...failure, message: `${parameter}: ${failure.message}`.slice(0, 1000) }, retry);
}
