// Structured log: one JSON line an event. Never pass secrets, signed URLs or request bodies.

export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** Writes one line. `event` is a short dotted name: "task.created". */
export function log(event: string, fields: LogFields = {}): void {
  console.log(JSON.stringify({ at: new Date().toISOString(), event, ...fields }));
}

/** Writes one line about something unexpected, with the error's stack. */
export function logError(event: string, error: unknown, fields: LogFields = {}): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(
    JSON.stringify({ at: new Date().toISOString(), event, level: 'error', ...fields, error: stack }),
  );
}
