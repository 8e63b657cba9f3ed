// One job from its input to the last report.
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Job } from '../contract/job.ts';
import type { JoinOutput } from '../contract/join.ts';
import type { LadderOutput } from '../contract/ladder.ts';
import type { MediaOutput } from '../contract/media.ts';
import { type Output, usedFiles } from '../contract/output.ts';
import type { Failure, SubtaskReport } from '../contract/report.ts';
import { makeLadder } from './adaptive/makeLadder.ts';
import { Backlog } from './backlog.ts';
import type { Config } from './config.ts';
import { withContentQuality } from './contentQuality.ts';
import { AttemptLost, type JobEdge } from './edge.ts';
import { chunkCommand, isChunk } from './ffmpeg/chunkCommand.ts';
import { mediaCommand, type Rendition } from './ffmpeg/command.ts';
import { drawingsOf } from './ffmpeg/drawing.ts';
import { encode } from './ffmpeg/encode.ts';
import type { Inputs } from './ffmpeg/filterGraph.ts';
import { outputGroups } from './ffmpeg/groups.ts';
import { keyFrameGap } from './ffmpeg/keyFrames.ts';
import { masteringOf } from './ffmpeg/mastering.ts';
import { type Scan, scanArgs } from './ffmpeg/pictureCommand.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { percentOf } from './ffmpeg/progress.ts';
import { INPUT_NAME, type ReadyProbe, type ReadyProbes } from './ffmpeg/readyProbe.ts';
import { type Source, sourceOf } from './ffmpeg/source.ts';
import { outputFailure, pictureFailure, sourceFailure } from './ffmpeg/streams.ts';
import { furtherInputs } from './furtherInputs.ts';
import { inChunks } from './inChunks.ts';
import { fetchPresentation } from './input/fetchPresentation.ts';
import type { InputCache } from './input/inputCache.ts';
import type { InputClient } from './input/inputClient.ts';
import { type FetchInput, fetchFiles, type JobFiles } from './input/jobFiles.ts';
import { asJobFailure, JobFailure } from './jobFailure.ts';
import { log } from './log.ts';
import { makeJoin } from './makeJoin.ts';
import { makePicture, type PictureOutput } from './makePicture.ts';
import { mendManifest } from './output/mendManifest.ts';
import { outputFiles } from './output/outputFiles.ts';
import { uploadFiles } from './output/upload.ts';
import { checkedFacts, countedPackets, expectedDuration } from './outputCheck.ts';
import { OverlayPictures } from './overlay/overlayPictures.ts';
import { decodesAll, pictureScan } from './pictureScan.ts';
import type { Made } from './pictureWork.ts';

/** Outputs that are on their way to storage, and on disk, while the next one is being made. */
const STORED_AT_ONCE = 2;
/** Outputs that are pictures and being made at once: each of their commands leaves the processor idle now and then. */
const PICTURES_AT_ONCE = 2;

export interface RunContext {
  config: Config;
  /** Existing folder for the job's own folder. */
  folder: string;
  probes: ReadyProbes | null;
  inputs: InputCache;
  /** For what is no input: chunks that other backends have made. */
  client: InputClient;
  edge: JobEdge;
  /** Stops everything of the job at once; `runJob` then throws its reason and reports nothing. */
  signal: AbortSignal;
  /** Percent done of a subtask. */
  onProgress: (subtask: number, percent: number) => void;
  /** Only the last report is left to do: another job may start. */
  onWorkDone: () => void;
}

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
      if (!(error instanceof JobFailure)) log('job.error', { job: job.id, error: String(error) });
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
    return await makeOutputs(job, folder, ready, { ...context, signal }, backlog, stop, fetchInput);
  } catch (error) {
    stop.abort(error);
    throw error;
  } finally {
    await backlog.end();
    for (const release of releases) release();
  }
}

/** Answers the failure that another attempt may mend, if some output has one; throws what ends the whole job. */
async function makeOutputs(
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
  const fetched = await fetchInput(job.input, null, input, config.maxInputBytes);
  const { stallMs, tools, maxInputBytes, inputTimeoutMs } = config;
  const limits = { maxBytes: maxInputBytes, timeoutMs: inputTimeoutMs };
  const network = { client: context.client, edge, ffmpeg: tools.ffmpeg, stallMs, limits, signal };
  const presentation = await fetchPresentation(job.input, fetched.url, input, network);
  const size = presentation ?? fetched.size;
  const found = ready ? ready.probe(signal) : probeInput(tools.ffprobe, input, signal);
  const source = sourceOf(await found, size);
  // What lies there is one file; what was asked for is a playlist.
  if (presentation !== null) source.facts.container = 'hls,applehttp';
  if (source.video?.range === 'HDR10')
    source.video.mastering = await masteringOf(config.tools.ffprobe, input, source.video.index, signal);
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

  const left = config.maxInputBytes - size;
  const files = await fetchFiles(fetchInput, job.files ?? [], join(folder, 'files'), left, signal);

  let passingFailure: JobFailure | null = null;
  /** What an output comes to; null when that was its failure. */
  const tried = async <T>({ subtask }: Output, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AttemptLost) throw error;
      if (!(error instanceof JobFailure)) log('job.error', { job: job.id, error: String(error) });
      const { failure, retry } = asJobFailure(error);
      if (retry) passingFailure = new JobFailure(failure, true);
      else await tell({ subtask, status: 'failed', failure });
      return null;
    }
  };
  const tell = async (report: SubtaskReport) => {
    await told;
    await edge.report({ source: null, subtasks: [report], final: false, failure: null, retry: false });
    context.onProgress(report.subtask, 100);
  };
  /** Makes an output in a folder, and stores it behind; the folder is gone when it is stored. */
  const settle = async (output: Output, make: () => Promise<Made & { folder: string }>) => {
    const made = await tried(output, make);
    if (!made) return;
    const { subtask } = output;
    await backlog.add(async () => {
      const stored = await tried(output, async () => {
        await uploadFiles(edge, subtask, made.files, config.patienceMs, signal);
        return true;
      }).finally(() => rm(made.folder, { recursive: true, force: true }));
      if (stored) await tell({ subtask, status: 'success', output: made.facts });
    });
    signal.throwIfAborted();
  };
  /** What is made in `own`, which is gone if it fails. */
  const madeIn = async (own: string, make: () => Promise<Made>) => {
    try {
      return { ...(await make()), folder: own };
    } catch (error) {
      await rm(own, { recursive: true, force: true });
      throw error;
    }
  };
  const finish = async (rendition: Rendition): Promise<Made> => {
    const counted = await countedPackets(config.tools.ffprobe, rendition, signal);
    if (rendition.output.segment && counted) await mendManifest(rendition, source, counted);
    const files = await outputFiles(rendition);
    const facts = await checkedFacts(config.tools.ffprobe, rendition, files, counted, source, signal);
    return { files, facts };
  };

  const overlays = new OverlayPictures(
    files,
    { path: input, source },
    { ...config.tools, ...config.drawing, signal },
    await mkdtemp(join(folder, 'drawn-')),
  );
  /** Throws why an output can't be made; draws what is laid over it. */
  const prepare = async (output: Output) => {
    const failure = failureOf(output, source);
    if (failure) throw new JobFailure(failure);
    for (const name of usedFiles(output)) files.path(name);
    const { video } = source;
    if (video) await overlays.draw(drawingsOf(output, { ...source, video }));
  };

  const possible: MediaOutput[] = [];
  const pictures: PictureOutput[] = [];
  const joins: JoinOutput[] = [];
  const ladders: LadderOutput[] = [];
  for (const output of job.outputs) {
    const reason = await prepare(output).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (reason) await settle(output, () => Promise.reject(reason.error));
    else if (output.kind === 'join') joins.push(output);
    else if (output.kind === 'ladder') ladders.push(output);
    else if (output.kind === 'media') possible.push(output);
    else pictures.push(output);
  }
  for (const [index, output] of possible.entries()) {
    possible[index] = await withContentQuality(output, input, source, folder, context);
  }
  const encodeAll = (outputs: MediaOutput[], scans: Scan[] = []) =>
    encodeOutputs(input, source, { outputs, scans }, { overlays, files }, folder, context);
  const groups = job.isolate ? possible.map((output) => [output]) : outputGroups(possible, source);
  // Of several outputs one decode is worth more than several backends.
  const whole = job.outputs.length === 1;
  const scanned = new Map<PictureOutput, string>();
  const decoding = job.isolate
    ? -1
    : groups.findIndex((group) => group.some((one) => decodesAll(one, source)));
  for (const [n, group] of groups.entries()) {
    const scans = n === decoding ? await scansOf(pictures, source, folder) : new Map<PictureOutput, Scan>();
    const together =
      group.length > 1 || scans.size > 0
        ? await encodeTogether(group, (outputs) => encodeAll(outputs, [...scans.values()]))
        : null;
    for (const [picture, { pattern }] of scans) {
      if (together) scanned.set(picture, dirname(pattern));
      else await rm(dirname(pattern), { recursive: true });
    }
    for (const [index, output] of group.entries()) {
      await settle(output, async () => {
        const made =
          together?.[index] ??
          (whole ? await inChunks(output, input, source, folder, context) : null) ??
          (await encodeAll([output]))[0];
        if (!made) throw new Error('no rendition of an output');
        return madeIn(made.folder, () => finish(made));
      });
    }
  }
  const alone = (output: Output, make: (own: string) => Promise<Made>, begun?: string) =>
    settle(output, async () => {
      const own = begun ?? (await mkdtemp(join(folder, 'out-')));
      return madeIn(own, () => make(own));
    });
  const queue = [...pictures];
  let known: Promise<number> | undefined;
  const gap = (index: number) => (known ??= keyFrameGap(tools.ffprobe, input, index, signal));
  const lane = async () => {
    for (let output = queue.shift(); output; output = queue.shift()) {
      const picture = output;
      const begun = scanned.get(picture);
      const make = (own: string) =>
        makePicture(picture, input, source, own, context, overlays, { gap, scanned: begun !== undefined });
      await alone(picture, make, begun);
    }
  };
  const lanes = Array.from({ length: PICTURES_AT_ONCE }, lane);
  // What ends one ends the other, and nothing goes on when this returns.
  for (const one of lanes) one.catch((error: unknown) => stop.abort(error));
  await Promise.allSettled(lanes);
  await Promise.all(lanes);
  for (const output of ladders)
    await alone(output, (own) =>
      makeLadder(output, input, source, { files, pictures: overlays }, own, context),
    );
  for (const output of joins)
    await alone(output, (own) => makeJoin(output, input, source, files, own, context));
  await backlog.end();
  await told;
  signal.throwIfAborted();
  return passingFailure;
}

/** Why an output can't be made of `source`, or null. What is joined is looked at part by part. */
function failureOf(output: Output, source: Source): Failure | null {
  switch (output.kind) {
    case 'media':
      return outputFailure(output, source);
    case 'join':
    // A ladder can do without a picture.
    case 'ladder':
      return null;
    default:
      return pictureFailure(source);
  }
}

/** All outputs in one run; null when that run failed, so that each is to be tried by itself and fails alone. */
async function encodeTogether(
  outputs: MediaOutput[],
  encodeAll: (outputs: MediaOutput[]) => Promise<Rendition[]>,
): Promise<Rendition[] | null> {
  try {
    return await encodeAll(outputs);
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

/** One ffmpeg for the outputs, each in a new folder of its own, which is removed if it fails, and for `scans` beside them. */
async function encodeOutputs(
  input: string,
  source: Source,
  { outputs, scans }: { outputs: MediaOutput[]; scans: Scan[] },
  { overlays, files }: { overlays: OverlayPictures; files: JobFiles },
  folder: string,
  { config, signal, onProgress }: RunContext,
): Promise<Rendition[]> {
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
