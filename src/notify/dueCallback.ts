import type { Target } from './target.ts';

/** A callback, ready to be sent. */
export interface DueCallback {
  taskId: string;
  target: Target;
  /** The same on each attempt of the same event. */
  eventId: string;
  /** From 1. */
  attempt: number;
  body: string;
  /** `whsec_…`, for webhook-signature. */
  secret: string;
}
