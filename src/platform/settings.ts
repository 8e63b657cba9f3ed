// Times and limits of the edge, in one place. Milliseconds; all are multiplied by TIME_SCALE where they are used.

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A backend that is silent for so long is gone, and its attempts with it. */
export const LEASE = 30 * SECOND;
/** Heartbeats while jobs run, and when idle. */
export const HEARTBEAT_BUSY = 2 * SECOND;
export const HEARTBEAT_IDLE = 10 * SECOND;
/** Leases are written to disk at most so often. */
export const LEASE_WRITE = 10 * SECOND;
/** A ready job and a free slot without a start: the hint was lost, send another. */
export const HINT_RESEND = 2 * SECOND;
/** Jobs that a pool gives to backends by itself at once; the others go through the queue. Not a time. */
export const DIRECT_STARTS = 8;
/** How long a backend that pulls waits for a job before it asks again. */
export const PULL_WAIT = 25 * SECOND;
/** How long a backend has to answer POST /jobs. */
export const START_TIMEOUT = 2 * SECOND;
/** How long DescribeMediaMetaData waits for a backend, whose own limit is 10 s. Not scaled. */
export const PROBE_TIMEOUT = 12 * SECOND;
/** A backend that refused or could not be reached gets no job for so long. */
export const BACKEND_REST = 5 * SECOND;
/** A job that no backend could start ends after so long. */
export const READY_DEADLINE = DAY;
/** Attempts of a job before it fails. */
export const MAX_ATTEMPTS = 3;
/** How long an upload may take to begin. */
export const UPLOAD_GRANT = 60 * SECOND;
/** How long a PUT that has begun may go on: storages end idle connections sooner. */
export const PUT_PATIENCE = MINUTE;
/** How long files of a failed subtask are tried to be removed from such a storage. */
export const DISCARD_PATIENCE = HOUR;
/** How long the parts of a multipart upload may take to begin; the edge completes it after a check. */
export const PART_GRANT = 6 * HOUR;
/** How long a job may take to begin reading its input. */
export const INPUT_GRANT = 6 * HOUR;
/** An outbox row whose receiver did not answer is sent again after so long. */
export const OUTBOX_RETRY = 2 * SECOND;
/** A callback that was handed to the queue and not settled is handed over again. */
export const CALLBACK_RESEND = 45 * SECOND;
/** How long a receiver has to answer a callback. */
export const CALLBACK_TIMEOUT = 10 * SECOND;
/** Waits after the failed attempts of a callback; the last one repeats. */
export const CALLBACK_DELAYS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  ...Array.from({ length: 6 }, () => HOUR),
  ...[2, 3, 4, 5, 6].map((hours) => hours * HOUR),
];
/** Retries of a callback end so long after its first attempt. */
export const CALLBACK_GIVE_UP = 3 * DAY;
/** A receiver may ask for a pause of this much at most (Retry-After). */
export const RETRY_AFTER_MAX = 6 * HOUR;
/** A receiver that names a pause is tried at the pace of the schedule, but at least this often. */
export const RETRY_AFTER_PACE = 10 * MINUTE;
/** A callback that was given up is kept for so long, and can be replayed. */
export const UNDELIVERED_KEPT = 7 * DAY;
/** Deliveries to one receiver at once, and hints that wait there for their turn: counts, not times. */
export const LANE_WIDTH = 32;
export const LANE_QUEUE = 10_000;
/** Undelivered callbacks keep their book this much longer. */
export const BOOK_RECHECK = HOUR;
