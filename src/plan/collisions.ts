// Files of one request that would overwrite each other, or its input.
import type { BucketRef, InputLocation } from '../contract/location.ts';
import { ApiError } from '../mps/errors.ts';
import type { PlannedOutput } from './transcode.ts';

/** Throws InvalidParameterValue naming both subtasks, or the one that would overwrite the input. */
export function refuseCollisions(outputs: readonly PlannedOutput[], input: InputLocation): void {
  const mains = new Map<string, PlannedOutput>();
  for (const each of outputs) {
    const key = place(each.target, each.output.main);
    if (input.provider !== 'url' && key === place(input, input.key)) {
      throw new ApiError('InvalidParameterValue', {
        en: `\`${each.parameter}\` would overwrite the input \`${each.planned.path}\`.`,
        zh: `\`${each.parameter}\` 将覆盖输入文件 \`${each.planned.path}\`。`,
      });
    }
    const other = mains.get(key);
    if (other) throw collision(other, each, each.planned.path);
    mains.set(key, each);
  }
  const segmented = outputs.filter(({ output }) => output.segment);
  segmented.forEach((each, index) => {
    const other = segmented.slice(0, index).find((before) => segmentsMeet(before, each));
    if (other) throw collision(other, each, `/${each.output.segment?.pattern}`);
  });
}

/** The region is no part of it: a bucket's name is enough. */
function place({ provider, bucket }: BucketRef, key: string): string {
  return JSON.stringify([provider, bucket, key]);
}

/**
 * Whether a number can make a name of one pattern that another number makes of the other: "a_{number}.ts" and
 * "a_1{number}.ts" meet in "a_10.ts". Patterns with several {number} are compared as they stand.
 */
function segmentsMeet(a: PlannedOutput, b: PlannedOutput): boolean {
  const [one, two] = [a.output.segment, b.output.segment];
  if (!one || !two || place(a.target, '') !== place(b.target, '')) return false;
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

function collision(a: PlannedOutput, b: PlannedOutput, path: string): ApiError {
  return new ApiError('InvalidParameterValue', {
    en: `\`${a.parameter}\` and \`${b.parameter}\` would both write \`${path}\`.`,
    zh: `\`${a.parameter}\` 与 \`${b.parameter}\` 将写入同一文件 \`${path}\`。`,
  });
}
