// Files of one request that would overwrite each other, or its input.
import type { BucketRef, InlineText, InputLocation, ObjectRef } from '../contract/location.ts';
import { isNumberedKey, outputKeys } from '../contract/output.ts';
import type { NumberedKey } from '../contract/picture.ts';
import { ApiError } from '../mps/errors.ts';
import type { PlannedOutput } from './subtask.ts';

/** Throws InvalidParameterValue naming both subtasks, or the one that would overwrite one of `inputs`. */
export function refuseCollisions(
  outputs: readonly PlannedOutput[],
  ...inputs: (InputLocation | InlineText)[]
): void {
  const written = new WrittenFiles(...inputs);
  for (const output of outputs) {
    const error = written.add(output);
    if (error) throw error;
  }
}

/** The files of the outputs that are planned so far, and the inputs. */
export class WrittenFiles {
  private readonly inputs: ObjectRef[];
  private readonly earlier: Written[] = [];

  constructor(...inputs: (InputLocation | InlineText)[]) {
    this.inputs = inputs.filter((input) => input.provider !== 'url' && input.provider !== 'inline');
  }

  /** Takes an output in unless it would overwrite something: then says what, as an InvalidParameterValue. */
  add(output: PlannedOutput): ApiError | null {
    const { single, numbered } = outputKeys(output.output);
    const bucket = place(output.target);
    const writes: Written[] = [
      ...single.map((key) => ({ output, bucket, key })),
      ...numbered.map((keys) => ({ output, bucket, keys })),
    ];
    // Files of one output may meet too: names of several kinds of files that its author chose.
    const all = [...this.earlier];
    for (const written of writes) {
      const input = this.inputs.find(({ key, ...bucket }) =>
        meet(written, { output, bucket: place(bucket), key }),
      );
      if (input) return overwritten(output, input.key);
      const other = all.find((one) => meet(one, written));
      if (other) return collision(other.output, output, `/${written.key ?? written.keys?.pattern}`);
      all.push(written);
    }
    this.earlier.push(...writes);
    return null;
  }
}

/** A file, or a series of them, that an output writes. */
interface Written {
  output: PlannedOutput;
  bucket: string;
  key?: string;
  keys?: NumberedKey;
}

function meet(a: Written, b: Written): boolean {
  if (a.bucket !== b.bucket) return false;
  if (a.keys && b.keys) return seriesMeet(a.keys, b.keys);
  if (a.keys) return isNumberedKey(a.keys, b.key ?? '');
  return b.keys ? isNumberedKey(b.keys, a.key ?? '') : a.key === b.key;
}

/** The region is no part of it: a bucket's name is enough. */
function place({ provider, bucket }: BucketRef): string {
  return JSON.stringify([provider, bucket]);
}

/**
 * Whether a number can make a name of one pattern that another number makes of the other: "a_{number}.ts" and
 * "a_1{number}.ts" meet in "a_10.ts". Patterns with several {number} are compared as they stand.
 */
function seriesMeet(one: NumberedKey, two: NumberedKey): boolean {
  if (one.pattern === two.pattern) return true;
  const [head, tail, ...more] = one.pattern.split('{number}');
  const [otherHead, otherTail, ...otherMore] = two.pattern.split('{number}');
  if (head === undefined || otherHead === undefined || more.length + otherMore.length > 0) return false;
  const numerals = new Set(`0123456789${one.number.placeholder}${two.number.placeholder}`);
  return (
    differByNumerals(head, otherHead, 'startsWith', numerals) &&
    differByNumerals(tail ?? '', otherTail ?? '', 'endsWith', numerals)
  );
}

/** Whether the longer text starts (ends) with the shorter one and has only numerals besides. */
function differByNumerals(
  a: string,
  b: string,
  side: 'startsWith' | 'endsWith',
  numerals: ReadonlySet<string>,
): boolean {
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  if (!long[side](short)) return false;
  const extra = side === 'startsWith' ? long.slice(short.length) : long.slice(0, long.length - short.length);
  return [...extra].every((character) => numerals.has(character));
}

function overwritten({ parameter }: PlannedOutput, key: string): ApiError {
  return new ApiError('InvalidParameterValue', {
    en: `\`${parameter}\` would overwrite the input \`/${key}\`.`,
    zh: `\`${parameter}\` 将覆盖输入文件 \`/${key}\`。`,
  });
}

function collision(a: PlannedOutput, b: PlannedOutput, path: string): ApiError {
  return new ApiError('InvalidParameterValue', {
    en: `\`${a.parameter}\` and \`${b.parameter}\` would both write \`${path}\`.`,
    zh: `\`${a.parameter}\` 与 \`${b.parameter}\` 将写入同一文件 \`${path}\`。`,
  });
}
