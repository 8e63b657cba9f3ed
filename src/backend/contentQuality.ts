// How many bits a content needs (rate control "content"): the highest rate factor whose trial still looks like the source.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaOutput, VideoSpec } from '../contract/media.ts';
import type { Config } from './config.ts';
import { clipOf } from './ffmpeg/clip.ts';
import {
  compareCommand,
  joinCommand,
  type Metric,
  readScore,
  sampleCommand,
  samplesOf,
  trialCommand,
} from './ffmpeg/contentTrial.ts';
import { encode } from './ffmpeg/encode.ts';
import { runProcess } from './ffmpeg/process.ts';
import type { Source, VideoSource } from './ffmpeg/source.ts';
import { usedStreams } from './ffmpeg/streams.ts';
import { hasVmaf } from './ffmpeg/tools.ts';
import { log } from './log.ts';

/** Where a viewer sees no difference from the source at its own size. */
const TARGET: Record<Metric, number> = { ssim: 0.98, vmaf: 94 };
/** Rate factors on the scale of H.264. Flat areas band beyond the worst, whatever a metric says. */
const BEST = 18;
const WORST = 31;

type VideoOutput = MediaOutput & { video: VideoSpec };

interface TrialContext {
  config: Pick<Config, 'tools' | 'stallMs'>;
  signal: AbortSignal;
}

/**
 * `output` with the quality that its content needs; the same where the rate does not follow the content. A trial that
 * fails leaves the encoder's own quality: the output itself will tell what is wrong.
 */
export async function withContentQuality(
  output: MediaOutput,
  input: string,
  source: Source,
  folder: string,
  context: TrialContext,
): Promise<MediaOutput> {
  const { video } = usedStreams(output, source);
  if (!isAdaptive(output) || !video) return output;
  const own = await mkdtemp(join(folder, 'trial-'));
  try {
    const quality = await contentQuality(output, input, source, video, own, context);
    return { ...output, video: { ...output.video, quality } };
  } catch (error) {
    context.signal.throwIfAborted();
    log('job.trial', { subtask: output.subtask, error: String(error) });
    return output;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

function isAdaptive(output: MediaOutput): output is VideoOutput {
  return output.video?.rateControl === 'content';
}

async function contentQuality(
  output: VideoOutput,
  input: string,
  source: Source,
  video: VideoSource,
  folder: string,
  { config, signal }: TrialContext,
): Promise<number> {
  const { ffmpeg } = config.tools;
  const run = (args: string[]) =>
    encode({ ffmpeg, args, cwd: folder, duration: 0, stallMs: config.stallMs, signal, onTime: () => {} });
  const metric: Metric = (await hasVmaf(ffmpeg)) ? 'vmaf' : 'ssim';
  const clip = clipOf(output, source) ?? { start: 0, length: source.facts.duration };
  const files: string[] = [];
  for (const [index, sample] of samplesOf(clip.start, clip.length).entries()) {
    const file = join(folder, `sample-${index}.mkv`);
    await run(sampleCommand(input, video, output.video, sample, file));
    files.push(file);
  }
  const [only = ''] = files;
  const reference = files.length === 1 ? only : join(folder, 'reference.mkv');
  if (files.length > 1) await run(joinCommand(files, output.video, reference));

  const scoreOf = async (quality: number): Promise<number> => {
    const trial = join(folder, `trial-${quality}.mkv`);
    await run(trialCommand(reference, output, video, quality, trial));
    const args = compareCommand(trial, reference, metric);
    const end = await runProcess({ program: ffmpeg, args, cwd: folder, signal, onStdout: () => {} });
    const score = readScore(end.stderr, metric);
    if (score === null) throw new Error(`no ${metric} of a trial`);
    return score;
  };
  const { quality, score } = await highestQuality(scoreOf, TARGET[metric]);
  log('job.content', { subtask: output.subtask, quality, [metric]: score });
  return quality;
}

/** The highest whole rate factor from BEST to WORST whose score is at least `target`, which falls as it grows; BEST when none is. */
export async function highestQuality(
  scoreOf: (quality: number) => Promise<number>,
  target: number,
): Promise<{ quality: number; score: number | null }> {
  let low = BEST;
  let high = WORST;
  let score: number | null = null;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const reached = await scoreOf(middle);
    if (reached >= target) {
      low = middle;
      score = reached;
    } else {
      high = middle - 1;
    }
  }
  return { quality: low, score };
}
