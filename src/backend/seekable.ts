// Sources of which a part is wanted, made so that ffmpeg finds where it begins.
import { rename, rm, stat } from 'node:fs/promises';
import type { MediaOutput } from '../contract/media.ts';
import type { Output } from '../contract/output.ts';
import type { Config } from './config.ts';
import { isChunk } from './ffmpeg/chunkCommand.ts';
import { encode } from './ffmpeg/encode.ts';
import { canBeRewritten, needsRewriting, rewriteCommand, rewritten } from './ffmpeg/rewriteCommand.ts';
import type { Source } from './ffmpeg/source.ts';
import { mayBeChunked } from './inChunks.ts';
import { needSpace } from './input/diskSpace.ts';
import { JobFailure } from './jobFailure.ts';
import { log } from './log.ts';

export interface SeekContext {
  config: Pick<Config, 'stallMs'> & { tools: Pick<Config['tools'], 'ffmpeg'> };
  signal: AbortSignal;
}

/**
 * Rewrites the file at `path` where ffmpeg could not find key frames in it; answers what it then is. One that can't be
 * rewritten stays as it is, and is `rough`.
 * @throws the signal's reason; JobFailure with retry when this machine is at fault
 */
export async function seekable(
  path: string,
  source: Source,
  folder: string,
  { config, signal }: SeekContext,
): Promise<Source> {
  if (!needsRewriting(source)) return source;
  if (!canBeRewritten(source)) return { ...source, rough: true };
  await needSpace(folder, (await stat(path)).size);
  const file = `${path}.mkv`;
  const { stallMs, tools } = config;
  const args = rewriteCommand(path, source, file);
  const { duration } = source.facts;
  try {
    await encode({ ffmpeg: tools.ffmpeg, args, cwd: folder, duration, stallMs, signal, onTime: () => {} });
    await rename(file, path);
    return rewritten(source);
  } catch (error) {
    signal.throwIfAborted();
    await rm(file, { force: true });
    if (!(error instanceof JobFailure) || error.retry) throw error;
    log('source.kept', { container: source.facts.container, reason: error.message });
    return { ...source, rough: true };
  }
}

/** Whether the work on some of `outputs` begins in the middle of the job's source. */
export function beginsInside(
  outputs: readonly Output[],
  source: Source,
  { chunkSeconds }: Pick<Config, 'chunkSeconds'>,
): boolean {
  return outputs.some((output) => {
    switch (output.kind) {
      case 'media':
        return isInside(output) || (outputs.length === 1 && mayBeChunked(output, source, chunkSeconds));
      case 'join':
        return output.parts.some(({ file, start }) => file === null && start !== 0);
      case 'compose':
        return output.tracks.some(({ items }) =>
          items.some((item) => 'file' in item && item.file === null && item.begin.value > 0),
        );
      case 'animation':
        return output.start !== 0;
      case 'ladder':
        return false;
      default:
        return true;
    }
  });
}

function isInside(output: MediaOutput): boolean {
  const sampled = output.video?.rateControl === 'content';
  return (output.clip !== undefined && output.clip.start !== 0) || isChunk(output) || sampled;
}
