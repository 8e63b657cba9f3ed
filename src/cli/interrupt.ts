/**
 * Aborts on Ctrl-C, on SIGTERM, and when the terminal is closed; the process is then expected to clean up and end.
 * A signal may come twice (from the terminal and from npm): the second changes nothing.
 */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort());
  return controller.signal;
}
