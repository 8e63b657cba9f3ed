// POST /probe: the facts of an input, outside the slots and without downloading it.
import type * as z from 'zod';
import { JobInput } from '../contract/job.ts';
import type { ProbeAnswer } from '../contract/probe.ts';
import { mediaFacts } from './ffmpeg/facts.ts';
import { probeUrl } from './ffmpeg/probe.ts';
import type { InputClient } from './input/inputClient.ts';
import { asJobFailure, JobFailure } from './jobFailure.ts';
import { sourceProxy } from './sourceProxy.ts';

export const ProbeRequest = JobInput;
export type ProbeRequest = z.infer<typeof ProbeRequest>;

const LIMIT_MS = 10_000;

/** Facts or failure of an input, within 10 s. */
export async function probeSource(
  ffprobe: string,
  client: InputClient,
  input: ProbeRequest,
): Promise<ProbeAnswer> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const proxy = await sourceProxy(client, input, signal);
  try {
    const probed = await probeUrl(ffprobe, proxy.url, signal);
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
