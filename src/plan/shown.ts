// From when to when something is seen.
import { invalidValue } from '../mps/errors.ts';

/** Where both offsets count from the same end, the second must be behind the first. Throws InvalidParameterValue. */
export function shownOf(
  {
    StartTimeOffset: start = 0,
    EndTimeOffset: end = 0,
  }: { StartTimeOffset?: number; EndTimeOffset?: number },
  parameter: string,
): { start: number; end: number } {
  if (end !== 0 && start < 0 === end < 0 && end <= start) {
    throw invalidValue(`${parameter}.EndTimeOffset`, {
      en: 'behind `StartTimeOffset`',
      zh: '位于 `StartTimeOffset` 之后',
    });
  }
  return { start, end };
}
