// The pictures of one track as chains of filters: what lies on the canvas from its first frame to its last. Pure.
import type { PictureElement } from '../../../contract/compose.ts';
import { outputColors } from '../outputColors.ts';
import { pictureFilters, rational } from '../picture.ts';
import type { ElementInputs } from './elementInputs.ts';
import type { Layout, Placed } from './layout.ts';
import type { Placing } from './placing.ts';
import { transitionFilter } from './transitions.ts';

export interface TrackContext {
  layout: Layout;
  color: string;
  /** The track lies at the bottom and covers everything: it needs no alpha channel. */
  direct: boolean;
  /** What the track's stream is called. */
  label: string;
}

/** So many frames of the canvas alone. */
export function canvas({ layout, color }: Pick<TrackContext, 'layout' | 'color'>, frames: number): string {
  const { width, height, fps, matrix } = layout;
  const made = `color=c=0x${color}:s=${width}x${height}:r=${rational(fps)},format=gbrp`;
  return `${made},scale=out_color_matrix=${matrix}:out_range=tv,format=yuv420p,trim=end_frame=${frames},setsar=1`;
}

/** So many frames that show what is below. */
function gap(context: TrackContext, frames: number): string {
  if (context.direct) return canvas(context, frames);
  const { width, height, fps } = context.layout;
  return `color=c=black@0:s=${width}x${height}:r=${rational(fps)},format=yuva420p,trim=end_frame=${frames},setsar=1`;
}

/** An element and its frames on the timeline. */
interface Step {
  item: Placed<PictureElement>;
  placing: Placing;
  name: string;
  first: number;
  /** The frame behind its last one. */
  last: number;
  /** Frames in which the one before goes over into it. */
  over: number;
}

/** The elements of a track one after the other; `least`: frames that it has at least. */
export function trackGraph(
  items: Placed<PictureElement>[],
  placings: Placing[],
  context: TrackContext,
  least: number,
  inputs: ElementInputs,
): string[] {
  const graph: string[] = [];
  const joined: string[] = [];
  const fill = (frames: number, name: string) => {
    graph.push(`${gap(context, frames)}[${name}]`);
    joined.push(`[${name}]`);
  };
  let end = 0;
  for (const group of groupsOf(steps(items, placings, context))) {
    const { first, name } = group[0]!;
    if (first > end) fill(first - end, `${name}g`);
    graph.push(...groupGraph(group, context, inputs));
    joined.push(`[${name}x]`);
    end = group.at(-1)!.last;
  }
  if (end < least) fill(least - end, `${context.label}g`);
  const join = joined.length === 1 ? 'null' : `concat=n=${joined.length}:v=1:a=0`;
  return [...graph, `${joined.join('')}${join}[${context.label}]`];
}

function steps(
  items: Placed<PictureElement>[],
  placings: Placing[],
  { layout: { fps }, label }: TrackContext,
): Step[] {
  const frame = (seconds: number) => Math.round(seconds * fps);
  const order = items
    .map((item, index) => ({ item, placing: placings[index]!, name: `${label}e${index}` }))
    .sort((a, b) => a.item.start - b.item.start);
  let end = 0;
  return order.map(({ item, ...rest }, index) => {
    const next = order[index + 1]?.item;
    const first = frame(item.start);
    // Without a transition of the picture the next element covers this one from its first frame on.
    const cut = next?.transition && next.transition.picture === null ? next.start : item.end;
    const last = Math.max(first + 1, frame(Math.min(item.end, cut)));
    const over = item.transition?.picture && index > 0 ? Math.max(0, end - first) : 0;
    end = last;
    return { item, ...rest, first, last, over };
  });
}

/** What goes over into each other belongs together. */
function groupsOf(all: Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of all) {
    const group = groups.at(-1);
    if (group && step.over > 0) group.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** The stream is called as the first of the group, with an x. */
function groupGraph(group: Step[], context: TrackContext, inputs: ElementInputs): string[] {
  const { direct, layout } = context;
  const [start, ...others] = group as [Step, ...Step[]];
  const out = `${start.name}x`;
  const element = ({ item, placing, first, last }: Step) =>
    elementGraph(item, placing, context, last - first, inputs);
  if (others.length === 0) return [`${element(start)}[${out}]`];
  // xfade works without subsampled chroma: it is made so once. And what goes over into nothing does not become black.
  const full = direct ? 'format=yuv444p' : 'format=yuva444p,premultiply=inplace=1';
  const back = direct ? 'format=yuv420p' : 'unpremultiply=inplace=1,format=yuva420p';
  const elements = group.map((step) => `${element(step)},${full}[${step.name}]`);
  const transitions = others.map(({ item, name, first, over }, index) => {
    const before = index === 0 ? start.name : `${others[index - 1]!.name}o`;
    const offset = (first - start.first) / layout.fps;
    const filter = transitionFilter(item.transition!.picture!, offset, over / layout.fps);
    const isLast = index === others.length - 1;
    return `[${before}][${name}]${filter}${isLast ? `,${back}[${out}]` : `[${name}o]`}`;
  });
  return [...elements, ...transitions];
}

/** So many frames of an element, as large as the canvas. */
function elementGraph(
  placed: Placed<PictureElement>,
  { scaled, turns, seen }: Placing,
  context: TrackContext,
  frames: number,
  inputs: ElementInputs,
): string {
  const { layout, direct } = context;
  if (!seen) return gap(context, frames);
  const { element, source } = placed;
  const video = source.video!;
  // Of less than a frame of the canvas the filter makes none: such pictures stay first, and are counted then.
  const early = !source.still && !element.still && placed.seconds >= 1;
  const spec = { ...scaled, adaptive: false, fill: 'stretch', fps: early ? layout.fps : 0 } as const;
  // What says nothing of its colours has those of its own size: scaling does not change them.
  const made = outputColors({ ...spec, width: video.width, height: video.height }, video).matrix;
  const filters = [
    ...(element.still && !source.still ? ['trim=end_frame=1'] : []),
    pictureFilters(spec, video),
    // Stills say themselves what they are: RGB, or YUV in its full range.
    ...(source.still ? [`scale=out_color_matrix=${layout.matrix}:out_range=tv`] : []),
    ...(!source.still && made !== layout.matrix
      ? [`scale=in_color_matrix=${made}:out_color_matrix=${layout.matrix}`]
      : []),
    direct ? 'format=yuv420p' : 'format=yuva420p',
    ...turns,
    ...(direct ? [] : placedOn(seen, layout)),
    // The last frame stays until the element is over.
    'tpad=stop=-1:stop_mode=clone',
    ...(early ? [] : [`fps=${rational(layout.fps)}`]),
    `trim=end_frame=${frames},setpts=N/(FRAME_RATE*TB),setsar=1`,
  ];
  return `[${inputs.indexOf(placed)}:${video.index}]${filters.filter((each) => each !== '').join(',')}`;
}

function placedOn(seen: NonNullable<Placing['seen']>, { width, height }: Layout): string[] {
  return [
    `crop=${seen.width}:${seen.height}:${seen.cropX}:${seen.cropY}`,
    `pad=${width}:${height}:${seen.x}:${seen.y}:black@0`,
  ];
}
