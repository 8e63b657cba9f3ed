// Sizes of one picture that are scaled one from another: from frames of 2160 lines, those of 720 lines cost a fraction
// when they are made from the ones of 1080 lines. Pure.
import type { Size } from './picture.ts';

/** One way of the source's frames: to a size, and to the pads that take it. */
export interface SizeNode {
  size: Size;
  /**
   * Filters that scale the whole frame and do nothing else, which may as well come from a larger size; "" leaves the
   * frames as they are. Of any other way its whole graph, from the pad [s] with its number to the pads that are given.
   */
  way: string | ((pads: string) => string);
  pads: string[];
}

/** Filters that scale the whole frame, or leave it, and do nothing else (picture.ts). */
export const PLAIN_SCALING = /^(scale=\d+:\d+,setsar=1)?$/;

/**
 * A size is made from one that is at least so many times as large, half as large again but for rounded sides: each
 * scaling takes a little sharpness.
 */
const LEAST_FACTOR = 1.49;

/**
 * The chains of a filter graph that lead to all `nodes` from `head`: the source's stream and what is done to all its
 * frames ("[0:1]fps=24"). `source` is the size of those; nothing is made from frames that were enlarged.
 */
export function sizeTree(head: string, nodes: SizeNode[], source: Size): string[] {
  const parents = nodes.map((node) => parentOf(node, nodes, source));
  const children = (parent: SizeNode | null) =>
    parents.flatMap((one, child) => (one === parent ? [`[s${child}]`] : []));
  const ways = nodes.map(({ way, pads }, n) => {
    const all = [...pads, ...children(nodes[n] ?? null)];
    const split = all.length > 1 ? `split=${all.length}` : '';
    return typeof way === 'string'
      ? `[s${n}]${[way, split].filter((filter) => filter !== '').join(',') || 'null'}${all.join('')}`
      : way(`${split && `,${split}`}${all.join('')}`);
  });
  return [rootChain(head, children(null)), ...ways];
}

/** A head that is a pad needs a filter; one that has its own is gone on with. */
function rootChain(head: string, pads: string[]): string {
  const bare = head.endsWith(']');
  const split = pads.length > 1 ? `split=${pads.length}` : '';
  return `${head}${bare ? split || 'null' : split && `,${split}`}${pads.join('')}`;
}

/** Whether some of `nodes` are scaled from others, or taken several times. */
export function sharesScaling(nodes: SizeNode[], source: Size): boolean {
  return nodes.some((node) => node.pads.length > 1 || parentOf(node, nodes, source) !== null);
}

/** The smallest one that is large enough; null = the source. */
function parentOf(node: SizeNode, nodes: SizeNode[], source: Size): SizeNode | null {
  if (typeof node.way !== 'string') return null;
  const [smallest = null] = nodes
    .filter(
      ({ way, size }) =>
        typeof way === 'string' &&
        way !== '' &&
        isTimes(size, node.size, LEAST_FACTOR) &&
        isTimes(source, size, 1),
    )
    .sort((a, b) => a.size.width * a.size.height - b.size.width * b.size.height);
  return smallest;
}

function isTimes(large: Size, small: Size, factor: number): boolean {
  return large.width >= small.width * factor && large.height >= small.height * factor;
}
