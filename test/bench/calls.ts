// Signed ProcessMedia calls: the documented request, each with a SessionId of its own.
import { randomUUID } from 'node:crypto';
import { documentedRequest } from '../../src/cli/sdk.ts';
import type { Account } from '../../src/cli/settings.ts';
import { signedRequest } from '../worker/signedRequest.ts';
import type { Call } from './load.ts';

/** `count` calls; they are good for five minutes. */
export async function signedCalls(url: string, account: Account, count: number): Promise<Call[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const body = JSON.stringify({
        ...documentedRequest('bench-1250000000', 'movie/201907/WildAnimal.mov'),
        SessionId: randomUUID(),
      });
      const request = signedRequest(body, { url: `${url}/`, ...account });
      return { path: '/', headers: Object.fromEntries(request.headers), body };
    }),
  );
}

/** The same bodies for the bare route, without end. */
export function* bareCalls(calls: Call[]): Generator<Call> {
  for (;;) for (const { headers, body } of calls) yield { path: '/bench/bare', headers, body };
}
