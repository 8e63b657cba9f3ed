// The first look at a request's JSON.
import { ApiError } from './errors.ts';

/** Far more than any real request has; they bound the work that a hostile one causes. */
const MAX_DEPTH = 32;
const MAX_VALUES = 100_000;

/**
 * A copy of a JSON value without the object members that are null: SDKs send null for "not given". Throws
 * InvalidParameter when the value is nested deeper than 32 levels or holds more than 100,000 values.
 */
export function withoutNulls(value: unknown): unknown {
  let values = 0;
  function copy(part: unknown, depth: number): unknown {
    values += 1;
    if (depth > MAX_DEPTH || values > MAX_VALUES) throw tooComplex();
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map((item) => copy(item, depth + 1));
    // fromEntries makes "__proto__" a member like any other; an assignment would not.
    return Object.fromEntries(
      Object.entries(part)
        .filter(([, member]) => member !== null)
        .map(([name, member]) => [name, copy(member, depth + 1)]),
    );
  }
  return copy(value, 0);
}

function tooComplex(): ApiError {
  return new ApiError('InvalidParameter', {
    en: `The request is too complex: up to ${MAX_VALUES} values in up to ${MAX_DEPTH} levels are read.`,
    zh: `请求过于复杂：最多 ${MAX_VALUES} 个值、${MAX_DEPTH} 层嵌套。`,
  });
}
