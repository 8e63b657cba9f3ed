// What is to be done about a running container.
import { MINUTE } from '../platform/settings.ts';

/** Times are ms since 1970. */
export interface ContainerState {
  idleSince: number | null;
  /** When it was told to end. */
  endedAt: number | null;
}

/** An idle container is ended after so long. Real milliseconds. */
const IDLE = 2 * MINUTE;
/** One that was told to end and did not is destroyed after so long: giving jobs back takes seconds. */
const PATIENCE = MINUTE;

/** @param busy jobs that it runs; null when it did not say, which counts as none */
export function nextStep(
  state: ContainerState,
  busy: number | null,
  now: number,
): { action: 'wait' | 'terminate' | 'destroy'; state: ContainerState } {
  const { endedAt } = state;
  if (endedAt !== null) return { action: now - endedAt >= PATIENCE ? 'destroy' : 'wait', state };
  if (busy) return { action: 'wait', state: { idleSince: null, endedAt } };
  const idleSince = state.idleSince ?? now;
  if (now - idleSince < IDLE) return { action: 'wait', state: { idleSince, endedAt } };
  return { action: 'terminate', state: { idleSince, endedAt: now } };
}
