// One job from its input to the last report.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../contract/job.ts';
import { Backlog } from './backlog.ts';
import { AttemptLost } from './edge.ts';
import { masteringOf } from './ffmpeg/mastering.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { INPUT_NAME, type ReadyProbe } from './ffmpeg/readyProbe.ts';
import { shownBy, withSizeChanges } from './ffmpeg/sizeChanges.ts';
import { type Source, sourceOf } from './ffmpeg/source.ts';
import { sourceFailure } from './ffmpeg/streams.ts';
import { fetchPresentation } from './input/fetchPresentation.ts';
import { type FetchInput, fetchFiles } from './input/jobFiles.ts';
import { asJobFailure, JobFailure } from './jobFailure.ts';
import { log } from './log.ts';
import { makeOutputs } from './makeOutputs.ts';
import { OverlayPictures } from './overlay/overlayPictures.ts';
import type { RunContext } from './runContext.ts';
import { beginsInside, seekable } from './seekable.ts';
import { Settling } from './settling.ts';

/** Outputs that are on their way to storage, and on disk, while the next one is being made. */
const STORED_AT_ONCE = 2;
/**
 * Runs a job and reports on it. When the last report goes out, its folder is gone and no process of it is left.
 * @throws the signal's reason, AttemptLost, or EdgeError when the edge stays silent; failures of the job are reported
 */
export async function runJob(job: Job, context: RunContext): Promise<void> {
  const ready = context.probes?.take() ?? null;
  const failed = await inFolder(ready, context.folder, (folder) => workOn(job, folder, ready, context)).catch(
    (error: unknown) => {
      context.signal.throwIfAborted();
      if (error instanceof AttemptLost) throw error;
      if (!(error instanceof JobFailure)) log('job.error', { error: String(error) });
      return asJobFailure(error);
    },
  );
  context.onWorkDone();
  await context.edge.report({
    source: null,
    subtasks: [],
    final: true,
    failure: failed?.failure ?? null,
    retry: failed?.retry ?? false,
  });
}

async function inFolder<T>(
  ready: ReadyProbe | null,
  parent: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = ready?.folder ?? (await mkdtemp(join(parent, 'job-')));
  try {
    return await work(folder);
  } finally {
    await ready?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Works on the job, and stores what is done while it works on. Nothing goes on when it returns or throws. */
async function workOn(
  job: Job,
  folder: string,
  ready: ReadyProbe | null,
  context: RunContext,
): Promise<JobFailure | null> {
  const stop = new AbortController();
  const backlog = new Backlog(STORED_AT_ONCE, (error) => stop.abort(error));
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const releases: (() => void)[] = [];
  const fetchInput: FetchInput = async (input, name, path, maxBytes) => {
    const { taskId, inputAgain: again = false } = job;
    const limits = { maxBytes, timeoutMs: context.config.inputTimeoutMs };
    const renew = () => context.edge.freshInput(name);
    const { size, url, release } = await context.inputs.fetch(
      { input, taskId, again, limits, renew },
      path,
      signal,
    );
    releases.push(release);
    return { size, url };
  };
  try {
    return await makeAll(job, folder, ready, { ...context, signal }, backlog, stop, fetchInput);
  } catch (error) {
    stop.abort(error);
    throw error;
  } finally {
    await backlog.end();
    for (const release of releases) release();
  }
}

/** Answers the failure that another attempt may mend, if some output has one; throws what ends the whole job. */
async function makeAll(
  job: Job,
  folder: string,
  ready: ReadyProbe | null,
  context: RunContext,
  backlog: Backlog,
  stop: AbortController,
  fetchInput: FetchInput,
): Promise<JobFailure | null> {
  const { config, edge, signal } = context;
  const input = join(folder, INPUT_NAME);
  const opened = await openSource(job, input, ready, context, fetchInput);
  const { size } = opened;
  let { source } = opened;
  // Work begins while the edge is told; nothing else is said before it has heard this.
  const told = edge.report({
    source: source.facts,
    subtasks: [],
    final: false,
    failure: null,
    retry: false,
  });
  told.catch((error: unknown) => stop.abort(error));
  const unusable = sourceFailure(source);
  if (unusable) {
    await told;
    throw new JobFailure(unusable);
  }
  source = await withSizeChanges(config.tools.ffprobe, input, source, signal, shownBy(job.outputs));
  if (beginsInside(job.outputs, source, config)) source = await seekable(input, source, folder, context);
  const left = config.maxInputBytes - size;
  const files = await fetchFiles(
    withPresentations(fetchInput, job, context),
    job.files ?? [],
    join(folder, 'files'),
    left,
    signal,
  );
  const overlays = new OverlayPictures(
    files,
    { path: input, source },
    { ...config.tools, ...config.drawing, signal },
    await mkdtemp(join(folder, 'drawn-')),
  );
  const settling = new Settling(folder, context, backlog, told);
  const work = { job, folder, input, source, files, overlays, settling, context };
  await makeOutputs(work, (error) => stop.abort(error));
  await backlog.end();
  await told;
  signal.throwIfAborted();
  return settling.passingFailure;
}

/** Of files that are clips, as the main input is, a playlist stands for its presentation. */
function withPresentations(
  fetchInput: FetchInput,
  { files = [] }: Job,
  { client, config, edge, signal }: RunContext,
): FetchInput {
  const { stallMs, tools, inputTimeoutMs: timeoutMs } = config;
  return async (input, name, path, maxBytes) => {
    const fetched = await fetchInput(input, name, path, maxBytes);
    const isClip = files.some((file) => file.name === name && file.maxBytes === undefined);
    if (!isClip) return fetched;
    const limits = { maxBytes, timeoutMs };
    const network = { client, edge, name, ffmpeg: tools.ffmpeg, stallMs, limits, signal };
    return { ...fetched, size: (await fetchPresentation(input, fetched.url, path, network)) ?? fetched.size };
  };
}

/** Brings the source to `input` and looks at it; `size` are the bytes of all that was fetched. */
async function openSource(
  job: Job,
  input: string,
  ready: ReadyProbe | null,
  { client, config, edge, signal }: RunContext,
  fetchInput: FetchInput,
): Promise<{ source: Source; size: number }> {
  const { stallMs, tools, maxInputBytes, inputTimeoutMs } = config;
  const fetched = await fetchInput(job.input, null, input, maxInputBytes);
  const limits = { maxBytes: maxInputBytes, timeoutMs: inputTimeoutMs };
  const network = { client, edge, name: null, ffmpeg: tools.ffmpeg, stallMs, limits, signal };
  const presentation = await fetchPresentation(job.input, fetched.url, input, network);
  const size = presentation ?? fetched.size;
  const found = ready ? ready.probe(signal) : probeInput(tools.ffprobe, input, signal);
  const source = sourceOf(await found, size);
  // What lies there is one file; what was asked for is a playlist.
  if (presentation !== null) {
    source.container = source.facts.container;
    source.facts.container = 'hls,applehttp';
  }
  if (source.video?.range === 'HDR10')
    source.video.mastering = await masteringOf(tools.ffprobe, input, source.video.index, signal);
  return { source, size };
}
