// ffmpeg's inputs of a composition. Pure.
import { INPUT_GUARD } from '../command.ts';
import type { LaidTrack } from './layout.ts';

/** More inputs than this have one decoding thread each. */
const THREADED_INPUTS = 4;

type AnyPlaced = Extract<LaidTrack, { kind: 'pictures' | 'sounds' }>['items'][number];

/** ffmpeg's inputs, in the order in which they are first used. */
export class ElementInputs {
  readonly #placed: AnyPlaced[] = [];

  indexOf(placed: AnyPlaced): number {
    const known = this.#placed.findIndex(({ element }) => element === placed.element);
    return known >= 0 ? known : this.#placed.push(placed) - 1;
  }

  args(): string[] {
    const threads = this.#placed.length > THREADED_INPUTS ? ['-threads', '1'] : [];
    return this.#placed.flatMap(({ file, source, begin, seconds }) => [
      ...[...INPUT_GUARD, '-fflags', '+genpts', ...threads],
      ...(source.still ? [] : ['-ss', begin.toFixed(3), '-t', seconds.toFixed(3)]),
      ...['-i', file],
    ]);
  }
}
