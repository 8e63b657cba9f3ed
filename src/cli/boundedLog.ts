// A log file that can't fill the disk.
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';

const MAX_BYTES = 4 * 1024 * 1024;
const TAIL_LINES = 20;

/** Takes a program's output: into FILE, of which the last 4 to 8 MB are kept in FILE and FILE.1. */
export class BoundedLog {
  readonly file: string;
  readonly #maxBytes: number;
  #handle: number;
  #bytes = 0;
  #tail = '';

  constructor(file: string, maxBytes: number = MAX_BYTES) {
    this.file = file;
    this.#maxBytes = maxBytes;
    this.#handle = openSync(file, 'w');
  }

  /** Appends all that comes from a stream. */
  take(stream: Readable): void {
    stream.setEncoding('utf8').on('data', (text: string) => this.append(text));
  }

  append(text: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with ESC (ECMA-48 SGR)
    this.#tail = (this.#tail + text.replace(/\u001b\[[0-9;]*m/g, '')).slice(-8192);
    if (this.#bytes > this.#maxBytes) {
      closeSync(this.#handle);
      renameSync(this.file, `${this.file}.1`);
      this.#handle = openSync(this.file, 'w');
      this.#bytes = 0;
    }
    this.#bytes += writeSync(this.#handle, text);
  }

  /** The last lines, without terminal colours, for a message. */
  tail(): string {
    return this.#tail.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  }
}
