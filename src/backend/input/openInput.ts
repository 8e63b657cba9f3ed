// Opens an input again and again while it is read, with a fresh URL when the old one is over.
import type { JobInput } from '../../contract/job.ts';
import type { InputClient, InputResponse } from './inputClient.ts';

/** GET of an input with more headers, as often as it takes. */
export type OpenInput = (headers: Record<string, string>, signal: AbortSignal) => Promise<InputResponse>;

/**
 * A way to open `input`. When a URL that the edge has signed is refused, which it is when its time or its keys' is over,
 * `renew` is asked for another one, once for each time that one was good.
 */
export function openInput(
  client: InputClient,
  input: JobInput,
  renew: ((signal: AbortSignal) => Promise<JobInput>) | null,
): OpenInput {
  let current = input;
  let untried = false;
  let renewing: Promise<void> | null = null;
  return async (headers, signal) => {
    const used = current;
    const response = await client.open(used, headers, signal);
    const refused = response.status === 401 || response.status === 403;
    if (!refused) untried = false;
    if (!refused || !renew || !input.renewable || (untried && used === current)) return response;
    response.body.destroy();
    if (used === current) {
      // Ranges that are read side by side are refused together.
      renewing ??= renew(signal)
        .then((fresh) => {
          current = fresh;
          untried = true;
        })
        .finally(() => {
          renewing = null;
        });
      await renewing;
    }
    return client.open(current, headers, signal);
  };
}
