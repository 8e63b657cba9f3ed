/** A callback, ready to be sent. */
export interface DueCallback {
  taskId: string;
  url: string;
  /** The same on each attempt of the same event. */
  eventId: string;
  /** From 1. */
  attempt: number;
  body: string;
}
