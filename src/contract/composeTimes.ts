// When the elements of a track are shown: the same rules before the materials are known and when they are. Pure.
import type { ComposeItem, ComposeTrack } from './compose.ts';

type Element = Extract<ComposeItem, { start: number | null }>;

/** An element and its seconds on the timeline. */
export interface TimedElement<E = Element> {
  element: E;
  start: number;
  end: number;
  /** How it follows the one before; null where it just does. */
  transition: Extract<ComposeItem, { kind: 'transition' }> | null;
}

/** A rule that a track breaks; `parameter` is that of the item. */
export class TrackError extends Error {
  readonly parameter: string;
  readonly rule: 'transition-place' | 'transition-length' | 'overlap';

  constructor(rule: TrackError['rule'], parameter: string) {
    super(`${parameter}: ${RULES[rule]}`);
    this.name = 'TrackError';
    this.rule = rule;
    this.parameter = parameter;
  }
}

const RULES = {
  'transition-place': 'a transition must be between two elements that are not empty',
  'transition-length': 'a transition must be shorter than the elements before and after it',
  overlap: 'elements of one track must not overlap',
};

/** Seconds that rounding may make of nothing. */
const TOLERANCE = 0.001;

/**
 * The elements of a track in their order. `lengthOf` answers the seconds of an element that does not say them itself, null
 * where it is not known yet: those behind it are left out then.
 * @throws TrackError
 */
export function trackTimes(
  { kind, items }: ComposeTrack,
  lengthOf: (element: Element) => number | null,
): TimedElement[] {
  const timed: TimedElement[] = [];
  let end = 0;
  for (const [index, item] of items.entries()) {
    if (item.kind === 'empty') {
      end += item.duration;
    } else if (item.kind === 'transition') {
      if (!isElement(items[index - 1]) || !isElement(items[index + 1]))
        throw new TrackError('transition-place', item.parameter);
    } else {
      const before = items[index - 1];
      const transition = before?.kind === 'transition' ? before : null;
      const length = lengthOf(item);
      if (length === null) break;
      const last = timed.at(-1);
      if (transition && last) {
        const { duration } = transition;
        // What comes after a transition of nothing just follows.
        if (duration > 0 && (duration >= last.end - last.start || duration >= length))
          throw new TrackError('transition-length', transition.parameter);
      }
      const start = transition ? end - transition.duration : (item.start ?? end);
      end = start + length;
      timed.push({ element: item, start, end, transition });
    }
  }
  if (kind !== 'texts') refuseOverlaps(timed);
  return timed;
}

function isElement(item: ComposeItem | undefined): boolean {
  return item !== undefined && item.kind !== 'empty' && item.kind !== 'transition';
}

function refuseOverlaps(timed: TimedElement[]): void {
  for (const [index, item] of timed.entries()) {
    const other = timed.slice(0, index).find((before, n) => {
      const meant = item.transition !== null && n === index - 1;
      return !meant && item.start < before.end - TOLERANCE && before.start < item.end - TOLERANCE;
    });
    if (other) throw new TrackError('overlap', item.element.parameter);
  }
}
