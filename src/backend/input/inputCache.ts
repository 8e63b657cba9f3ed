// Inputs on local disk, fetched once for all jobs of a task that read them.
import { randomUUID } from 'node:crypto';
import { link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JobInput } from '../../contract/job.ts';
import { type Downloaded, type DownloadLimits, download, tooLarge } from './download.ts';
import type { InputClient } from './inputClient.ts';

/** An input that a job wants. */
export interface Wanted {
  input: JobInput;
  taskId: string;
  limits: DownloadLimits;
  /** Other jobs of the task may want it as well: it is worth keeping for a while. */
  again: boolean;
  renew: (signal: AbortSignal) => Promise<JobInput>;
}

export interface CacheOptions {
  client: InputClient;
  /** A folder for nothing but this; it is on the disk of the jobs' folders. */
  folder: string;
  /** Bytes that may be kept of inputs which no job has. */
  maxIdleBytes: number;
  /** Milliseconds for which they are kept. */
  idleMs: number;
}

interface Entry {
  path: string;
  file: Promise<Downloaded>;
  /** Ends the download when nobody waits for it any more. */
  stop: AbortController;
  waiting: number;
  /** Bytes and version, once it is there. */
  have: Downloaded | null;
  users: number;
  keep: boolean;
  idle: NodeJS.Timeout | null;
}

export class InputCache {
  readonly #options: CacheOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: CacheOptions) {
    this.#options = options;
  }

  /**
   * Brings an input to `path`, which is the caller's to remove, and answers its size in bytes, where it was found, and what
   * to call when the job is over. Jobs of a task that want the same file share one download; one that is kept is used again when its server says
   * that it has not changed.
   * @throws what `download` throws
   */
  async fetch(
    wanted: Wanted,
    path: string,
    signal: AbortSignal,
  ): Promise<Pick<Downloaded, 'size' | 'url'> & { release: () => void }> {
    const { input, taskId, limits, renew } = wanted;
    if (!input.same) {
      const { size, url } = await download(this.#options.client, input, path, limits, signal, renew);
      return { size, url, release: () => {} };
    }
    const key = `${taskId} ${input.same}`;
    const known = this.#entries.get(key);
    if (known?.have && known.users === 0 && !(await this.#unchanged(known.have, input, signal)))
      this.#drop(key, known);
    const entry = this.#entries.get(key) ?? this.#begin(key, wanted);
    entry.users++;
    entry.keep ||= wanted.again;
    if (entry.idle) clearTimeout(entry.idle);
    entry.idle = null;
    let released = false;
    const release = () => {
      if (!released) this.#release(key, entry);
      released = true;
    };
    try {
      const { size, url } = await this.#waitFor(entry, signal);
      if (size > limits.maxBytes) throw tooLarge(limits.maxBytes);
      await link(entry.path, path);
      return { size, url, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Removes everything. */
  async close(): Promise<void> {
    for (const [key, entry] of this.#entries) this.#drop(key, entry);
    await rm(this.#options.folder, { recursive: true, force: true });
  }

  #begin(key: string, { input, limits, renew }: Wanted): Entry {
    const { client, folder } = this.#options;
    const stop = new AbortController();
    const path = join(folder, randomUUID());
    const entry: Entry = {
      ...{ path, stop, waiting: 0, have: null, users: 0, keep: false, idle: null },
      file: mkdir(dirname(path), { recursive: true }).then(() =>
        download(client, input, path, limits, stop.signal, renew),
      ),
    };
    entry.file.then(
      (have) => {
        entry.have = have;
      },
      () => this.#drop(key, entry),
    );
    this.#entries.set(key, entry);
    return entry;
  }

  async #waitFor(entry: Entry, signal: AbortSignal): Promise<Downloaded> {
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const stop = () => aborted.reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    entry.waiting++;
    try {
      return await Promise.race([entry.file, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', stop);
      if (--entry.waiting === 0 && !entry.have) {
        // Nobody joins a download that is being ended.
        for (const [key, one] of this.#entries) if (one === entry) this.#entries.delete(key);
        entry.stop.abort(signal.reason);
      }
    }
  }

  #release(key: string, entry: Entry): void {
    if (--entry.users > 0 || this.#entries.get(key) !== entry) return;
    const { idleMs, maxIdleBytes } = this.#options;
    const idle = [...this.#entries.values()].filter(({ users, have }) => users === 0 && have);
    const bytes = idle.reduce((sum, { have }) => sum + (have?.size ?? 0), 0);
    if (!entry.keep || !entry.have?.etag || bytes > maxIdleBytes) this.#drop(key, entry);
    else entry.idle = setTimeout(() => this.#drop(key, entry), idleMs).unref();
  }

  #drop(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
    if (entry.idle) clearTimeout(entry.idle);
    entry.stop.abort();
    void entry.file.catch(() => {}).then(() => rm(entry.path, { force: true }).catch(() => {}));
  }

  /** Whether a file that is kept is still the one at its place (RFC 9110, 13.1.2). */
  async #unchanged({ etag }: Downloaded, input: JobInput, signal: AbortSignal): Promise<boolean> {
    if (!etag) return false;
    try {
      const response = await this.#options.client.open(input, { 'if-none-match': etag }, signal);
      response.body.destroy();
      return response.status === 304;
    } catch {
      signal.throwIfAborted();
      return false;
    }
  }
}
