// An ffprobe that is loaded before there is a job. Linking its libraries takes it some 50 ms, reading a file's head less
// than ten: most of the time between a job's start and its ffmpeg's.
import { constants } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { log } from '../log.ts';
import type { FfprobeOutput } from './ffprobeOutput.ts';
import { answer, inputArgs, probeInput, whatItSays } from './probe.ts';
import { type ProcessEnd, runProcess } from './process.ts';

/** The name under which a job's input lies in its folder. */
export const INPUT_NAME = 'input';
const GATE = 'gate';
/**
 * ffprobe opens its report before its file, and a pipe that nobody reads can't be opened for writing: there it waits.
 * One that knows no reports goes on, finds no file and ends.
 */
const WAIT_AT_GATE = { FFREPORT: `file=${GATE}:level=-8` };

/** An ffprobe that waits for the file INPUT_NAME in a folder that was made for a job. */
export class ReadyProbe {
  /** The job's from now on, to be removed by it. */
  readonly folder: string;
  readonly #ffprobe: string;
  ended = false;
  readonly #end: Promise<ProcessEnd>;
  readonly #stop = new AbortController();
  readonly #said = answer();

  private constructor(ffprobe: string, folder: string) {
    this.folder = folder;
    this.#ffprobe = ffprobe;
    this.#end = runProcess({
      program: ffprobe,
      args: inputArgs(join(folder, INPUT_NAME)),
      cwd: folder,
      env: WAIT_AT_GATE,
      signal: this.#stop.signal,
      onStdout: this.#said.take,
    }).finally(() => {
      this.ended = true;
    });
    this.#end.catch(() => {});
  }

  /** Makes a folder in `parent`, and starts an ffprobe for it. */
  static async start(ffprobe: string, parent: string): Promise<ReadyProbe> {
    const folder = await mkdtemp(join(parent, 'job-'));
    try {
      const signal = AbortSignal.timeout(20_000);
      const args = [join(folder, GATE)];
      const made = await runProcess({ program: 'mkfifo', args, cwd: folder, signal, onStdout: () => {} });
      if (made.code !== 0) throw new Error('mkfifo failed');
      return new ReadyProbe(ffprobe, folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Lets it read the file that lies there now; like probeInput, which has the last word where this one failed. */
  async probe(signal: AbortSignal): Promise<FfprobeOutput> {
    const stop = () => this.#stop.abort(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    let gate: FileHandle | null = null;
    try {
      // For reading and writing: that never waits, also when ffprobe has not come to it yet.
      gate = await open(join(this.folder, GATE), constants.O_RDWR | constants.O_NONBLOCK);
      const end = await this.#end;
      if (end.code === 0) return whatItSays(end, this.#said.text());
    } finally {
      signal.removeEventListener('abort', stop);
      await gate?.close();
    }
    return await probeInput(this.#ffprobe, join(this.folder, INPUT_NAME), signal);
  }

  /** Ends it, unless it has ended. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('not needed'));
    await this.#end.catch(() => {});
  }
}

export interface ReadyProbesOptions {
  ffprobe: string;
  /** Existing folder for jobs' folders. */
  parent: string;
  /** Milliseconds after which one that was not needed is replaced: it counts as running all the time. */
  maxAgeMs: number;
}

/** The next one is started when the job that took the last one is under way. */
const NEXT_AFTER_MS = 300;

/** Keeps one ready. */
export class ReadyProbes {
  readonly #options: ReadyProbesOptions;
  #ready: ReadyProbe | null = null;
  #timer: NodeJS.Timeout | null = null;
  #starting: Promise<void> = Promise.resolve();
  #over = false;

  constructor(options: ReadyProbesOptions) {
    this.#options = options;
    this.#next(0);
  }

  /** One for a job, with a folder for it; null when there is none just now. */
  take(): ReadyProbe | null {
    const ready = this.#ready;
    if (!ready || ready.ended) return null;
    this.#ready = null;
    this.#next(NEXT_AFTER_MS);
    return ready;
  }

  /** Ends the waiting one, and starts no more. */
  async end(): Promise<void> {
    this.#over = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#starting;
    await this.#drop();
  }

  #next(delay: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#starting = this.#start();
    }, delay).unref();
  }

  async #start(): Promise<void> {
    if (this.#over) return;
    await this.#drop();
    const { ffprobe, parent, maxAgeMs } = this.#options;
    this.#ready = await ReadyProbe.start(ffprobe, parent).catch((error: unknown) => {
      log('probe.cold', { reason: String(error) });
      return null;
    });
    this.#next(maxAgeMs);
  }

  async #drop(): Promise<void> {
    const ready = this.#ready;
    this.#ready = null;
    if (!ready) return;
    await ready.stop();
    await rm(ready.folder, { recursive: true, force: true });
  }
}
