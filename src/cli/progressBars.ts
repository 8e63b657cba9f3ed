// One bar a subtask: drawn over again in place on a terminal, a line at each change elsewhere.
import type { Writable } from 'node:stream';

export interface Bar {
  label: string;
  /** 0–100 */
  percent: number;
  /** "PROCESSING" */
  status: string;
}

const CELLS = 30;

export class ProgressBars {
  readonly #out: Writable & { isTTY?: boolean };
  #shown: string[] = [];

  constructor(out: Writable & { isTTY?: boolean } = process.stdout) {
    this.#out = out;
  }

  show(bars: Bar[]): void {
    const width = Math.max(0, ...bars.map((bar) => bar.label.length));
    const lines = bars.map((bar) => barText(bar, width));
    if (this.#out.isTTY) {
      const up = this.#shown.length > 0 ? `\u001b[${this.#shown.length}A` : ''; // CUU (ECMA-48)
      this.#out.write(up + lines.map((line) => `\u001b[2K${line}\n`).join('')); // EL
    } else {
      for (const [index, line] of lines.entries())
        if (line !== this.#shown[index]) this.#out.write(`${line}\n`);
    }
    this.#shown = lines;
  }
}

/** `Transcode 30  [###...] 45% PROCESSING` */
export function barText({ label, percent, status }: Bar, labelWidth: number): string {
  const full = Math.round((Math.min(100, Math.max(0, percent)) / 100) * CELLS);
  return `${label.padEnd(labelWidth)}  ${'█'.repeat(full)}${'░'.repeat(CELLS - full)} ${String(percent).padStart(3)}% ${status}`;
}
