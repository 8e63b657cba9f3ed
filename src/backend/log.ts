// One line of JSON per event, on stderr. Never a URL, a token or a path of an input.
import { AsyncLocalStorage } from 'node:async_hooks';

type Details = Record<string, string | number | null>;

const about = new AsyncLocalStorage<Details>();

export function log(event: string, details: Details = {}): void {
  console.error(JSON.stringify({ at: new Date().toISOString(), event, ...about.getStore(), ...details }));
}

/** Runs `work`; each line that it logs, and what it calls, says `details` too. */
export function logAbout<Result>(details: Details, work: () => Result): Result {
  return about.run(details, work);
}
