// The inputs of a job besides its main one, gathered while its outputs are planned.
import { MAX_FILES } from '../contract/job.ts';
import type { PlannedFile } from '../contract/rpc.ts';
import { invalidValue } from '../mps/errors.ts';

/** The same text for the same place, whichever parameter named it. */
export function placeKey(location: PlannedFile['location']): string {
  return JSON.stringify({ ...location, parameter: undefined });
}

/** Bytes of all texts that stand in one request: a job has to fit into a row of SQLite in a Durable Object (2 MB). */
const MAX_TEXT_BYTES = 1_000_000;

export class FileList {
  readonly #files = new Map<string, PlannedFile>();
  #textBytes = 0;

  /** Adds a file and answers its name; one that several parameters name is there once, as the first of them says. */
  add(file: Omit<PlannedFile, 'name'>): string {
    const key = placeKey(file.location);
    const known = this.#files.get(key);
    if (known) return known.name;
    if (this.#files.size === MAX_FILES) {
      throw invalidValue(file.parameter, {
        en: `one of at most ${MAX_FILES} different files besides the input`,
        zh: `输入之外不超过 ${MAX_FILES} 个不同的文件`,
      });
    }
    if (file.location.provider === 'inline') {
      this.#textBytes += new TextEncoder().encode(JSON.stringify(file.location.text)).length;
      if (this.#textBytes > MAX_TEXT_BYTES) {
        throw invalidValue(file.parameter, {
          en: `of at most ${MAX_TEXT_BYTES} bytes, together with the other texts of the request`,
          zh: `与请求中的其他文本合计不超过 ${MAX_TEXT_BYTES} 字节`,
        });
      }
    }
    const name = `file-${this.#files.size}`;
    this.#files.set(key, { name, ...file });
    return name;
  }

  all(): PlannedFile[] {
    return [...this.#files.values()];
  }
}
