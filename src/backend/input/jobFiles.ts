// The inputs of a job besides its main one, on local disk.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobFile, JobInput } from '../../contract/job.ts';
import { asJobFailure, JobFailure } from '../jobFailure.ts';
import type { Downloaded } from './download.ts';

/** What was fetched: bytes, and the URL that it was found at, redirects followed. */
export type Fetched = Pick<Downloaded, 'size' | 'url'>;

/** Brings an input of at most so many bytes to `path`. `name`: a file's, or null for the main input. */
export type FetchInput = (
  input: JobInput,
  name: string | null,
  path: string,
  maxBytes: number,
) => Promise<Fetched>;

export interface JobFiles {
  /** Absolute path of a file. Throws the JobFailure of one that could not be had. */
  path(name: string): string;
  /** The parameter that named a file. */
  parameter(name: string): string;
  /** Why a file is not there; null when it is. */
  failure(name: string): JobFailure | null;
}

/**
 * Fetches `files` into `folder`, one after the other, each under its name; `maxBytes` is for all of them
 * together. One that can't be had is missed by the outputs that need it, and by no others.
 * @throws the signal's reason
 */
export async function fetchFiles(
  fetchInput: FetchInput,
  files: readonly JobFile[],
  folder: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<JobFiles> {
  const found = new Map<string, string | JobFailure>();
  let left = maxBytes;
  if (files.length > 0) await mkdir(folder, { recursive: true });
  for (const file of files) {
    const path = join(folder, file.name);
    try {
      if ('text' in file) await writeFile(path, file.text);
      else left -= (await fetchInput(file, file.name, path, Math.min(left, file.maxBytes ?? left))).size;
      found.set(file.name, path);
    } catch (error) {
      signal.throwIfAborted();
      const { failure, retry } = asJobFailure(error);
      const message = `${file.parameter}: ${failure.message}`.slice(0, 1000);
      found.set(file.name, new JobFailure({ ...failure, message }, retry));
    }
  }
  const look = (name: string) => {
    const one = found.get(name);
    if (one === undefined) throw new Error(`the job has no file ${name}`);
    return one;
  };
  return {
    path(name) {
      const one = look(name);
      if (typeof one === 'string') return one;
      throw one;
    },
    parameter: (name) => files.find((file) => file.name === name)?.parameter ?? name,
    failure(name) {
      const one = look(name);
      return typeof one === 'string' ? null : one;
    },
  };
}

/** What comes of `work` with a file that is there; a JobFailure names the parameter that named the file. */
export async function aboutFile<T>(
  files: JobFiles,
  name: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const path = files.path(name);
  try {
    return await work(path);
  } catch (error) {
    if (!(error instanceof JobFailure)) throw error;
    const message = `${files.parameter(name)}: ${error.failure.message}`.slice(0, 1000);
    throw new JobFailure({ ...error.failure, message }, error.retry);
  }
}
