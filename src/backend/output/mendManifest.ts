// Sets right what ffmpeg's HLS muxer says of its segments.
import { readFile, writeFile } from 'node:fs/promises';
import { mainFile, type Rendition } from '../ffmpeg/command.ts';
import type { PacketTotals } from '../ffmpeg/facts.ts';
import type { Source } from '../ffmpeg/source.ts';
import { union } from '../ffmpeg/span.ts';
import { usedStreams } from '../ffmpeg/streams.ts';
import { correctDurations } from './segmentTimes.ts';

/** Rewrites the manifest that ffmpeg wrote of `rendition`, whose packets are `counted`, in its place. */
export async function mendManifest(
  rendition: Rendition,
  source: Source,
  counted: PacketTotals,
): Promise<void> {
  const spans = [...counted.values()].flatMap(({ span }) => (span ? [span] : []));
  // Streams are mapped picture first, so that it has the index 0.
  const video = usedStreams(rendition.output, source).video ? (counted.get(0)?.span ?? null) : null;
  const main = mainFile(rendition);
  await writeFile(main, correctDurations(await readFile(main, 'utf8'), video, union(spans)));
}
