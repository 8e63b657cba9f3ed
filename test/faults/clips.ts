// Tiny sources: two files that are encoded in a moment, one that is cut into several HLS segments.
import { join } from 'node:path';
import { putObject } from '../../src/cli/objects.ts';
import { ffmpeg } from '../e2e/ffmpeg.ts';
import type { Cluster } from './cluster.ts';

export const BUCKET = 'faults-1250000000';

/** Seconds by key. */
const CLIPS = { 'one.mp4': 1, 'two.mp4': 2, 'long.mp4': 22 };
export type ClipKey = keyof typeof CLIPS;

/** Makes the clips and puts them into the cluster's bucket. */
export async function putClips(cluster: Cluster): Promise<void> {
  for (const [key, seconds] of Object.entries(CLIPS)) {
    const file = join(cluster.folder, key);
    const video = ['-f', 'lavfi', '-i', `testsrc2=d=${seconds}:s=160x90:r=12`];
    const audio = ['-f', 'lavfi', '-i', `sine=d=${seconds}`];
    await ffmpeg(...video, ...audio, '-preset', 'ultrafast', '-threads', '1', '-pix_fmt', 'yuv420p', file);
    await putObject(cluster, { bucket: BUCKET, key }, file);
  }
}
