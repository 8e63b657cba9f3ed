// Parameters that the API has and that nothing here acts on yet: they are refused, never left unheard.
import { unsupportedParameter } from '../mps/errors.ts';

/** Throws UnsupportedOperation for the first of `fields` that says something. `parent` is its dotted prefix. */
export function refuseUnserved<T extends object>(
  parent: string,
  value: T,
  fields: readonly (keyof T & string)[],
): void {
  for (const field of fields) {
    const given: unknown = value[field];
    // At this level 0 is the default of every number: no offset, no scheme.
    if (given !== 0 && saysSomething(given))
      throw unsupportedParameter(parent ? `${parent}.${field}` : field);
  }
}

/** Typed clients send empty strings, lists and objects for what was not set. */
export function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.values(value).some(saysSomething) : true;
}
