// What becomes of each output of a job: it is made, stored behind, and told; each fails for itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Output } from '../contract/output.ts';
import type { SubtaskReport } from '../contract/report.ts';
import type { Backlog } from './backlog.ts';
import { AttemptLost } from './edge.ts';
import { asJobFailure, JobFailure } from './jobFailure.ts';
import { log } from './log.ts';
import { uploadFiles } from './output/upload.ts';
import type { Made } from './pictureWork.ts';
import type { RunContext } from './runContext.ts';

export class Settling {
  /** The failure of some output that another attempt may mend. */
  passingFailure: JobFailure | null = null;
  readonly #folder: string;
  readonly #context: RunContext;
  readonly #backlog: Backlog;
  /** The edge has heard of the source: nothing else is said before. */
  readonly #told: Promise<void>;

  /** @param folder the job's own */
  constructor(folder: string, context: RunContext, backlog: Backlog, told: Promise<void>) {
    this.#folder = folder;
    this.#context = context;
    this.#backlog = backlog;
    this.#told = told;
  }

  /**
   * Makes an output in a folder, and stores it behind; the folder is gone when it is stored.
   * @throws what ends the whole job
   */
  async settle(output: Output, make: () => Promise<Made & { folder: string }>): Promise<void> {
    const { edge, config, signal } = this.#context;
    const made = await this.#tried(output, make);
    if (!made) return;
    const { subtask } = output;
    await this.#backlog.add(async () => {
      const stored = await this.#tried(output, async () => {
        await uploadFiles(edge, subtask, made.files, config.patienceMs, signal);
        return true;
      }).finally(() => rm(made.folder, { recursive: true, force: true }));
      if (stored) await this.#tell({ subtask, status: 'success', output: made.facts });
    });
    signal.throwIfAborted();
  }

  /** The same in a folder of the output's own: `begun`, or a new one. */
  settleAlone(output: Output, make: (own: string) => Promise<Made>, begun?: string): Promise<void> {
    return this.settle(output, async () => {
      const own = begun ?? (await mkdtemp(join(this.#folder, 'out-')));
      return madeIn(own, () => make(own));
    });
  }

  /** What an output comes to; null when that was its failure. */
  async #tried<T>({ subtask }: Output, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.#context.signal.throwIfAborted();
      if (error instanceof AttemptLost) throw error;
      if (!(error instanceof JobFailure)) log('job.error', { error: String(error) });
      const { failure, retry } = asJobFailure(error);
      if (retry) this.passingFailure = new JobFailure(failure, true);
      else await this.#tell({ subtask, status: 'failed', failure });
      return null;
    }
  }

  async #tell(report: SubtaskReport): Promise<void> {
    const { edge, onProgress } = this.#context;
    await this.#told;
    await edge.report({ source: null, subtasks: [report], final: false, failure: null, retry: false });
    onProgress(report.subtask, 100);
  }
}

/** What is made in `own`, which is gone if it fails. */
export async function madeIn(own: string, make: () => Promise<Made>): Promise<Made & { folder: string }> {
  try {
    return { ...(await make()), folder: own };
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    throw error;
  }
}
