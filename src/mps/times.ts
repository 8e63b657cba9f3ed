// Times as the API writes them: ISO 8601, UTC, whole seconds.
import * as z from 'zod';

const NOT_YET = '0000-00-00T00:00:00Z';

/** `at` in milliseconds since 1970; null, for what has not happened, is "0000-00-00T00:00:00Z". */
export function apiTime(at: number | null): string {
  return at === null ? NOT_YET : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

const IsoTime = z.iso.datetime({ offset: true });

/** Milliseconds since 1970 of an ISO 8601 date and time with a zone ("Z" or an offset); null for anything else. */
export function readTime(text: string): number | null {
  return IsoTime.safeParse(text).success ? Date.parse(text) : null;
}
