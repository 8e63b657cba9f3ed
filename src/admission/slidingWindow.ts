// Counts what was accepted in the last span of time, to the millisecond.

/** What becomes of a call. */
export interface Decision {
  admitted: boolean;
  /** Calls in the window, this one included. */
  count: number;
  /** Milliseconds until there is room for the call, which is accepted then. */
  wait: number;
}

/**
 * An exact sliding window: at no time t have more than `limit` calls been accepted in [t − span, t], and no call
 * is refused while fewer than that have been. A call that would have room within `patience` is not refused: it is
 * accepted when it has, and calls are accepted in the order in which they came. Refused calls are not kept, so a caller who
 * goes on knocking is let in again as soon as there is room. Amortised O(1) a call; `limit` numbers of memory.
 */
export class SlidingWindow {
  /** Calls. */
  readonly limit: number;
  /** Milliseconds. */
  readonly span: number;
  /** Milliseconds. */
  readonly patience: number;
  /**
   * Ring of the accepted times, `size` of them from `first` on, oldest first. The newest may be still to come. There are
   * more than `limit` when that was lowered: they count again if it is raised within the span.
   */
  private readonly times: Float64Array;
  private first = 0;
  private size = 0;
  private latest = Number.NEGATIVE_INFINITY;

  constructor(limit: number, span: number, patience = 0, room = limit) {
    this.limit = limit;
    this.span = span;
    this.patience = patience;
    this.times = new Float64Array(room);
  }

  /** Decides on a call that arrives at `time` (milliseconds). A clock that goes backwards is read as standing still. */
  admit(time: number): Decision {
    this.latest = Math.max(this.latest, time);
    while (this.size > 0 && this.latest - this.at(0) > this.span) this.forgetOldest();
    const wait = this.nextRoom() - this.latest;
    if (wait > this.patience) return { admitted: false, count: this.size + 1, wait: 0 };
    if (this.size === this.times.length) this.forgetOldest();
    this.push(this.latest + wait);
    return { admitted: true, count: this.size, wait };
  }

  /** When the next call can be accepted: nobody overtakes one that waits. */
  private nextRoom(): number {
    if (this.limit === 0) return Number.POSITIVE_INFINITY;
    const newest = this.size > 0 ? this.at(this.size - 1) : this.latest;
    const free = this.size >= this.limit ? this.at(this.size - this.limit) + this.span + 1 : this.latest;
    return Math.max(this.latest, newest, free);
  }

  /** The same window under another limit. It forgets nothing: limits that change within the span are kept, too. */
  withLimit(limit: number): SlidingWindow {
    const copy = new SlidingWindow(limit, this.span, this.patience, Math.max(limit, this.size));
    for (let n = 0; n < this.size; n += 1) copy.push(this.at(n));
    copy.latest = this.latest;
    return copy;
  }

  /** The n-th oldest accepted time. */
  private at(n: number): number {
    return this.times[(this.first + n) % this.times.length]!;
  }

  private forgetOldest(): void {
    this.first = (this.first + 1) % this.times.length;
    this.size -= 1;
  }

  private push(time: number): void {
    this.times[(this.first + this.size) % this.times.length] = time;
    this.size += 1;
  }
}
