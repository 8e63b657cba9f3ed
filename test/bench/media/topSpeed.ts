// What Top Speed Codec saves: the TEHD-100 preset of 720 lines against the plain one of the same size, rate and encoder.
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { putObject } from '../../../src/cli/objects.ts';
import type { MpsClient } from '../../../src/cli/sdk.ts';
import type { Stack } from '../../../src/cli/stack.ts';
import { table } from '../../../src/cli/table.ts';
import { ffmpeg } from '../../e2e/ffmpeg.ts';
import { runBare, runTask } from './runs.ts';
import { fetchMade, likeness } from './sameOutputs.ts';

const PLAIN = 100030;
const TOP_SPEED = 100830;
const FPS = 25;
/** Rates of the plain template's encoder, in kbit/s, between which the one of equal SSIM is looked for. */
const RATES = [150, 300, 600, 1200, 1800, 2700, 4000, 6000, 9000];

export interface TopSpeedBench {
  stack: Stack;
  client: MpsClient;
  bucket: string;
  source: string;
  folder: string;
}

interface Point {
  bytes: number;
  ssim: number;
}

/** Answers what is told: sizes and SSIM of the source and of a drawn film, which needs far fewer bits. */
export async function topSpeed(bench: TopSpeedBench): Promise<string> {
  const drawn = join(bench.folder, 'drawn.mp4');
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=25:d=20', '-f', 'lavfi', '-i', 'sine=d=20'];
  await ffmpeg(...picture, '-c:v', 'libx264', '-crf', '12', '-pix_fmt', 'yuv420p', '-shortest', drawn);
  const rows = [
    [
      'source',
      'plain bytes',
      'SSIM',
      'TEHD bytes',
      'SSIM',
      'saved',
      'plain at that SSIM',
      'saved at equal SSIM',
    ],
  ];
  for (const [name, file] of [
    ['recording', bench.source],
    ['drawn', drawn],
  ] as const)
    rows.push([name, ...(await compare(name, file, bench))]);
  return `g: Top Speed Codec (preset ${TOP_SPEED}) and plain template (${PLAIN})\n${table(rows)}`;
}

async function compare(name: string, source: string, bench: TopSpeedBench): Promise<string[]> {
  const { stack, client, bucket, folder } = bench;
  const key = `in/${name}${extname(source)}`;
  await putObject(stack, { bucket, key }, source);
  const { made } = await runTask(
    client,
    {
      InputInfo: { Type: 'COS', CosInputInfo: { Bucket: bucket, Region: 'ap-chongqing', Object: `/${key}` } },
      OutputDir: `/g-${name}/`,
      MediaProcessTask: { TranscodeTaskSet: [{ Definition: PLAIN }, { Definition: TOP_SPEED }] },
    },
    { edge: null, backends: [] },
  );
  const points: Point[] = [];
  for (const one of made) {
    const [file = ''] = (await fetchMade(stack, bucket, one, join(folder, 'g'))).videos;
    points.push(await pointOf(file, source));
  }
  const [plain, tehd] = points as [Point, Point];
  const curve: Point[] = [];
  for (const rate of RATES) {
    const file = join(folder, `curve-${rate}.mp4`);
    await runBare([{ args: plainArgs(source, rate, file), file }]);
    curve.push(await pointOf(file, source));
  }
  const equal = bytesAt(curve, tehd.ssim);
  const saved = (bytes: number) => `${(100 * (1 - tehd.bytes / bytes)).toFixed(0)} %`;
  return [
    ...[
      String(plain.bytes),
      plain.ssim.toFixed(4),
      String(tehd.bytes),
      tehd.ssim.toFixed(4),
      saved(plain.bytes),
    ],
    ...(equal === null ? ['beyond the rates', ''] : [equal.toFixed(0), saved(equal)]),
  ];
}

/** What the plain template does at another bit rate. */
function plainArgs(source: string, kbps: number, file: string): string[] {
  return [
    ...['-i', source, '-vf', `fps=${FPS},scale=-2:720`, '-c:v', 'libx264', '-preset', 'faster'],
    ...['-pix_fmt', 'yuv420p', '-b:v', `${kbps}k`, '-g', '250', '-c:a', 'aac', '-b:a', '128k'],
    ...['-ar', '44100', '-ac', '2', '-movflags', '+faststart', file],
  ];
}

async function pointOf(file: string, source: string): Promise<Point> {
  return { bytes: (await stat(file)).size, ssim: await likeness(file, source, FPS) };
}

/** Bytes at which the curve has an SSIM, between its points on a logarithmic scale; null beyond them. */
function bytesAt(curve: Point[], ssim: number): number | null {
  for (const [n, right] of curve.entries()) {
    const left = curve[n - 1];
    if (!left || ssim < left.ssim || ssim > right.ssim || right.ssim === left.ssim) continue;
    const part = (ssim - left.ssim) / (right.ssim - left.ssim);
    return Math.exp(Math.log(left.bytes) * (1 - part) + Math.log(right.bytes) * part);
  }
  return null;
}
