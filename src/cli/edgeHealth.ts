// Is the edge up, and can it take work?
import * as z from 'zod';

// An edge that is busy answers late; one that is gone refuses at once or never answers.
const PROBE_TIMEOUT_MS = 2_000;

const Ready = z.object({ backends: z.int().nonnegative() });

/** Whether GET /health is answered with 200. */
export async function healthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** How many backends can take jobs; 0 when the edge does not answer. */
export async function backendsOf(url: string, internalToken: string): Promise<number> {
  try {
    const answer = await fetch(`${url}/internal/ready`, {
      headers: { Authorization: `Bearer ${internalToken}` },
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return Ready.parse(await answer.json()).backends;
  } catch {
    return 0;
  }
}
