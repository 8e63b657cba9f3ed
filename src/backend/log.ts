// One line of JSON per event, on stderr. Never a URL, a token or a path of an input.

export function log(event: string, details: Record<string, string | number | null> = {}): void {
  console.error(JSON.stringify({ at: new Date().toISOString(), event, ...details }));
}
