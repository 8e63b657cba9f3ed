// Outputs of one command that differ in their sizes: their frames are brought to the rate once, and scaled one from another.
import type { MediaOutput } from '../../contract/media.ts';
import { clipOf } from './clip.ts';
import { NO_PICTURES } from './drawing.ts';
import { sourceFilters, targetSize } from './picture.ts';
import { PLAIN_SCALING, type SizeNode, sharesScaling, sizeTree } from './sizeTree.ts';
import type { Source, VideoSource } from './source.ts';
import { usedStreams } from './streams.ts';
import { encodableFps, videoSteps } from './videoSteps.ts';

interface Sized {
  output: MediaOutput;
  /** What it begins or ends with. */
  ends?: object;
}

export interface SharedSizes {
  /** `-filter_complex` with its graph, for each part of the source. */
  args: string[];
  /** The pads of those renditions that take their picture from a graph, by their place in the list. */
  pads: Map<number, string>;
}

/** `from` gives the index of the input that a rendition's part of the source is. */
export function sharedSizes(
  renditions: Sized[],
  source: Source,
  from: (rendition: Sized) => number,
): SharedSizes {
  const groups = new Map<string, { head: string; nodes: SizeNode[] }>();
  const { video } = source;
  if (!video) return { args: [], pads: new Map() };
  const padOf = (n: number) => `[size${n}]`;
  for (const [n, rendition] of renditions.entries()) {
    const way = plainWay(rendition, source, video);
    if (!way) continue;
    const head = `[${from(rendition)}:${video.index}]${way.before}`;
    const key = JSON.stringify([head, way.bitDepth]);
    const group = groups.get(key) ?? { head, nodes: [] };
    groups.set(key, group);
    const known = group.nodes.find((node) => node.way === way.filters);
    if (known) known.pads.push(padOf(n));
    else group.nodes.push({ size: way.size, way: way.filters, pads: [padOf(n)] });
  }
  const shared = [...groups.values()].filter(({ nodes }) => sharesScaling(nodes, video));
  const taken = new Set(shared.flatMap(({ nodes }) => nodes.flatMap(({ pads }) => pads)));
  return {
    args: shared.flatMap(({ head, nodes }) => ['-filter_complex', sizeTree(head, nodes, video).join(';')]),
    pads: new Map(
      [...renditions.keys()].flatMap((n) => (taken.has(padOf(n)) ? [[n, padOf(n)] as const] : [])),
    ),
  };
}

/** The way of a picture that is brought to its rate and size, and no more; null of any other. */
function plainWay({ output, ends }: Sized, source: Source, video: VideoSource) {
  const spec = output.video;
  // The picture of MXF may have to be made as long as its sound.
  if (
    ends ||
    output.container === 'mxf' ||
    !spec ||
    spec.codec === 'copy' ||
    !usedStreams(output, source).video
  )
    return null;
  // What lies over a picture may need another input; times that are kept are left alone altogether.
  const { subtitle, keepTimes, watermarks = [], mosaics = [], enhance } = spec;
  if (subtitle || keepTimes || watermarks.length > 0 || mosaics.length > 0 || enhance) return null;
  const before = sourceFilters({ ...spec, fps: encodableFps(output, spec, video) }, video);
  if (before.length === 0 && video.variableFps > 0) return null;
  const clip = clipOf(output, source);
  const part = { start: clip?.start ?? 0, duration: 0, from: 0 };
  const steps = videoSteps(output, spec, video, part, NO_PICTURES);
  const all = steps.map(({ filters }) => filters).filter((filters) => filters !== '');
  const [filters = '', ...others] = all.slice(before.length);
  if (others.length > 0 || !PLAIN_SCALING.test(filters)) return null;
  return { before: before.join(','), filters, size: targetSize(spec, video), bitDepth: spec.bitDepth ?? 8 };
}
