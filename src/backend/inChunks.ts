// A long picture that this backend encodes together with others: each takes chunks, this one puts them together.
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChunkRange } from '../contract/chunkRange.ts';
import type { JobInput } from '../contract/job.ts';
import type { MediaOutput } from '../contract/media.ts';
import { pause } from '../contract/retry.ts';
import type { Config } from './config.ts';
import type { JobEdge } from './edge.ts';
import {
  type CutOutput,
  canBeCut,
  chunkCommand,
  chunkList,
  chunkRanges,
  joinChunks,
  soundCommand,
} from './ffmpeg/chunkCommand.ts';
import { mainFile, type Rendition } from './ffmpeg/command.ts';
import { encode } from './ffmpeg/encode.ts';
import { countPackets } from './ffmpeg/packets.ts';
import { outputFps } from './ffmpeg/picture.ts';
import { percentOf } from './ffmpeg/progress.ts';
import type { Source } from './ffmpeg/source.ts';
import { download } from './input/download.ts';
import type { InputClient } from './input/inputClient.ts';
import { log } from './log.ts';

export interface ChunkContext {
  config: Pick<Config, 'tools' | 'stallMs' | 'chunkSeconds' | 'maxInputBytes' | 'inputTimeoutMs'>;
  client: InputClient;
  edge: JobEdge;
  signal: AbortSignal;
  onProgress: (subtask: number, percent: number) => void;
  /** Brings a stored chunk to a file; by the input client where it is not given. */
  fetch?: (input: JobInput, file: string) => Promise<void>;
}

/** A source shorter than so many chunks is not worth cutting. */
const LEAST_CHUNKS = 3;
/** How long this backend waits before it looks again whether the others have done their chunks. */
const LOOK_MS = 1_000;

/** An output and where it is cut; null where it is not. `chunkSeconds` are 0 where nothing is. */
function rangesOf(output: MediaOutput, source: Source, chunkSeconds: number) {
  if (chunkSeconds === 0 || source.rough || !canBeCut(output, source)) return null;
  const ranges = chunkRanges(output, source, chunkSeconds);
  return ranges.length < LEAST_CHUNKS ? null : { output, ranges };
}

/** Whether an output is one that is made in chunks where another backend has time. */
export function mayBeChunked(output: MediaOutput, source: Source, chunkSeconds: number): boolean {
  return rangesOf(output, source, chunkSeconds) !== null;
}

/**
 * The output made in chunks, in a new folder inside `folder`; null when it can not be cut, or when no other backend has
 * time. A chunk that another backend loses, or fails at, is done again, by whoever is free.
 * @throws JobFailure, AttemptLost, EdgeError or the signal's reason
 */
export async function inChunks(
  wanted: MediaOutput,
  input: string,
  source: Source,
  folder: string,
  context: ChunkContext,
): Promise<Rendition | null> {
  const { config, edge, signal } = context;
  const cut = rangesOf(wanted, source, config.chunkSeconds);
  if (!cut) return null;
  const { output, ranges } = cut;
  const { subtask } = output;
  const own = await mkdtemp(join(folder, 'chunks-'));
  const sound = new SideSound(soundCommand(input, source, output, join(own, 'sound')), own, context);
  try {
    const files = new Map<number, string>();
    for (;;) {
      const { chunks, taken } = await edge.chunks({ subtask, ranges, take: true });
      if (chunks.length === 0) return null;
      sound.start();
      if (taken !== null) {
        const file = await encodeChunk(output, chunks[taken]!.range, input, source, own, taken, context);
        files.set(taken, file);
      } else {
        for (const [index, { state, input: stored }] of chunks.entries()) {
          if (state !== 'stored' || !stored || files.has(index)) continue;
          const file = join(own, `${index}.mp4`);
          await (context.fetch ?? fetchBy(context))(stored, file);
          files.set(index, file);
        }
        if (files.size === chunks.length)
          return await joined(
            output,
            chunks.map(({ range }) => range),
            (await sound.made()) ? join(own, 'sound') : null,
            input,
            source,
            own,
            folder,
            context,
          );
        await pause(LOOK_MS, signal);
      }
      const stored = chunks.filter(({ state }, index) => state === 'stored' || files.has(index)).length;
      context.onProgress(subtask, percentOf(stored, chunks.length));
    }
  } finally {
    await sound.stop();
    await rm(own, { recursive: true, force: true });
  }
}

/** The sound of an output, which is encoded while its chunks are. */
class SideSound {
  readonly #args: string[] | null;
  readonly #folder: string;
  readonly #context: Pick<ChunkContext, 'config' | 'signal'>;
  readonly #stop = new AbortController();
  #made: Promise<void> | null = null;

  /** @param args ffmpeg's; null where there is nothing to do */
  constructor(args: string[] | null, folder: string, context: Pick<ChunkContext, 'config' | 'signal'>) {
    this.#args = args;
    this.#folder = folder;
    this.#context = context;
  }

  /** Begins, once. */
  start(): void {
    if (this.#made || !this.#args) return;
    const { config, signal } = this.#context;
    this.#made = encode({
      ...{ ffmpeg: config.tools.ffmpeg, args: this.#args, cwd: this.#folder, duration: 0 },
      ...{ stallMs: config.stallMs, signal: AbortSignal.any([signal, this.#stop.signal]), onTime: () => {} },
    });
    // Whoever needs it is told.
    this.#made.catch(() => {});
  }

  /** Waits for it; false where there is none. @throws what `encode` throws */
  async made(): Promise<boolean> {
    await this.#made;
    return this.#made !== null;
  }

  /** Nothing of it goes on afterwards. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('not needed any more'));
    await this.#made?.catch(() => {});
  }
}

function fetchBy({ client, config, signal }: ChunkContext): NonNullable<ChunkContext['fetch']> {
  const limits = { maxBytes: config.maxInputBytes, timeoutMs: config.inputTimeoutMs };
  return async (input, file) => {
    await download(client, input, file, limits, signal);
  };
}

/** Encodes one chunk; answers its file. */
async function encodeChunk(
  output: CutOutput,
  chunk: ChunkRange,
  input: string,
  source: Source,
  folder: string,
  index: number,
  { config, signal }: ChunkContext,
): Promise<string> {
  const own = join(folder, `work-${index}`);
  await mkdir(own);
  const part: CutOutput & { chunk: ChunkRange } = {
    ...output,
    container: 'mp4',
    audio: null,
    segment: null,
    chunk,
  };
  await encode({
    ...{ ffmpeg: config.tools.ffmpeg, args: chunkCommand(input, source, part, own), cwd: own },
    ...{ duration: 0, stallMs: config.stallMs, signal, onTime: () => {} },
  });
  const file = join(folder, `${index}.mp4`);
  await rename(mainFile({ output: part, folder: own }), file);
  return file;
}

/**
 * Puts the chunks together after counting their frames: a chunk that lacks one would shift all that follow. Null then: the
 * source is not what it says, and tells more when it is encoded in one piece.
 */
async function joined(
  output: CutOutput,
  ranges: ChunkRange[],
  sound: string | null,
  input: string,
  source: Source,
  own: string,
  folder: string,
  { config, signal }: ChunkContext,
): Promise<Rendition | null> {
  const { ffmpeg, ffprobe } = config.tools;
  const files: { name: string; frames: number }[] = [];
  for (const [index, { frames }] of ranges.entries()) {
    const name = `${index}.mp4`;
    const counted = (await countPackets(ffprobe, join(own, name), signal)).get(0)?.packets ?? 0;
    if (frames === null ? counted === 0 : counted !== frames) {
      log('job.uncut', { subtask: output.subtask, chunk: index, frames: counted });
      return null;
    }
    files.push({ name, frames: counted });
  }
  const list = join(own, 'list.ffconcat');
  await writeFile(list, chunkList(files, outputFps(output.video, source.video!)));
  const rendition: Rendition = { output, folder: await mkdtemp(join(folder, 'out-')) };
  try {
    await encode({
      ...{ ffmpeg, args: joinChunks(list, sound, input, source, output, rendition.folder), cwd: own },
      ...{ duration: source.facts.duration, stallMs: config.stallMs, signal, onTime: () => {} },
    });
  } catch (error) {
    await rm(rendition.folder, { recursive: true, force: true });
    throw error;
  }
  log('job.joined', { subtask: output.subtask, chunks: ranges.length });
  return rendition;
}
