// What this backend says to its edge, and how it is said again until it is heard.
import type * as z from 'zod';
import { BesideAnswer, type BesideRequest } from '../contract/beside.ts';
import { ChunkAnswer, type ChunkRequest } from '../contract/chunk.ts';
import { type InputRequest, Job, JobInput } from '../contract/job.ts';
import type { NextJobRequest } from '../contract/pull.ts';
import { type Heartbeat, HeartbeatAnswer, type JobReport } from '../contract/report.ts';
import { retrying } from '../contract/retry.ts';
import {
  type UploadCompletion,
  UploadGrants,
  UploadRefusal,
  type UploadRequest,
} from '../contract/upload.ts';
import { JobFailure } from './jobFailure.ts';

/** The attempt is no longer this backend's: stop everything of the job and say nothing more of it. */
export class AttemptLost extends Error {
  constructor() {
    super('the attempt is over');
    this.name = 'AttemptLost';
  }
}

/** The edge answered with something else than was hoped for; `status` 0: it did not answer. */
export class EdgeError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'EdgeError';
    this.status = status;
  }
}

/**
 * A job's own line to the edge. All methods throw AttemptLost, JobFailure when a storage does not take a file at all, or
 * EdgeError when patience is at its end.
 */
export interface JobEdge {
  baseUrl: string;
  report(report: JobReport): Promise<void>;
  /** A fresh URL of the job's main input (null) or of a file. */
  freshInput(name: string | null): Promise<JobInput>;
  /** URLs of objects in the folder of the job's input, in the order of their names. */
  requestBeside(of: string | null, names: string[]): Promise<JobInput[]>;
  requestUploads(request: UploadRequest): Promise<z.infer<typeof UploadGrants>>;
  completeUpload(completion: UploadCompletion): Promise<void>;
  /** How the chunks of an output are; none when it is not to be cut. */
  chunks(request: ChunkRequest): Promise<ChunkAnswer>;
}

export interface EdgeOptions {
  edgeUrl: string;
  /** INTERNAL_TOKEN, for heartbeats. */
  token: string;
  /** Milliseconds that a job goes on trying to reach an edge that does not answer. */
  patienceMs: number;
}

const REQUEST_MS = 15_000;
/** The next heartbeat says more than one that hangs. */
const HEARTBEAT_MS = 5_000;
const MAX_DELAY_MS = 10_000;
/** The edge keeps the question open for up to 25 s. */
const NEXT_JOB_MS = 40_000;

/** One heartbeat, tried once. @throws EdgeError */
export async function sendHeartbeat(options: EdgeOptions, beat: Heartbeat): Promise<HeartbeatAnswer> {
  const answer = await post(
    options,
    '/internal/backends/heartbeat',
    options.token,
    beat,
    AbortSignal.timeout(HEARTBEAT_MS),
  );
  const parsed = HeartbeatAnswer.safeParse(answer);
  if (!parsed.success) throw new EdgeError(0, 'the edge answered a heartbeat with something unknown');
  return parsed.data;
}

/** Asks for a job and waits for one; null when there is none for now. Tried once. @throws EdgeError */
export async function fetchJob(
  options: EdgeOptions,
  pool: string,
  request: NextJobRequest,
  signal: AbortSignal,
): Promise<Job | null> {
  const path = `/internal/pools/${pool}/next`;
  const answer = await post(options, path, options.token, request, signal, NEXT_JOB_MS);
  if (answer === null) return null;
  const job = Job.safeParse(answer);
  if (!job.success) throw new EdgeError(0, 'the edge answered with a job that this backend cannot read');
  return job.data;
}

/** The line of one attempt; `signal` ends its waiting. */
export function jobEdge(options: EdgeOptions, job: Job, signal: AbortSignal): JobEdge {
  const path = `/internal/jobs/${encodeURIComponent(job.id)}`;
  const send = (action: string, body: unknown) => {
    const deadline = Date.now() + options.patienceMs;
    const retryable = (error: unknown) =>
      error instanceof EdgeError && isPassing(error.status) && Date.now() < deadline;
    const retry = {
      tries: Number.POSITIVE_INFINITY,
      delayMs: 200,
      maxDelayMs: MAX_DELAY_MS,
      retryable,
      signal,
    };
    return retrying(retry, async () => {
      try {
        return await post(options, path + action, job.token, body, signal);
      } catch (error) {
        if (error instanceof EdgeError && [401, 404, 409].includes(error.status)) throw new AttemptLost();
        throw error;
      }
    });
  };
  return {
    baseUrl: options.edgeUrl,
    report: async (report) => {
      await send('/report', report);
    },
    freshInput: async (name) => JobInput.parse(await send('/inputs', { name } satisfies InputRequest)),
    requestBeside: async (of, names) =>
      BesideAnswer.parse(await send('/inputs/beside', { of, names } satisfies BesideRequest)).inputs,
    requestUploads: async (request) => UploadGrants.parse(await send('/uploads', request)),
    completeUpload: async (completion) => {
      await send('/uploads/complete', completion);
    },
    chunks: async (request) => ChunkAnswer.parse(await send('/chunks', request)),
  };
}

/** The edge says why a subtask can't be stored, whatever is tried. */
async function refusal(response: Response): Promise<JobFailure | EdgeError> {
  const parsed = UploadRefusal.safeParse(await response.json().catch(() => null));
  return parsed.success ? new JobFailure(parsed.data.failure) : new EdgeError(422, 'the edge answered 422');
}

function isPassing(status: number): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

async function post(
  { edgeUrl }: EdgeOptions,
  path: string,
  token: string,
  body: unknown,
  signal?: AbortSignal,
  limitMs = REQUEST_MS,
): Promise<unknown> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(new URL(path, edgeUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (response.status === 204) return null;
    if (response.ok) return await response.json();
    if (response.status === 422) throw await refusal(response);
    await response.body?.cancel();
    throw new EdgeError(response.status, `the edge answered ${response.status}`);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EdgeError || error instanceof JobFailure) throw error;
    throw new EdgeError(0, 'the edge could not be reached');
  }
}
