import { fieldsOf } from './declarations.ts';

/** A copy of a value with the fields that its type declares, on every level. */
export function declaredOnly(type: string, value: object): Record<string, unknown> {
  const values = value as Record<string, unknown>;
  return Object.fromEntries(
    fieldsOf(type).flatMap(({ field, name }) => {
      const given = values[field];
      if (given === undefined) return [];
      if (typeof name !== 'object' || given === null) return [[field, given]];
      const copy = (part: unknown) => declaredOnly(name.type, part as object);
      return [[field, Array.isArray(given) ? given.map(copy) : copy(given)]];
    }),
  );
}
