// The way of a picture from the decoder to the encoder, step by step.

/** One step: filters from picture to picture or, with `input`, from the picture and that of another input to one. */
export interface FilterStep {
  filters: string;
  input?: {
    /** ffmpeg's options that open it; or, of one that is open, the stream ("0:3"). */
    from: string[] | string;
    /** What its picture goes through first. */
    filters: string;
  };
}

/** The inputs of one command, each once, counted from 0. */
export class Inputs {
  readonly #inputs: string[][] = [];

  /** The index of an input, which is added when it is a new one. */
  index(args: string[]): number {
    const key = JSON.stringify(args);
    const known = this.#inputs.findIndex((one) => JSON.stringify(one) === key);
    return known < 0 ? this.add(args) : known;
  }

  /** The index of an input of its own, though it may be one like another. */
  add(args: string[]): number {
    return this.#inputs.push(args) - 1;
  }

  args(): string[] {
    return this.#inputs.flat();
  }
}

export interface PicturePath {
  /** What `-map` takes. */
  map: string;
  /** `-filter_complex` with its graph, where several inputs meet; it stands before the output's `-map`s. */
  complex: string[];
  /** `-vf` with its filters. */
  simple: string[];
}

/** The options that lead `stream` ("0:1") through `steps`. Where one input is enough, the graph is a simple one. */
export function picturePath(steps: FilterStep[], stream: string, inputs: Inputs): PicturePath {
  const used = steps.filter(({ filters }) => filters !== '');
  if (used.every(({ input }) => input === undefined)) {
    const filters = used.map((step) => step.filters).join(',');
    return { map: stream, complex: [], simple: filters ? ['-vf', filters] : [] };
  }
  return {
    map: '[picture]',
    complex: ['-filter_complex', complexGraph(used, stream, inputs, 'picture')],
    simple: [],
  };
}

/** The graph that leads `stream` through `steps`, of which the last one does something, to the pad `name`. */
export function complexGraph(steps: FilterStep[], stream: string, inputs: Inputs, name: string): string {
  const used = steps.filter(({ filters }) => filters !== '');
  const chains: string[] = [];
  let pads = `[${stream}]`;
  let chain: string[] = [];
  for (const [n, { filters, input }] of used.entries()) {
    if (input) {
      if (chain.length > 0) {
        chains.push(`${pads}${chain.join(',')}[main${n}]`);
        pads = `[main${n}]`;
        chain = [];
      }
      const { from } = input;
      const other = typeof from === 'string' ? from : `${inputs.index(from)}:v`;
      chains.push(`[${other}]${input.filters}[other${n}]`);
      pads = `${pads}[other${n}]`;
    }
    chain.push(filters);
    if (input) {
      const last = n === used.length - 1;
      chains.push(`${pads}${chain.join(',')}[${last ? name : `joined${n}`}]`);
      pads = `[joined${n}]`;
      chain = [];
    }
  }
  if (chain.length > 0) chains.push(`${pads}${chain.join(',')}[${name}]`);
  return chains.join(';');
}
