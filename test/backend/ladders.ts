// Adaptive streams of tiny clips, made as a backend makes them, on local disk as players would find them.
import { copyFile, mkdir, mkdtemp, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeLadder } from '../../src/backend/adaptive/makeLadder.ts';
import { drawingsOf } from '../../src/backend/ffmpeg/drawing.ts';
import { probeInput } from '../../src/backend/ffmpeg/probe.ts';
import { sourceOf } from '../../src/backend/ffmpeg/source.ts';
import { OverlayPictures } from '../../src/backend/overlay/overlayPictures.ts';
import type { LadderOutput } from '../../src/contract/ladder.ts';

export interface MadeLadder {
  /** Where the files lie, under their keys. */
  folder: string;
  /** Keys in the order in which they are stored. */
  keys: string[];
  main: string;
  streams: number;
}

/**
 * Makes `output` of the file `input`, below `root`; `given` are files by their names in the job. `runs` says how many pixels
 * one run encodes, and by which ffmpeg.
 */
export async function madeLadder(
  root: string,
  input: string,
  output: LadderOutput,
  given: Record<string, string> = {},
  runs: { maxPixels?: number | undefined; ffmpeg?: string } = {},
): Promise<MadeLadder> {
  const signal = new AbortController().signal;
  const source = sourceOf(await probeInput('ffprobe', input, signal), (await stat(input)).size);
  const job = await mkdtemp(join(root, 'work-'));
  const work = await mkdtemp(join(job, 'out-'));
  const jobFiles = {
    path: (name: string) => given[name] ?? '',
    failure: () => null,
    parameter: (name: string) => name,
  };
  const config = { tools: { ffmpeg: runs.ffmpeg ?? 'ffmpeg', ffprobe: 'ffprobe' }, stallMs: 60_000 };
  const tools = { ...config.tools, rsvgConvert: 'rsvg-convert', pangoView: 'pango-view', signal };
  const pictures = new OverlayPictures(
    jobFiles,
    { path: input, source },
    tools,
    await mkdtemp(join(job, 'drawn-')),
  );
  const { video } = source;
  if (video) await pictures.draw(drawingsOf(output, { ...source, video }));
  const { maxPixels } = runs;
  const context = { config, signal, onProgress: () => {}, ...(maxPixels !== undefined && { maxPixels }) };
  const { files, facts } = await makeLadder(
    output,
    input,
    source,
    { files: jobFiles, pictures },
    work,
    context,
  );
  const folder = await mkdtemp(join(root, 'stored-'));
  for (const { path, key } of files) {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await copyFile(path, join(folder, key));
  }
  return {
    ...{ folder, keys: files.map(({ key }) => key), main: join(folder, output.main) },
    streams: facts.kind === 'ladder' ? facts.streams : 0,
  };
}
