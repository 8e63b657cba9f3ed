/** The fields that were given: typed clients send "" for a text that was not set. */
export function said<T extends object>(given: T): { [Field in keyof T]: Exclude<T[Field], undefined> } {
  const fields = Object.entries(given).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(fields) as { [Field in keyof T]: Exclude<T[Field], undefined> };
}
