// The jobs that run here now.
import type { Job } from '../contract/job.ts';
import type { JobProgress, JobReport } from '../contract/report.ts';
import { AttemptLost, type JobEdge } from './edge.ts';
import { log, logAbout } from './log.ts';
import type { RunContext } from './runContext.ts';

export interface JobsOptions {
  slots: number;
  /** A job's line to the edge, whose waiting `signal` ends. */
  edgeOf: (job: Job, signal: AbortSignal) => JobEdge;
  run: (
    job: Job,
    context: Pick<RunContext, 'edge' | 'signal' | 'onProgress' | 'onWorkDone'>,
  ) => Promise<void>;
  /** A job has started or ended, or the backend takes no more. */
  onChange: () => void;
}

/** "started" and "running" mean that the attempt runs here; the others that it does not. */
export type StartAnswer = 'started' | 'running' | 'full' | 'draining' | 'outdated';

interface RunningJob {
  job: Job;
  stop: AbortController;
  percents: Map<number, number>;
  /** It takes a slot; false once only its last report is left. */
  working: boolean;
  ended: Promise<void>;
}

/** The end of a job that nobody is to hear of. */
class Stopped extends Error {}
/** The end of a job that is given back. */
class Drained extends Error {}

const LAST_WORD_MS = 8_000;
const GIVEN_BACK: JobReport = {
  source: null,
  subtasks: [],
  final: true,
  // No failure: an attempt that was given back does not count.
  failure: null,
  retry: true,
};

export class Jobs {
  readonly #options: JobsOptions;
  readonly #running = new Map<string, RunningJob>();
  #draining = false;

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Slots that are taken. */
  get busy(): number {
    return [...this.#running.values()].filter(({ working }) => working).length;
  }

  /** Starts a job unless all slots are taken. A newer attempt takes the place of an older one of the same job. */
  start(job: Job): StartAnswer {
    if (this.#draining) return 'draining';
    const older = this.#running.get(job.id);
    if (older && older.job.attempt === job.attempt) return 'running';
    if (older && older.job.attempt > job.attempt) return 'outdated';
    if (!older?.working && this.busy >= this.#options.slots) return 'full';
    older?.stop.abort(new Stopped());
    const stop = new AbortController();
    const percents = new Map(job.outputs.map(({ subtask }) => [subtask, 0]));
    const running: RunningJob = { job, stop, percents, working: true, ended: Promise.resolve() };
    this.#running.set(job.id, running);
    running.ended = logAbout({ job: job.id, attempt: job.attempt }, () => this.#execute(running));
    this.#options.onChange();
    return 'started';
  }

  /** Ends a job without a report; answers when nothing of it is left. */
  async stop(id: string): Promise<void> {
    const running = this.#running.get(id);
    running?.stop.abort(new Stopped());
    await running?.ended;
  }

  /** Percents of all running jobs, as the heartbeat tells them. */
  progress(): JobProgress[] {
    return [...this.#running.values()].map(({ job, percents }) => ({
      id: job.id,
      attempt: job.attempt,
      subtasks: [...percents].map(([subtask, percent]) => ({ subtask, percent })),
    }));
  }

  /** Takes no more jobs, ends the running ones and gives them back to the edge. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.#options.onChange();
    const all = [...this.#running.values()];
    for (const { stop } of all) stop.abort(new Drained());
    await Promise.all(all.map(({ ended }) => ended));
  }

  async #execute(running: RunningJob): Promise<void> {
    const { job, stop, percents } = running;
    const { signal } = stop;
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 100) / 10;
    log('job.started');
    try {
      await this.#options.run(job, {
        edge: this.#options.edgeOf(job, signal),
        signal,
        onProgress: (subtask, percent) =>
          percents.set(subtask, Math.max(percent, percents.get(subtask) ?? 0)),
        onWorkDone: () => {
          running.working = false;
        },
      });
      log('job.ended', { seconds: seconds() });
    } catch (error) {
      log('job.stopped', { seconds: seconds(), reason: reasonOf(error) });
      if (signal.reason instanceof Drained) await this.#giveBack(job);
    } finally {
      if (this.#running.get(job.id) === running) this.#running.delete(job.id);
      this.#options.onChange();
    }
  }

  async #giveBack(job: Job): Promise<void> {
    const edge = this.#options.edgeOf(job, AbortSignal.timeout(LAST_WORD_MS));
    // An edge that does not hear it notices by the missing heartbeats.
    await edge.report(GIVEN_BACK).catch((error: unknown) => log('job.lost', { error: String(error) }));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Stopped) return 'stopped';
  if (error instanceof Drained) return 'given back';
  if (error instanceof AttemptLost) return 'attempt lost';
  return String(error);
}
