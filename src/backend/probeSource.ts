// POST /probe: the facts of an input, outside the slots and without downloading it.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProbeAnswer, ProbeRequest } from '../contract/probe.ts';
import { mediaFacts } from './ffmpeg/facts.ts';
import { probeUrl } from './ffmpeg/probe.ts';
import { downloadFailure } from './input/download.ts';
import { isEdgeUrl } from './input/inputClient.ts';
import { asJobFailure, JobFailure } from './jobFailure.ts';
import { type PlaylistProbe, probePlaylist, Wanting } from './probePlaylist.ts';
import { sourceProxy } from './sourceProxy.ts';

const LIMIT_MS = 10_000;

export interface ProbeContext extends Omit<PlaylistProbe, 'folder' | 'signal'> {
  /** Existing folder for a folder of its own. */
  folder: string;
}

/** Facts or failure of an input, within 10 s; or, of a playlist in a bucket, what has to be known first. */
export async function probeSource(request: ProbeRequest, context: ProbeContext): Promise<ProbeAnswer> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const folder = await mkdtemp(join(context.folder, 'probe-'));
  try {
    const facts = await probePlaylist(request, { ...context, folder, signal });
    return facts ? { facts } : await probeFile(request, context, signal);
  } catch (error) {
    if (error instanceof Wanting) return { wants: [...error.names] };
    if (signal.aborted) return { failure: TOO_LATE.failure };
    return { failure: downloadFailure(error, isEdgeUrl(request.url)).failure };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function probeFile(
  { besides: _, ...input }: ProbeRequest,
  { client, tools }: ProbeContext,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const proxy = await sourceProxy(client, input, signal);
  try {
    const probed = await probeUrl(tools.ffprobe, proxy.url, signal);
    return { facts: mediaFacts(probed, probed.format.size ?? 0) };
  } catch (error) {
    if (signal.aborted) return { failure: TOO_LATE.failure };
    return { failure: (proxy.failure() ?? asJobFailure(error)).failure };
  } finally {
    proxy.close();
  }
}

const TOO_LATE = new JobFailure({
  code: 'SourceFileError.DownloadNotAccessible',
  message: 'Reading the source took too long.',
});
