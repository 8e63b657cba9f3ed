/** What came of one attempt to deliver a callback. */
export interface Delivery {
  /** HTTP status; null when there was no answer. */
  status: number | null;
  /** What went wrong; null when the receiver took it. */
  error: string | null;
  /** The answer's Retry-After header. */
  retryAfter: string | null;
  /** It would fail in the same way each time. */
  final?: boolean;
}

/** A Delivery with its moment. */
export interface Attempt extends Delivery {
  /** When it began, ms since 1970. */
  at: number;
  /** Milliseconds until the answer, or until there was none. */
  took: number;
}
