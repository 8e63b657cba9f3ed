// The documented three renditions without the system: the very commands that a backend runs.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mediaCommand } from '../../src/backend/ffmpeg/command.ts';
import { probeInput } from '../../src/backend/ffmpeg/probe.ts';
import { sourceOf } from '../../src/backend/ffmpeg/source.ts';
import type { MediaOutput } from '../../src/contract/media.ts';
import { planProcessMedia } from '../../src/plan/processMedia.ts';

const FFMPEG = process.env.FFMPEG_PATH || 'ffmpeg';
const FFPROBE = process.env.FFPROBE_PATH || 'ffprobe';

/** The outputs that the documented request asks for. */
export function documentedOutputs(): MediaOutput[] {
  const CosInputInfo = { Bucket: 'b', Region: 'ap-chongqing', Object: '/movie/201907/WildAnimal.mov' };
  const plan = planProcessMedia(
    {
      InputInfo: { Type: 'COS', CosInputInfo },
      MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30 }, { Definition: 20 }, { Definition: 40 }] },
    },
    '1250000000',
  );
  return plan.jobs.flatMap((job) => job.outputs.filter((output) => output.kind === 'media'));
}

/** Runs one ffmpeg for each group of outputs, one after another; the files go into new folders under `folder`. */
export async function runByHand(input: string, groups: MediaOutput[][], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { size } = await stat(input);
  const source = sourceOf(await probeInput(FFPROBE, input, AbortSignal.timeout(60_000)), size);
  for (const outputs of groups) {
    const renditions = [];
    for (const output of outputs) renditions.push({ output, folder: await mkdtemp(join(folder, 'out-')) });
    await promisify(execFile)(FFMPEG, mediaCommand(input, source, renditions), {
      maxBuffer: 64 * 1024 * 1024,
    });
  }
}
